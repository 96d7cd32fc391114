import { moveByHand } from "./by-hand.ts";

/** What the slots hold changes places by hand or by keys; the slots stay, and nothing is kept before the form is sent. */
export function arrangeByHand(list: HTMLElement): void {
	const slots = [...list.querySelectorAll<HTMLElement>("[data-slot]")];
	const told = list.parentElement?.querySelector<HTMLElement>("[role=status]");
	const storyIn = (slot: Element | undefined) => slot?.querySelector("select") as HTMLSelectElement;
	moveByHand({
		list,
		items: "[data-slot]",
		moved: (slot) => {
			const inOrder = [...list.querySelectorAll("[data-slot]")];
			const at = inOrder.indexOf(slot);
			const held = inOrder.map((one) => storyIn(one).value);
			list.append(...slots);
			for (const [n, one] of slots.entries()) storyIn(one).value = held[n] ?? "";
			slots[at]?.querySelector<HTMLElement>("[data-grip]")?.focus();
			if (told) told.textContent = (list.dataset["moved"] ?? "").replace("{number}", String(at + 1));
		},
	});
}
