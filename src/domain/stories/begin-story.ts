import { and, eq, ne } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import { stories } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { publishedPair } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { keepDraft } from "./drafts.ts";
import { emptyBlock } from "./edits.ts";
import { stepOn } from "./stories.ts";
import { type Block, type BlockKind, type TypedStory, WRITERS } from "./types.ts";

interface Beginning {
	/** The place that it tells of; that of the pair, if it begins with one. */
	regionId?: string;
	fromId?: string;
	/** 背景、做法、成效、启示, in the language of the story. */
	headings: string[];
	by: Viewer;
	at: Date;
}

/** A story with its first draft. From the same pair it is begun once; its pictures, words and place are in. */
export async function beginStory({ regionId = "", fromId, headings, by, at }: Beginning): Promise<{ storyId: string }> {
	const pair = fromId ? await publishedPair(fromId) : null;
	if (fromId && !pair) throw new Refusal("not_found", "stories.noPair");
	const placeId = pair?.village.regionId ?? regionId;
	return write(async (tx) => {
		await requirePlace(tx, placeId, by);
		const known = pair ? await begunFrom(tx, pair.submissionId) : undefined;
		if (known) return known;
		const storyId = newId();
		await tx.insert(stories).values({
			id: storyId,
			regionId: placeId,
			begunFromId: pair?.submissionId ?? null,
			stageAt: at,
			createdBy: by.personId,
			createdAt: at,
		});
		await stepOn(tx, { storyId, stage: "writing", verb: "story.begin", by, at });
		await keepDraft(tx, { storyId, beganFrom: 0, typed: firstDraft(headings, pair), by, at });
		return { storyId };
	});
}

async function requirePlace(tx: Tx, regionId: string, by: Viewer): Promise<void> {
	const [place] = await tx.select().from(regions).where(eq(regions.id, regionId));
	if (!place || place.validTo || place.level === "hamlet" || !mayActIn(by, place.path, ...WRITERS))
		throw new Refusal("not_found", "common.notFound");
}

async function begunFrom(tx: Tx, submissionId: string): Promise<{ storyId: string } | undefined> {
	const isLiving = and(eq(stories.begunFromId, submissionId), ne(stories.stage, literal("dropped")));
	const [known] = await tx.select({ storyId: stories.id }).from(stories).where(isLiving);
	return known;
}

/** The four headings with room to write; the household's own words as a quote, its pair at the head. */
export function firstDraft(headings: string[], pair: PublishedPair | null): TypedStory {
	const block = (kind: BlockKind, more: Partial<Block> = {}) => ({ ...emptyBlock(kind, newId().slice(0, 8)), ...more });
	const blocks = headings.flatMap((text) => [block("heading", { text }), block("paragraph")]);
	if (pair?.words) blocks.splice(2, 0, block("quote", { text: pair.words }));
	const credits = { words: "", photos: "", editor: "", checked: "", chief: "" };
	return { title: "", summary: "", leadId: pair?.submissionId ?? "", blocks, cost: "", howTo: "", credits, isMachineDrafted: false };
}
