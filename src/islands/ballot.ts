/** Shows which candidates are chosen and how many may be added, and stops a ballot with too many before it is sent. The server checks again. */
export function countTicks(form: HTMLFormElement): void {
	const count = form.querySelector<HTMLElement>(".ballot-count");
	const none = count?.textContent ?? "";
	const limit = Number(form.dataset["limit"]);
	if (!count) return;
	const tell = () => {
		const chosen = [...form.querySelectorAll("input:checked")].map((tick) => numberOf(tick));
		const left = limit - chosen.length;
		const words = chosen.length === 0 ? none : (form.dataset[left > 0 ? "left" : left === 0 ? "full" : "over"] ?? "");
		const names = chosen.join(form.dataset["comma"]);
		count.textContent = words.replace("{chosen}", names).replace("{left}", String(left)).replaceAll("{over}", String(-left));
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
		// The reader stays at the ticks; the problem is shown at the button.
		count.tabIndex = -1;
		count.focus({ preventScroll: true });
	});
	tell();
	// The browser may restore ticks when the reader returns.
	addEventListener("pageshow", tell);
}

function numberOf(tick: Element): string {
	return tick.closest(".candidate")?.querySelector(".candidate-number")?.textContent?.replaceAll(" ", "\u00a0") ?? "";
}

/** Removes the server's earlier problem, which these ticks may no longer have. The tick stays under the finger, whatever goes away above it. */
function forgetOldProblem(tick: Element): void {
	const old = document.querySelectorAll("#problem, #candidate-wrong");
	if (old.length === 0) return;
	const before = tick.getBoundingClientRect().top;
	for (const words of old) words.remove();
	scrollBy({ top: tick.getBoundingClientRect().top - before, behavior: "instant" });
}
