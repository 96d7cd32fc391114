import type { BlockKind } from "#domain/stories/types.ts";
import { placeAt } from "../by-hand.ts";

/** A block as it is put into the form. */
export interface Piece {
	kind: BlockKind;
	text: string;
	more: string;
}

/** Stands for the id in the empty blocks that the page brings along. */
export const NO_ID = "__id__";

/** The blocks of the form. Their fields are those of the plain page, so that the form is sent as it would be without a script. */
export class Blocks {
	readonly #form: HTMLFormElement;
	readonly list: HTMLElement;

	constructor(form: HTMLFormElement) {
		this.#form = form;
		this.list = form.querySelector("[data-blocks]") as HTMLElement;
	}

	get all(): HTMLElement[] {
		return [...this.list.querySelectorAll<HTMLElement>(":scope > [data-block]")];
	}

	numberOf(block: HTMLElement): number {
		return this.all.indexOf(block) + 1;
	}

	/** At the end, unless it is said after what. */
	add(piece: Piece, after?: Element | null): HTMLElement {
		const block = this.#empty(piece.kind, newId());
		if (after) after.after(block);
		else this.list.append(block);
		fill(block, piece);
		return block;
	}

	move(block: HTMLElement, to: number): boolean {
		return placeAt(block, to, this.all);
	}

	/** Puts the blocks into the order of these fields, with what they say; blocks that they do not name leave. */
	become(typed: [string, string][]): void {
		const said = new Map(typed);
		const known = new Map(this.all.map((block) => [idOf(block), block]));
		const ids = (said.get("blocks") ?? "").split(",").filter(Boolean);
		const blocks = ids.map((id) => known.get(id) ?? this.#empty((said.get(`kind-${id}`) ?? "paragraph") as BlockKind, id));
		this.list.replaceChildren(...blocks);
		for (const [name, value] of typed) {
			if (name === "seen") continue;
			const field = this.#form.elements.namedItem(name);
			if (isTyped(field)) field.value = value;
		}
		for (const tick of this.#form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) tick.checked = said.has(tick.name);
	}

	/** After each change of their order: the numbers that are read, and the order that is sent. */
	renumber(): void {
		for (const [n, block] of this.all.entries()) {
			for (const number of block.querySelectorAll("[data-number]")) number.textContent = String(n + 1);
			// The only digits in these words are the block's number.
			for (const button of block.querySelectorAll("button[aria-label]"))
				button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? "").replace(/\d+/, String(n + 1)));
		}
		const order = this.#form.elements.namedItem("blocks") as HTMLInputElement;
		order.value = this.all.map(idOf).join(",");
	}

	#empty(kind: BlockKind, id: string): HTMLElement {
		const template = this.#form.querySelector<HTMLTemplateElement>(`template[data-kind="${kind}"]`);
		const block = template?.content.firstElementChild?.cloneNode(true) as HTMLElement;
		for (const element of [block, ...block.querySelectorAll("*")])
			for (const { name, value } of element.attributes) if (value.includes(NO_ID)) element.setAttribute(name, value.replaceAll(NO_ID, id));
		for (const helper of block.querySelectorAll<HTMLElement>("[data-live]")) helper.hidden = false;
		return block;
	}
}

export function idOf(block: HTMLElement): string {
	return block.dataset["block"] ?? "";
}

export function fieldsOf(block: HTMLElement): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
	return [...block.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("[name^=text-], [name^=more-]")];
}

export function isBlank(block: HTMLElement): boolean {
	return fieldsOf(block).every(({ value }) => value.trim() === "");
}

function fill(block: HTMLElement, { text, more }: Piece): void {
	for (const field of fieldsOf(block)) field.value = field.name.startsWith("text-") ? text : more;
}

/** `crypto.randomUUID` exists only where the site has a certificate. */
function newId(): string {
	return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join("");
}

function isTyped(field: Element | RadioNodeList | null): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
	return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
