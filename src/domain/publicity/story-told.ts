import type { Picture } from "#domain/photos/types.ts";
import type { publicStory } from "#domain/stories/public-stories.ts";
import { plainOf, shownBlocks } from "#domain/stories/runs.ts";
import { CREDITS, type Run, type ShownBlock } from "#domain/stories/types.ts";
import type { PublishedPair, Side } from "#domain/submissions/types.ts";
import type { Messages } from "#i18n/messages.ts";

type PublicStory = NonNullable<Awaited<ReturnType<typeof publicStory>>>;

/** One or two pictures beside each other; a side is told where both stand. */
interface Pictures {
	kind: "pictures";
	pictures: { picture: Picture; side: Side | null }[];
	caption: Run[];
}
export type Part =
	| { kind: "heading" | "paragraph" | "list"; lines: Run[][] }
	| { kind: "quote"; lines: Run[][]; by: string }
	| { kind: "link"; text: string; href: string }
	| Pictures;

/** 典型案例, as it is set for a wall or for WeChat: without what was taken back. */
export interface ToldStory {
	storyId: string;
	title: string;
	summary: string;
	place: string;
	publishedAt: Date;
	lead: Pictures | null;
	parts: Part[];
	/** What it cost, how to do the same. */
	facts: { title: string; lines: string[]; isOrdered: boolean }[];
	credits: string[];
	/** What somebody said, to be quoted on a poster. */
	said: string;
}

export function told(story: PublicStory, words: Pick<Messages["stories"], "cost" | "howTo" | "credits" | "machine">): ToldStory {
	const { storyId, title, summary, place, publishedAt, pairs, blocks, cost, howTo, credits } = story;
	const lead = pairs.get(story.leadId ?? "");
	const quote = blocks.find(({ kind }) => kind === "quote");
	return {
		...{ storyId, title, summary, place, publishedAt, lead: lead ? bothOf(lead, []) : null },
		parts: shownBlocks(blocks, story).flatMap((block) => partOf(block, { pairs, takenBy: words.credits.photos }) ?? []),
		facts: [
			{ title: words.cost, lines: cost ? [cost] : [], isOrdered: false },
			{ title: words.howTo, lines: howTo, isOrdered: true },
		].filter(({ lines }) => lines.length > 0),
		credits: [
			...CREDITS.flatMap((credit) => (credits[credit] ? `${words.credits[credit]} ${credits[credit]}` : [])),
			...(story.isMachineDrafted ? [words.machine] : []),
		],
		said: quote ? plainOf(quote.text) : "",
	};
}

/** Null for a pair that was taken back. */
function partOf(
	{ kind, lines, more, href, picture, own }: ShownBlock,
	{ pairs, takenBy }: { pairs: Map<string, PublishedPair>; takenBy: string },
): Part | null {
	if (kind === "heading" || kind === "paragraph" || kind === "list") return { kind, lines };
	if (kind === "quote") return { kind, lines, by: more };
	if (kind === "link")
		return href
			? {
					kind,
					text: lines
						.flat()
						.map(({ text }) => text)
						.join(""),
					href,
				}
			: null;
	if (kind === "pair") {
		const pair = pairs.get(more);
		return pair ? bothOf(pair, lines.flat()) : null;
	}
	const credit = own?.takenBy ? [{ text: `（${takenBy} ${own.takenBy}）` }] : [];
	return picture ? { kind: "pictures", pictures: [{ picture, side: null }], caption: [...lines.flat(), ...credit] } : null;
}

function bothOf({ before: [before], after: [after] }: PublishedPair, caption: Run[]): Pictures | null {
	if (!before || !after) return null;
	const pictures = [
		{ picture: before, side: "before" as const },
		{ picture: after, side: "after" as const },
	];
	return { kind: "pictures", pictures, caption };
}
