/** Words stay on the phone until the site has them: a battery that dies takes nothing along. */
export function keepWords(box: HTMLTextAreaElement, name: string): void {
	const key = `words:${name}`;
	// What the site had when they were written: once it has something else, it has these too.
	const had = box.defaultValue;
	try {
		const kept = JSON.parse(localStorage.getItem(key) ?? "null");
		if (kept?.had === had) box.value = kept.words;
		else localStorage.removeItem(key);
		box.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ had, words: box.value })));
	} catch {
		// A browser that keeps nothing (private mode, full) still sends what was typed.
	}
}
