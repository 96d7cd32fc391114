import Sortable from "sortablejs";

interface ByHand {
	list: HTMLElement;
	/** Which of its children are moved. */
	items: string;
	moved: (item: HTMLElement) => void;
}

/** A list whose things are moved by their grip: dragged by a finger or a mouse, or by the arrows of a keyboard. */
export function moveByHand({ list, items, moved }: ByHand): void {
	Sortable.create(list, {
		handle: "[data-grip]",
		draggable: items,
		// The browser's own dragging knows no finger.
		forceFallback: true,
		// The copy under the finger has fields too, which the form must not send.
		fallbackOnBody: true,
		fallbackTolerance: 4,
		animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
		onEnd: ({ item }) => moved(item),
	});
	for (const grip of list.querySelectorAll<HTMLElement>("[data-grip]")) grip.hidden = false;
	list.addEventListener("keydown", (event) => {
		const grip = (event.target as Element).closest<HTMLElement>("[data-grip]");
		const item = grip?.closest<HTMLElement>(items);
		if (!grip || !item) return;
		const all = [...list.querySelectorAll<HTMLElement>(`:scope > ${items}`)];
		const at = all.indexOf(item);
		const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
		if (to === undefined) return;
		event.preventDefault();
		if (!placeAt(item, to, all)) return;
		grip.focus();
		moved(item);
	});
}

/** Puts one of them at another place; false where there is none. */
export function placeAt(item: HTMLElement, to: number, all: HTMLElement[]): boolean {
	const others = all.filter((one) => one !== item);
	if (to < 0 || to > others.length || all.indexOf(item) === to) return false;
	const next = others[to];
	if (next) next.before(item);
	else others.at(-1)?.after(item);
	return true;
}
