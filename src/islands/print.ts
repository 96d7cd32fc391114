/** A button that prints the page; without a script it stays hidden, and the browser's own menu prints. */
export function printBy(button: HTMLButtonElement): void {
	button.addEventListener("click", () => print());
	button.hidden = false;
}
