/** Shows or hides what is typed in the field before the button. It is hidden again when sent, so that browsers recognise a passphrase. */
export function revealBy(button: HTMLButtonElement): void {
	const input = button.parentElement?.querySelector("input");
	if (!input) return;
	const turn = (isShown: boolean) => {
		input.type = isShown ? "text" : "password";
		button.textContent = (isShown ? button.dataset["hide"] : button.dataset["show"]) ?? "";
	};
	button.addEventListener("click", () => turn(input.type === "password"));
	input.form?.addEventListener("submit", () => turn(false));
	button.hidden = false;
}
