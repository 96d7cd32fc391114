import type { BlockKind } from "#domain/stories/types.ts";
import { moveByHand } from "../by-hand.ts";
import { type Blocks, idOf } from "./blocks.ts";
import { leaveNote } from "./note.ts";
import type { LiveWords } from "./words.ts";

interface Moving {
	blocks: Blocks;
	words: LiveWords;
	changed: (heard: string) => void;
}

/** The buttons of each block and of 加一段, without a reload. */
export function takeButtons(form: HTMLFormElement, moving: Moving): void {
	const { blocks } = moving;
	const adding = new Adding(form, moving);
	const acts: Record<string, (block: HTMLElement) => void> = {
		up: (block) => shift(block, -1, moving),
		down: (block) => shift(block, 1, moving),
		out: (block) => takeOut(block, moving),
		below: (block) => adding.goBelow(block),
	};
	form.addEventListener("click", (event) => {
		const button = (event.target as Element).closest<HTMLButtonElement>("button[name=act], button[data-below]");
		const [verb = "", one = ""] = (button?.value ?? "").split(":");
		const block = blocks.all.find((known) => idOf(known) === one);
		if (!button || (verb !== "add" && !(block && acts[verb]))) return;
		event.preventDefault();
		if (verb === "add") adding.add(one as BlockKind);
		else if (block) acts[verb]?.(block);
		if (verb === "up" || verb === "down") button.focus();
	});
}

function shift(block: HTMLElement, by: number, { blocks, words, changed }: Moving): void {
	if (blocks.move(block, blocks.numberOf(block) - 1 + by)) changed(placeOf(block, { blocks, words }));
}

/** Leaves a line in its place, which puts it back with all that it said. */
function takeOut(block: HTMLElement, { blocks, words, changed }: Moving): void {
	const said = words.out.replace("{number}", String(blocks.numberOf(block)));
	const note = leaveNote(block);
	block.remove();
	note.say(said, {
		label: words.putBack,
		act: () => {
			note.element.before(block);
			changed(words.isBack.replace("{number}", String(blocks.numberOf(block))));
			block.querySelector<HTMLElement>("[data-grip]")?.focus();
		},
	});
	note.focus();
	changed(said);
}

/** 加一段: at the end, or below the block to which it was called. */
class Adding {
	readonly #moving: Moving;
	readonly #buttons: HTMLElement;
	readonly #home = document.createComment("");

	constructor(form: HTMLFormElement, moving: Moving) {
		this.#moving = moving;
		this.#buttons = form.querySelector("[data-adding]") as HTMLElement;
		this.#buttons.before(this.#home);
	}

	goBelow(block: HTMLElement): void {
		block.after(this.#buttons);
		this.#buttons.querySelector("button")?.focus();
	}

	add(kind: BlockKind): void {
		const { blocks, words, changed } = this.#moving;
		const isCalled = this.#buttons.parentElement === blocks.list;
		const block = blocks.add({ kind, text: "", more: "" }, isCalled ? this.#buttons.previousElementSibling : null);
		this.#home.after(this.#buttons);
		changed(words.added.replace("{number}", String(blocks.numberOf(block))));
		block.querySelector<HTMLElement>("select, textarea, input:not([type=hidden])")?.focus();
	}
}

export function takeGrips({ blocks, words, changed }: Moving): void {
	moveByHand({ list: blocks.list, items: "[data-block]", moved: (block) => changed(placeOf(block, { blocks, words })) });
}

function placeOf(block: HTMLElement, { blocks, words }: Pick<Moving, "blocks" | "words">): string {
	return words.moved.replace("{number}", String(blocks.numberOf(block))).replace("{count}", String(blocks.all.length));
}
