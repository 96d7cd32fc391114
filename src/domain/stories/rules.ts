import { Refusal } from "#domain/errors.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { hasNumber } from "#domain/spots/held-words.ts";
import { lengthOf, lineWithin, tidyLine, tidyWords } from "#domain/text.ts";
import { plainOf, safeAddress } from "./runs.ts";
import {
	BLOCK_LENGTH,
	type Block,
	COST_MOST,
	CREDIT_MOST,
	type CREDITS,
	MOST_BLOCKS,
	MOST_STEPS,
	STEP_LENGTH,
	type StoryContent,
	SUMMARY_MOST,
	TITLE_LENGTH,
	type TypedStory,
} from "./types.ts";

/** What was typed, tidied and checked; refused beside the field that is wrong. */
export function contentOf(typed: TypedStory): StoryContent {
	const { title, blocks, summary, cost, howTo, credits } = PARTS;
	return {
		title: title(typed),
		summary: summary(typed),
		leadId: typed.leadId || null,
		blocks: blocks(typed),
		cost: cost(typed),
		howTo: howTo(typed),
		credits: credits(typed),
		isMachineDrafted: typed.isMachineDrafted,
	};
}

/** Everything for which it would be refused, in the order of the form. */
export function refusalsOf(typed: TypedStory): Refusal[] {
	const { blocks, ...fields } = PARTS;
	const [title, summary, ...rest] = Object.values(fields).map((part) => () => part(typed));
	const each = typed.blocks.filter((block) => !isBlank(block)).map((block) => () => blockOf(block));
	return [title, summary, ...(each.length > 0 ? each : [() => blocks(typed)]), ...rest].flatMap(refusalIn);
}

function refusalIn(check: (() => unknown) | undefined): Refusal[] {
	try {
		check?.();
		return [];
	} catch (error) {
		if (error instanceof Refusal) return [error];
		throw error;
	}
}

const PARTS = {
	title: ({ title }: TypedStory) => checked(requireLine(title, { ...TITLE_LENGTH, field: "title", lacks: "stories.titleLength" }), "title"),
	summary: ({ summary }: TypedStory) =>
		checked(requireWords(summary, { least: 0, most: SUMMARY_MOST, field: "summary", lacks: "stories.tooLong" }), "summary"),
	blocks: blocksOf,
	cost: ({ cost }: TypedStory) =>
		checked(requireWords(cost, { least: 0, most: COST_MOST, field: "cost", lacks: "stories.tooLong" }), "cost"),
	howTo: ({ howTo }: TypedStory) => stepsOf(howTo),
	credits: creditsOf,
};

function blocksOf({ blocks: typed }: TypedStory): Block[] {
	const blocks = typed.filter((block) => !isBlank(block)).map(blockOf);
	if (blocks.length === 0 || blocks.length > MOST_BLOCKS)
		throw new Refusal("invalid", "stories.blocksMissing", { field: "blocks", params: { limit: MOST_BLOCKS } });
	return blocks;
}

const isBlank = ({ text, more }: Block) => tidyWords(text) === "" && tidyLine(more) === "";

function blockOf({ id, kind, text, more }: Block): Block {
	const field = fieldOf(id);
	const tidy = kind === "paragraph" || kind === "quote" || kind === "list" ? requireWords : requireLine;
	const said = checked(tidy(text, { ...BLOCK_LENGTH[kind], field, lacks: "stories.blockLength" }), field);
	return { id, kind, text: said, more: moreOf({ kind, more, field }) };
}

export const fieldOf = (blockId: string) => `block-${blockId}`;

