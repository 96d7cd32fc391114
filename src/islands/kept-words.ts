type Answer = HTMLTextAreaElement | HTMLInputElement;

/** Keeps the words and choices of a form on the phone until the site has them, in case the battery dies or the session ends. */
export function keepWords(form: HTMLFormElement, name: string): void {
	const key = `words:${name}`;
	const answers = [...form.querySelectorAll<Answer>("textarea, input[type=radio]")];
	// What the site had when they were written. Once it has something else, it has these too.
	const had = JSON.stringify(answers.map((one) => (isTick(one) ? one.defaultChecked : one.defaultValue)));
	try {
		const kept = JSON.parse(localStorage.getItem(key) ?? "null");
		if (kept?.had === had) putBack(answers, kept.now);
		else localStorage.removeItem(key);
		form.addEventListener("input", () => {
			const now = answers.map((one) => (isTick(one) ? one.checked : one.value));
			localStorage.setItem(key, JSON.stringify({ had, now }));
		});
	} catch {
		// A browser that stores nothing (private mode, full) still sends what was typed.
	}
}

function putBack(answers: Answer[], now: (string | boolean)[]): void {
	for (const [n, one] of answers.entries()) {
		if (isTick(one)) one.checked = now[n] === true;
		else one.value = String(now[n]);
	}
}

function isTick(one: Answer): one is HTMLInputElement {
	return one.type === "radio";
}
