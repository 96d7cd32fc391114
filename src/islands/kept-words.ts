/** Keeps words on the phone until the site has them, in case the battery dies. */
export function keepWords(box: HTMLTextAreaElement, name: string): void {
	const key = `words:${name}`;
	// What the site had when the words were written. Once it has something else, it has these words too.
	const had = box.defaultValue;
	try {
		const kept = JSON.parse(localStorage.getItem(key) ?? "null");
		if (kept?.had === had) box.value = kept.words;
		else localStorage.removeItem(key);
		box.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ had, words: box.value })));
	} catch {
		// A browser that stores nothing (private mode, full) still sends what was typed.
	}
}
