/** Lets the handle move the edge between before and now. The input is a plain range: keys, fingers and screen readers know it already. */
export function followHandle(input: HTMLInputElement): void {
	const follow = () => {
		// Set from script, not in the markup: the content policy allows no style attribute.
		input.closest<HTMLElement>(".compare-room")?.style.setProperty("--at", `${input.value}%`);
		input.setAttribute("aria-valuetext", (input.dataset["share"] ?? "").replace("{percent}", input.value));
	};
	input.addEventListener("input", follow);
	// The browser may bring an earlier place back when the reader returns to the page.
	follow();
}
