import type { Viewer } from "#domain/accounts/types.ts";
import { isMonth, monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { pairsToShow, photosOf } from "#domain/documents/photos.ts";
import { lengthOfWording } from "#domain/documents/rules.ts";
import { officePlaces } from "#domain/documents/sources.ts";
import { type DocumentKind, MOST_CHARACTERS, type Wording } from "#domain/documents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyLine, tidyWords } from "#domain/text.ts";
import { messagesFor } from "#i18n/messages.ts";
import { titlesAndResults } from "./known-sheets.ts";
import type { Told } from "./told.ts";

/** More paragraphs than anybody needs within the limit. */
const MOST_PARAGRAPHS = 60;
const MONTHS_TOLD = 13;
const NO_PAIRS: Awaited<ReturnType<typeof pairsToShow>> = { pairs: [], next: null, pair: undefined };

export function monthsToChoose(at: Date): string[] {
	return Array.from({ length: MONTHS_TOLD }, (_, n) => monthAfter(monthAt(at), -n));
}

/** Place and months as a page was asked for them; by default the last whole month. */
export async function spanAsked(viewer: Viewer, told: Told, at: Date) {
	const text = (name: string) => String(told.get(name) ?? "");
	const { place, places } = await officePlaces(viewer, text("place") || null);
	const known = (name: string) => (isMonth(text(name)) && text(name) <= monthAt(at) ? text(name) : monthAfter(monthAt(at), -1));
	const [from, until] = [known("from"), known("until")].sort() as [string, string];
	return { place, places, span: { path: place.path, from, until, at } };
}

/** A document as an address or a form says it, and what else it could be of. */
export async function documentAsked(viewer: Viewer, kind: DocumentKind, told: Told, at: Date) {
	const { place, places, span } = await spanAsked(viewer, told, at);
	const chosen = (name: string) => String(told.get(name) ?? "") || null;
	const [editionId, photoOf] = [chosen("edition"), chosen("photo")];
	const notices = kind === "notice" ? await titlesAndResults(viewer, { words: messagesFor("zh-CN"), at }) : [];
	const noticed = notices.find(({ from }) => from === editionId)?.noticed;
	const where = tidyLine(String(told.get("where") ?? ""));
	const sought = { where, after: chosen("older"), chosen: photoOf, at };
	const { pairs, next: older, pair } = kind === "bulletin" ? await pairsToShow(viewer, sought) : NO_PAIRS;
	return {
		...{ kind, place, places, span, viewer, editionId, unitId: chosen("unit"), summonedId: chosen("summoned") },
		...{ notices, noticed, pairs, pair, where, older, photos: pair && (await photosOf(pair)) },
	};
}

/** A document's words as somebody typed them. */
export function wordingTold(told: Told): Wording {
	const paragraphs = Array.from({ length: MOST_PARAGRAPHS }, (_, n) => tidyWords(String(told.get(`p${n + 1}`) ?? ""))).filter(Boolean);
	const line = (name: string) => tidyLine(String(told.get(name) ?? ""));
	const lines = (name: string) => tidyWords(String(told.get(name) ?? ""));
	return { title: lines("title"), to: line("to"), paragraphs, office: lines("office"), day: line("day") };
}

export function requireWording(wording: Wording): Wording {
	const length = lengthOfWording(wording);
	if (wording.title === "") throw new Refusal("invalid", "documents.titleMissing", { field: "title" });
	if (wording.paragraphs.length === 0) throw new Refusal("invalid", "documents.bodyMissing", { field: "p1" });
	if (length > MOST_CHARACTERS)
		throw new Refusal("invalid", "documents.tooLong", { params: { length, limit: MOST_CHARACTERS }, field: "p1" });
	return wording;
}
