/** Says how many are chosen and how many are left, and stops a ballot with too many before it is sent; the server judges all the same. */
export function countTicks(form: HTMLFormElement): void {
	const count = form.querySelector<HTMLElement>(".ballot-count");
	const limit = Number(form.dataset["limit"]);
	if (!count) return;
	const tell = () => {
		const chosen = form.querySelectorAll("input:checked").length;
		const left = limit - chosen;
		const words = form.dataset[left > 0 ? "left" : left === 0 ? "full" : "over"] ?? "";
		count.textContent = words.replace("{chosen}", String(chosen)).replace("{left}", String(left)).replaceAll("{over}", String(-left));
		count.classList.toggle("wrong", left < 0);
		return left >= 0;
	};
	form.addEventListener("change", ({ target }) => {
		forgetOldProblem(target as Element);
		tell();
	});
	form.addEventListener("submit", (sending) => {
		if (tell()) return;
		sending.preventDefault();
		// The reader stays where they are, beside the ticks; what is wrong stands at the button.
		count.tabIndex = -1;
		count.focus({ preventScroll: true });
	});
	tell();
	// The browser may bring ticks back when the reader returns to the page.
	addEventListener("pageshow", tell);
}

/** What the server said of an earlier try is no longer true of these ticks. The tick stays where the finger is, whatever goes away above it. */
function forgetOldProblem(tick: Element): void {
	const old = document.querySelectorAll("#problem, #candidate-wrong");
	if (old.length === 0) return;
	const before = tick.getBoundingClientRect().top;
	for (const words of old) words.remove();
	scrollBy({ top: tick.getBoundingClientRect().top - before, behavior: "instant" });
}
