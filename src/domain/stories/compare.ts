import { diffArrays, diffChars } from "diff";
import type { Block, Compared, Piece, StoryContent } from "./types.ts";

type Text = Pick<StoryContent, "title" | "summary" | "cost" | "blocks"> & { howTo: string | string[] };

// Two long paragraphs of which hardly a character is the same are told as exchanged, sooner than anybody waits.
const MOST_MS = 100;

/** Two texts side by side, part for part; a block that was moved is told where it stands later. */
export function compared(earlier: Text, later: Text): Compared[] {
	const fields = (["title", "summary"] as const).map((key) => part(key, key, earlier[key], later[key]));
	const end = (["cost", "howTo"] as const).map((key) => part(key, key, asText(earlier[key]), asText(later[key])));
	return [...fields, ...blocksOf(earlier.blocks, later.blocks), ...end].filter(({ pieces }) => pieces.length > 0);
}

const asText = (lines: string | string[]) => (typeof lines === "string" ? lines : lines.join("\n"));

function blocksOf(earlier: Block[], later: Block[]): Compared[] {
	const ids = (blocks: Block[]) => blocks.map(({ id }) => id);
	const textOf = (blocks: Block[], id: string) => {
		const block = blocks.find((one) => one.id === id);
		return block ? [block.text, block.kind === "quote" || block.kind === "link" ? block.more : ""].filter(Boolean).join("\n") : "";
	};
	const order = diffArrays(ids(earlier), ids(later)).flatMap(({ value, removed }) => value.map((id) => ({ id, isGone: Boolean(removed) })));
	return order
		.filter(({ id, isGone }) => !(isGone && later.some((block) => block.id === id)))
		.map(({ id }) => {
			const block = (later.find((one) => one.id === id) ?? earlier.find((one) => one.id === id)) as Block;
			const was = earlier.find((one) => one.id === id);
			const told = part(id, block.kind, textOf(earlier, id), textOf(later, id));
			return { ...told, isChanged: told.isChanged || was?.more !== later.find((one) => one.id === id)?.more };
		});
}

function part(key: string, kind: Compared["kind"], earlier: string, later: string): Compared {
	const found = diffChars(earlier, later, { timeout: MOST_MS });
	const whole = [
		{ value: earlier, removed: true, added: false },
		{ value: later, removed: false, added: true },
	].filter(({ value }) => value);
	const pieces = (found ?? whole).map(({ value, removed, added }): Piece => {
		return { text: value, in: removed ? "earlier" : added ? "later" : "both" };
	});
	return { key, kind, pieces, isChanged: pieces.some((piece) => piece.in !== "both") };
}
