/** Makes a button print the page. Without a script it stays hidden, and the browser's menu prints. */
export function printBy(button: HTMLButtonElement): void {
	button.addEventListener("click", () => print());
	button.hidden = false;
}