function moreOf({ kind, more, field }: { kind: Block["kind"]; more: string; field: string }): string {
	if (kind === "quote") return checked(requireLine(more, { least: 1, most: 30, field, lacks: "stories.quoteOfNobody" }), field);
	if (kind === "link") {
		const address = safeAddress(more);
		if (!address) throw new Refusal("invalid", "stories.noAddress", { field });
		return address;
	}
	if (kind === "pair" || kind === "picture") {
		if (!(kind === "pair" ? /^[\w-]+$/ : /^([\w-]+\/(before|after)\/[1-3]|own\/[\w-]+)$/).test(more))
			throw new Refusal("invalid", "stories.noPair", { field });
		return more;
	}
	return "";
}

/** Nobody's telephone, plate or identity number stands in a story. */
function checked(said: string, field: string): string {
	if (hasNumber(said)) throw new Refusal("invalid", "stories.hasNumber", { field });
	return said;
}

function stepsOf(typed: string): string[] {
	const steps = linesIn(typed);
	const isWell = steps.length <= MOST_STEPS && steps.every((step) => lineWithin(step, STEP_LENGTH) !== undefined);
	if (!isWell) throw new Refusal("invalid", "stories.stepsLength", { field: "howTo", params: { ...STEP_LENGTH, lines: MOST_STEPS } });
	return steps.map((step) => checked(step, "howTo"));
}

export function linesIn(typed: string): string[] {
	return tidyWords(typed)
		.split("\n")
		.flatMap((line) => tidyLine(line) || []);
}

function creditsOf({ credits }: TypedStory): StoryContent["credits"] {
	const one = (name: (typeof CREDITS)[number]) =>
		checked(requireLine(credits[name], { least: 0, most: CREDIT_MOST, field: name, lacks: "stories.tooLong" }), name);
	return { words: one("words"), photos: one("photos"), editor: one("editor"), checked: one("checked"), chief: one("chief") };
}

export function typedOf({ title, summary, leadId, blocks, cost, howTo, credits, isMachineDrafted }: StoryContent): TypedStory {
	return { title, summary, leadId: leadId ?? "", blocks, cost, howTo: howTo.join("\n"), credits, isMachineDrafted };
}

export function isSame(one: StoryContent, other: StoryContent): boolean {
	return (["title", "summary", "leadId", "blocks", "cost", "howTo", "credits", "isMachineDrafted"] as const).every(
		(key) => JSON.stringify(one[key]) === JSON.stringify(other[key]),
	);
}

/** The pairs that it shows, each once. */
export function pairsIn({ leadId, blocks }: Pick<TypedStory, "blocks"> & { leadId: string | null }): string[] {
	const shown = blocks.flatMap((block) =>
		block.kind === "pair" || (block.kind === "picture" && !ownIn(block)) ? (block.more.split("/")[0] ?? "") : [],
	);
	return [...new Set([leadId ?? "", ...shown])].filter(Boolean);
}

/** What it would be refused for besides: a pair that is not among those which everybody sees, beside each field that shows it. */
export function pairsLeftIn({ leadId, blocks }: TypedStory, shown: Pick<ReadonlyMap<string, unknown>, "has">): Refusal[] {
	const isLeft = (part: Parameters<typeof pairsIn>[0]) => pairsIn(part).some((id) => !shown.has(id));
	const fields = [
		...(isLeft({ leadId, blocks: [] }) ? ["leadId"] : []),
		...blocks.filter((block) => isLeft({ leadId: "", blocks: [block] })).map(({ id }) => fieldOf(id)),
	];
	return fields.map((field) => new Refusal("conflict", "stories.pairLeft", { field }));
}

/** The picture of the office itself that a block shows; null for any other. */
export function ownIn({ kind, more }: Pick<Block, "kind" | "more">): string | null {
	return kind === "picture" && more.startsWith("own/") ? more.slice(4) : null;
}

/** How many characters are read, without headings and what stands below pictures. */
export function charactersOf({ blocks }: Pick<TypedStory, "blocks">): number {
	const read = blocks.filter(({ kind }) => kind === "paragraph" || kind === "quote" || kind === "list");
	return read.reduce((sum, { text }) => sum + lengthOf(plainOf(text).replaceAll(/\s/g, "")), 0);
}
