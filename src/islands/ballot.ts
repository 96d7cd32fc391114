/** Says how many are chosen and how many are left, and stops a ballot with too many before it is sent; the server judges all the same. */
export function countTicks(form: HTMLFormElement): void {
	const count = form.querySelector<HTMLElement>(".ballot-count");
	const limit = Number(form.dataset["limit"]);
	if (!count) return;
	const tell = () => {
		const chosen = form.querySelectorAll("input:checked").length;
		const left = limit - chosen;
		const words = form.dataset[left > 0 ? "left" : left === 0 ? "full" : "over"] ?? "";
		count.textContent = words.replace("{chosen}", String(chosen)).replace("{left}", String(left)).replace("{over}", String(-left));
		count.classList.toggle("wrong", left < 0);
		return left >= 0;
	};
	form.addEventListener("change", tell);
	form.addEventListener("submit", (sending) => {
		if (tell()) return;
		sending.preventDefault();
		form.querySelector<HTMLElement>("#candidate")?.focus();
	});
	// The browser may bring ticks back when the reader returns to the page.
	tell();
}
