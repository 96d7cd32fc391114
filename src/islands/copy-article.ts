/** Makes a button copy a text with its format, as another page shows it. Without a script it stays hidden, and the text is selected there by hand. */
export function copyBy(place: HTMLElement): void {
	const button = place.querySelector("button");
	const status = place.querySelector<HTMLElement>("[role=status]");
	if (!button || !status || !navigator.clipboard?.write) return;
	button.addEventListener("click", async () => {
		const isCopied = await copied(place.dataset["article"] ?? "").catch(() => false);
		status.textContent = (isCopied ? status.dataset["copied"] : status.dataset["not"]) ?? "";
	});
	place.hidden = false;
}

// The text comes while the clipboard waits: Safari allows nothing that begins later than the press.
async function copied(address: string): Promise<true> {
	const page = fetch(address).then(async (answer) => {
		if (!answer.ok) throw new Error(`${answer.status}`);
		return new DOMParser().parseFromString(await answer.text(), "text/html").body;
	});
	const blob = (type: string, of: (body: HTMLElement) => string) => page.then((body) => new Blob([of(body)], { type }));
	const html = blob("text/html", (body) => body.innerHTML);
	await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": blob("text/plain", linesOf) })]);
	return true;
}

function linesOf(body: HTMLElement): string {
	return Array.from(body.querySelectorAll("p"), ({ textContent }) => textContent).join("\n");
}
