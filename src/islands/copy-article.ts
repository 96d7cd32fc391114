type View = Window & typeof globalThis;

/** Makes a button copy with its format what a frame shows. Without a script it stays hidden, and the text is selected and copied by hand. */
export function copyBy(place: HTMLElement): void {
	const button = place.querySelector("button");
	const status = place.querySelector<HTMLElement>("[role=status]");
	const frame = document.querySelector<HTMLIFrameElement>("iframe");
	if (!button || !status || !frame || !navigator.clipboard?.write) return;
	button.addEventListener("click", async () => {
		const isCopied = await copied(frame.contentWindow as View).catch(() => false);
		status.textContent = (isCopied ? status.dataset["copied"] : status.dataset["not"]) ?? "";
		button.focus();
	});
	// Before it came, the frame holds an empty page, which would be copied as one.
	if (hasCome(frame)) place.hidden = false;
	else frame.addEventListener("load", () => (place.hidden = false), { once: true });
}

function hasCome({ contentDocument: shown }: HTMLIFrameElement): boolean {
	return shown?.readyState === "complete" && shown.URL !== "about:blank";
}

// By the frame's own clipboard: this page's policy forbids the styles of its elements, and a browser looks through what is copied.
async function copied(view: View): Promise<true> {
	const { body } = view.document;
	const lines = Array.from(body.querySelectorAll("p"), ({ textContent }) => textContent).join("\n");
	const blob = (type: string, text: string) => new view.Blob([text], { type });
	view.focus();
	await view.navigator.clipboard.write([
		new view.ClipboardItem({ "text/html": blob("text/html", body.innerHTML), "text/plain": blob("text/plain", lines) }),
	]);
	return true;
}
