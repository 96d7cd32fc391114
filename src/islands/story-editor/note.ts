interface Offer {
	label: string;
	act: () => void;
}

/** A line that stands where something happened, with a button that undoes it. */
export function leaveNote(after: HTMLElement) {
	const note = document.createElement("p");
	note.className = "message story-note";
	note.hidden = true;
	for (const old of after.parentElement?.querySelectorAll(".story-note:not(:has(button))") ?? []) old.remove();
	after.after(note);
	return {
		say: (words: string, offer?: Offer) => {
			note.hidden = false;
			note.replaceChildren(words, ...(offer ? [" ", buttonOf(note, offer)] : []));
		},
		focus: () => note.querySelector("button")?.focus(),
		remove: () => note.remove(),
		element: note,
	};
}

function buttonOf(note: HTMLElement, { label, act }: Offer): HTMLElement {
	const button = document.createElement("button");
	button.type = "button";
	button.className = "button quiet";
	button.textContent = label;
	button.onclick = () => {
		act();
		note.remove();
	};
	return button;
}
