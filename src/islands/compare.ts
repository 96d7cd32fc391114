/** Moves the edge between before and after with the handle. The input is a plain range, which keys, fingers and screen readers know. */
export function followHandle(input: HTMLInputElement): void {
	const follow = () => {
		// Set from the script, because the content policy allows no style attribute.
		input.closest<HTMLElement>(".compare-room")?.style.setProperty("--at", `${input.value}%`);
		input.setAttribute("aria-valuetext", (input.dataset["share"] ?? "").replace("{percent}", input.value));
	};
	input.addEventListener("input", follow);
	// The browser may restore the handle's place when the reader returns.
	follow();
}
