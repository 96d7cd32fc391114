import type { Viewer } from "#domain/accounts/types.ts";
import { helpSince } from "#domain/boards/help.ts";
import { publicEdition } from "#domain/boards/public-edition.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { Rate } from "#domain/ranking.ts";
import { lastFullDayOf, monthsOf, shortDayOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { percentOf } from "#i18n/numbers.ts";
import { type Figures, figuresOf, foundKinds, type Span } from "./figures.ts";
import { marked } from "./rules.ts";
import { editionsIn, type OfficePlace, ordersOf, placesToTalkTo } from "./sources.ts";
import { openSpots, tableOf } from "./tables.ts";
import { type DocumentKind, FIGURES, type FigureName, MOST_LISTED, type Noticed, type WordFile, type Wording } from "./types.ts";

// What offices issue is Chinese.
const LOCALE = "zh-CN";
const all = messagesFor(LOCALE);
const words = all.documentDrafts;

export interface Asked {
	kind: DocumentKind;
	place: OfficePlace;
	span: Span;
	/** Of the newest edition, unless another one is chosen. */
	editionId?: string | null | undefined;
	unitId?: string | null | undefined;
	summonedId?: string | null | undefined;
	/** 公示 of a title or a result, instead of an edition. */
	noticed?: Noticed | undefined;
	/** What a bulletin shows. */
	photos?: WordFile["photos"];
	viewer: Viewer;
}

/** Its numbers are marked; the fields of the file that nobody types are beside it. */
export interface Draft extends Wording, Pick<WordFile, "number" | "signer" | "mast" | "table" | "copies" | "photos" | "seal" | "about"> {
	/** What the file is called. */
	fileName: string;
	/** The numbers that it tells. */
	figures: { name: FigureName; value: number }[];
}

/** A document as the portal drafts it; null where there is nothing that it could be about. */
export async function draftOf(asked: Asked): Promise<Draft | null> {
	const drafted = await DRAFTS[asked.kind](asked);
	if (!drafted) return null;
	const { place, span } = asked;
	const about = { place: drafted.about ?? place.name, period: drafted.period ?? monthsOf(span.from, span.until, LOCALE) };
	const number = drafted.number ?? words.numbers.letter;
	return {
		...{ office: place.name, day: words.blankDay, seal: words.seal, figures: [], fileName: words.files[asked.kind](about) },
		...{ ...drafted, number, signer: number && words.signer },
		about: words.about,
	};
}

type Drafted = Pick<Draft, "title" | "to" | "paragraphs"> & Partial<Draft> & { period?: string };
type Drafting = (asked: Asked) => Promise<Drafted | null>;

const DRAFTS: Record<DocumentKind, Drafting> = {
	circular: async (asked) => {
		const numbers = await numbersOf(asked);
		const [edition] = (await editionsIn(asked.place.path)).filter(({ untilMonth }) => untilMonth === asked.span.until);
		const lists = edition ? await listsOf(edition.editionId) : null;
		return { ...words.circular({ ...numbers.told, lists }), figures: numbers.figures, table: await openSpots(asked.span) };
	},
	bulletin: async (asked) => {
		const { told, figures } = await numbersOf(asked);
		const day = words.blankDay;
		const mast = { name: words.mast, left: asked.place.name, right: day };
		const head = { mast, number: words.numbers.issue, photos: asked.photos };
		return { ...words.bulletin(told), ...head, figures, copies: words.copies, seal: "", day: "", office: "" };
	},
	appeal: async (asked) => {
		const { told, figures } = await numbersOf(asked);
		const own = figures.filter(({ name }) => name === "pairs" || name === "selfStarted");
		const { office, ...appeal } = words.appeal(told);
		return { ...appeal, ...(office && { office }), figures: own, number: "" };
	},
	notice: async (asked) => {
		const { noticed } = asked;
		if (noticed)
			return { ...words.noticed({ ...noticed, until: lastFullDayOf(noticed.until, LOCALE) }), number: "", fileName: noticed.title };
		const edition = await editionOf(asked);
		const lists = edition && (await listsOf(edition.editionId));
		if (!edition?.objectionsUntil || !lists || lists.praised.length === 0) return null;
		const until = lastFullDayOf(edition.objectionsUntil, LOCALE);
		return {
			...words.notice({ ...editionTold(edition), ...lists, until }),
			period: editionTold(edition).period,
			office: edition.regionName,
			number: "",
		};
	},
	roll: async (asked) => {
		const edition = await editionOf(asked);
		const lists = edition && (await listsOf(edition.editionId));
		if (!edition || !lists) return null;
		return { ...words.roll({ ...editionTold(edition), ...lists }), period: editionTold(edition).period, office: edition.regionName };
	},
	order: orderDraft,
	summons: summonsDraft,
};

async function numbersOf({ place, span }: Asked) {
	const [found, kinds] = [await figuresOf(span), await foundKinds(span)];
	const n = Object.fromEntries(FIGURES.map((name) => [name, marked(name, found[name])])) as Record<FigureName, string>;
	const told = {
		...{ place: place.name, level: place.level, period: monthsOf(span.from, span.until, LOCALE), n },
		inTimeShare: found.mended > 0 ? marked("inTime", percentOf(found.inTime / found.mended)) : null,
		kinds: kinds.map(({ code, name, count, place: where }) => ({ name, count: marked(`found:${code}`, count), place: where })),
	};
	return { told, figures: FIGURES.map((name) => ({ name, value: (found as Figures)[name] })) };
}

async function editionOf({ place, editionId }: Asked) {
	const editions = await editionsIn(place.path);
	return editionId ? editions.find((one) => one.editionId === editionId) : editions[0];
}

type Edition = NonNullable<Awaited<ReturnType<typeof editionOf>>>;

function editionTold({ regionName, level, fromMonth, untilMonth }: Edition) {
	return { region: regionName, level: all.boards.levels[level], period: monthsOf(fromMonth, untilMonth, LOCALE) };
}

/** Whom an edition names, with the figures of its file. */
async function listsOf(editionId: string) {
	const { edition, found } = await publicEdition(editionId);
	if (!found) return null;
	const told = ({ name, reason, ...rate }: { name: string; reason: string | null } & Rate) => ({
		...{ name, reason: reason ?? "" },
		rate: words.rate({ part: marked(`board:${editionId}`, rate.part), whole: marked(`board:${editionId}`, rate.whole) }),
	});
	const of = (list: "praised" | "improved" | "lagging") => found.named.filter((one) => one.list === list);
	const helped = (placeId: string) => found.help.filter((one) => one.placeId === placeId).map(helpTold);
	const { ranked, tooFew, rate } = found.board;
	return {
		...{ praised: of("praised").map(told), improved: of("improved").map(told), label: edition.label },
		lagging: of("lagging").map((one) => ({ ...told(one), help: helped(one.placeId) })),
		units: marked(`board:${editionId}`, ranked.length + tooFew.length),
		inspections: marked(`board:${editionId}`, rate.whole),
	};
}

function helpTold({ helper, kind }: { helper: string; kind: keyof typeof words.helped }): string {
	return words.help({ helper, what: words.helped[kind] });
}

/** 交办单: all that a unit has in hand in the viewer's places. */
async function orderDraft({ viewer, unitId }: Asked): Promise<Drafted | null> {
	const { rows: spots, whole } = await ordersOf(viewer, unitId ?? "", { size: MOST_LISTED });
	const unit = spots[0]?.unit;
	if (!unit) return null;
	const lines = spots.map(({ village, hamlet, place, category, dueAt, cause }) => ({
		...{ place: [village, hamlet, place].filter(Boolean).join(" "), kind: category.name, cause: cause ? all.spots.causes[cause] : "" },
		due: dueAt ? shortDayOf(dueAt, LOCALE) : words.listed.none,
	}));
	const first = spots[0]?.dueAt ? (lines[0]?.due ?? null) : null;
	const told = words.order({ unit, count: marked(`unit:${unitId}`, whole), first });
	const rows = lines.map(({ place, kind, cause, due }, n) => [String(n + 1), place, kind, cause, due, ""]);
	const table = tableOf({ ...told.table, shares: [1.5, 4, 3, 3, 2.5, 4], rows, whole });
	return { ...told, table, number: words.numbers.order, day: words.orderDay, about: unit };
}

async function summonsDraft({ viewer, place, summonedId, span }: Asked): Promise<Drafted | null> {
	const found = (await placesToTalkTo(viewer, { path: place.path, today: dayAt(span.at) })).find(({ placeId }) => placeId === summonedId);
	if (!found) return null;
	const times = found.times.map(({ from, until }) => monthsOf(from, until, LOCALE));
	const help = await helpSince([found.placeId], `${found.times[0]?.from}-01`);
	return { ...words.summons({ place: found.name, times, help: help.map(helpTold) }), about: found.name };
}

/** Only what is at hand may be asked for. */
export function requireDraft(draft: Draft | null): Draft {
	if (!draft) throw new Refusal("conflict", "documents.nothing");
	return draft;
}
