/** Single keys for what the page marks by data-key. Ignored while somebody types, with a modifier, or while a key is held down. */
document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isTyping(event.target)) return;
	const meant = elementFor(event.key.toLowerCase());
	if (!meant) return;
	event.preventDefault();
	if (meant instanceof HTMLDetailsElement) openAndEnter(meant);
	else meant.click();
});

function isTyping(target: EventTarget | null): boolean {
	if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function elementFor(key: string): HTMLElement | undefined {
	const named = document.querySelectorAll<HTMLElement>("[data-key]");
	return [...named].find((element) => element.dataset["key"] === key && element.getClientRects().length > 0);
}

function openAndEnter(details: HTMLDetailsElement): void {
	details.open = true;
	details.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
}
