/** Reads a text by the browser's own voice; where there is none, the button stays hidden. Pressed again, it stops. */
export function readBy(button: HTMLButtonElement, text: () => string): void {
	if (!("speechSynthesis" in window)) return;
	const tell = (isReading: boolean) => {
		button.textContent = button.dataset[isReading ? "stop" : "start"] ?? "";
	};
	button.addEventListener("click", () => {
		if (speechSynthesis.speaking) return speechSynthesis.cancel();
		const said = new SpeechSynthesisUtterance(text());
		said.lang = "zh-CN";
		said.rate = 0.85;
		said.onend = () => tell(false);
		tell(true);
		speechSynthesis.speak(said);
	});
	addEventListener("pagehide", () => speechSynthesis.cancel());
	button.hidden = false;
}
