import { diffArrays, diffChars } from "diff";
import { lengthOf } from "#domain/text.ts";
import type { Block, Compared, Piece, StoryContent } from "./types.ts";

type Text = Pick<StoryContent, "title" | "summary" | "cost" | "blocks"> & { howTo: string | string[] };

/** What looking sign by sign may still cost: a part of which n signs differ costs n², whatever machine it is. */
interface Effort {
	left: number;
}

// All of a comparison takes about a tenth of a second on a small server, and one part a fifth of that.
export const MOST_EFFORT = 1_500_000;
const MOST_CHANGED = Math.floor(Math.sqrt(MOST_EFFORT / 5));

/** Two texts side by side, part for part; a block that was moved is told where it stands later. Once the effort is used up, what changed is told as exchanged. */
export function compared(earlier: Text, later: Text, effort: Effort = { left: MOST_EFFORT }): Compared[] {
	const told = (key: string, kind: Compared["kind"], was: string, is: string) => part({ key, kind, was, is, effort });
	const fields = (["title", "summary"] as const).map((key) => told(key, key, earlier[key], later[key]));
	const blocks = blocksOf(earlier.blocks, later.blocks, told);
	const end = (["cost", "howTo"] as const).map((key) => told(key, key, asText(earlier[key]), asText(later[key])));
	return [...fields, ...blocks, ...end].filter(({ pieces }) => pieces.length > 0);
}

const asText = (lines: string | string[]) => (typeof lines === "string" ? lines : lines.join("\n"));

type Telling = (key: string, kind: Compared["kind"], was: string, is: string) => Compared;

function blocksOf(earlier: Block[], later: Block[], tell: Telling): Compared[] {
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
			const told = tell(id, block.kind, textOf(earlier, id), textOf(later, id));
			return { ...told, isChanged: told.isChanged || was?.more !== later.find((one) => one.id === id)?.more };
		});
}

function part({ was, is, effort, ...which }: Pick<Compared, "key" | "kind"> & { was: string; is: string; effort: Effort }): Compared {
	if (was === is) return { ...which, pieces: is ? [{ text: is, in: "both" }] : [], isChanged: false, isWhole: false };
	const gone: Piece[] = was ? [{ text: was, in: "earlier" }] : [];
	const come: Piece[] = is ? [{ text: is, in: "later" }] : [];
	const pieces = was && is ? piecesOf(was, is, effort) : [...gone, ...come];
	return { ...which, pieces: pieces ?? [...gone, ...come], isChanged: true, isWhole: pieces === null };
}

/** Null if they differ in more than there is effort for. */
function piecesOf(was: string, is: string, effort: Effort): Piece[] | null {
	const maxEditLength = Math.min(MOST_CHANGED, Math.floor(Math.sqrt(effort.left)));
	// No comparison has fewer edits than the texts differ in length.
	if (Math.abs(lengthOf(was) - lengthOf(is)) > maxEditLength) return null;
	const found = diffChars(was, is, { maxEditLength });
	const changed = found?.reduce((sum, { count, added, removed }) => sum + (added || removed ? count : 0), 0) ?? maxEditLength;
	effort.left -= changed ** 2;
	return found?.map(({ value, removed, added }) => ({ text: value, in: removed ? "earlier" : added ? "later" : "both" })) ?? null;
}
