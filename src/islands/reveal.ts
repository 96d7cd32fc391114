/** Shows and hides what is typed into the field before the button; it leaves hidden, so that browsers know it for a passphrase. */
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
