import type { Viewer } from "#domain/accounts/types.ts";
import { type Channel, PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { shownPairs } from "#domain/office/shown-pairs.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import type { Messages } from "#i18n/messages.ts";
import { FORMATS, sizeOf } from "./formats.ts";
import { filesOf, type Shown } from "./pictures.ts";
import type { Order } from "./press.ts";
import { quoteOf, seamed } from "./texts.ts";

// Pages beside the pairs: cover, first words, back. All pages are a multiple of four, so that the sheets can be folded and stapled.
const OTHER_PAGES = 3;
const PAGES = [8, 12, 16, 20, 24];
/** From a pair a page in the thinnest to two a page in the thickest. */
export const ALBUM_PAIRS = { least: 5, most: 42 };
const WIDE = 960;

/** How many pairs stand on each page: one or two, on as few pages as hold them. */
export function pagesFor(pairs: number): number[] {
	const pages = PAGES.map((all) => all - OTHER_PAGES).find((room) => room * 2 >= pairs && room <= pairs);
	if (!pages) throw new Refusal("invalid", "publicity.albumSize", { params: ALBUM_PAIRS });
	const shared = pairs - pages;
	return Array.from({ length: pages }, (_, page) => (page >= pages - shared ? 2 : 1));
}

interface Wanted {
	channel: Channel;
	at: Date;
	/** The place that issues it; null: each pair's own village. */
	dutyId?: string | null;
	/** Nothing is to be issued: a colleague fetches what was. */
	isIssued?: boolean;
	/** These, instead of the newest. */
	ids?: string[] | undefined;
}

/** The newest shown pairs of the viewer's places whose households agreed to the channel, and which the viewer may issue there. */
export async function albumPairs(viewer: Viewer, { channel, at, dutyId = null, isIssued, ids }: Wanted): Promise<PublishedPair[]> {
	const agreed = { channel, dutyId, issuer: isIssued ? null : viewer.personId };
	const { pairs } = await shownPairs(viewer, { at, roles: PUBLICISTS, agreed, ids, limit: ALBUM_PAIRS.most });
	return pairs;
}

export interface Album {
	pairs: PublishedPair[];
	title: string;
	period: string;
	/** The first page's text, by paragraphs. */
	preface: string[];
	words: Messages["publicity"]["print"];
	owner: string;
	/** Beside its code: what that opens. */
	scan: string;
	address: string;
}

/** 图册 of a season, A4 with a bleed. */
export async function albumOrder({ pairs, title, period, preface, words, owner, scan, address }: Album): Promise<Order> {
	const files: Record<string, Uint8Array> = {};
	const all = await Promise.all(pairs.map((pair) => toldPair(pair, { words, files })));
	// The files of a picture go when it is taken back.
	const told = all.filter(({ before, after }) => before.length > 0 && after.length > 0);
	const counts = pagesFor(told.length);
	const spreads = counts.map((count) => told.splice(0, count));
	const cover: Shown[] = (spreads[0]?.[0]?.after ?? []).slice(0, 1);
	const names = { title: seamed(title), short: title, period, kicker: words.campaign, author: owner, close: words.albumClose };
	const labels = { before: words.before, after: words.after };
	const content = {
		...names,
		kind: "album",
		cover,
		labels,
		spreads,
		preface: { title: seamed(words.albumFirst({ count: counts.reduce((sum, count) => sum + count, 0) })), lines: preface },
	};
	return {
		design: "album",
		size: sizeOf(FORMATS.a4),
		as: "pdf",
		files,
		content: { ...content, foot: owner },
		code: { address, label: scan },
	};
}

async function toldPair(pair: PublishedPair, { words, files }: { words: Album["words"]; files: Record<string, Uint8Array> }) {
	const sides = await Promise.all(
		(["before", "after"] as const).map(async (side) => {
			const found = await filesOf(pair[side].slice(0, 1), { width: WIDE, alt: words[side] });
			Object.assign(files, found.files);
			return [side, found.shown] as const;
		}),
	);
	const place = words.place({ village: pair.village.name, hamlet: pair.hamlet.name });
	return {
		...(Object.fromEntries(sides) as Record<"before" | "after", Shown[]>),
		place,
		about: pair.category.name,
		words: quoteOf(pair.words),
	};
}
