import { BLOCK_KINDS, type Block, type BlockKind, type TypedStory } from "./types.ts";

// What the buttons beside a block do, in the plain form and in the island alike.

/** `up:ID`, `down:ID`, `out:ID`, `add:KIND` or `add:KIND:after ID`; any other changes nothing. */
export function edited(typed: TypedStory, act: string, newId: () => string): TypedStory {
	const [verb = "", one = "", after] = act.split(":");
	if (verb === "add" && isKind(one)) return { ...typed, blocks: added(typed.blocks, { block: emptyBlock(one, newId()), after }) };
	const at = typed.blocks.findIndex(({ id }) => id === one);
	if (at < 0) return typed;
	if (verb === "out") return { ...typed, blocks: typed.blocks.filter(({ id }) => id !== one) };
	if (verb === "up" || verb === "down") return { ...typed, blocks: moved(typed.blocks, at, verb === "up" ? at - 1 : at + 1) };
	return typed;
}

export const isKind = (kind: string): kind is BlockKind => (BLOCK_KINDS as readonly string[]).includes(kind);

export function emptyBlock(kind: BlockKind, id: string): Block {
	return { id, kind, text: "", more: "" };
}

function added(blocks: Block[], { block, after }: { block: Block; after: string | undefined }): Block[] {
	const at = after === undefined ? blocks.length : blocks.findIndex(({ id }) => id === after) + 1;
	return [...blocks.slice(0, at), block, ...blocks.slice(at)];
}

export function moved(blocks: Block[], from: number, to: number): Block[] {
	const block = blocks[from];
	if (!block || to < 0 || to >= blocks.length) return blocks;
	const others = blocks.filter((_, n) => n !== from);
	return [...others.slice(0, to), block, ...others.slice(to)];
}
