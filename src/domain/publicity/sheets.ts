import type { Messages } from "#i18n/messages.ts";
import { FORMATS, type FormatName, sizeOf } from "./formats.ts";
import type { Order } from "./press.ts";
import { seamed } from "./texts.ts";

type Words = Messages["publicity"]["print"];

/** What stands on every sheet of a place: the words of print, of whom it is, and where its code leads. */
interface Sheet {
	format: FormatName;
	words: Words;
	owner: string;
	address: string;
	/** Beside its code: what that opens. */
	scan: string;
}

function sheet(
	design: string,
	{ format, words, owner, address, scan }: Sheet,
	content: { title: string } & Record<string, unknown>,
): Order {
	const named = { kind: design, kicker: words.campaign, author: owner };
	return { design, size: sizeOf(FORMATS[format]), as: "pdf", content: { ...named, ...content }, code: { address, label: scan } };
}

export interface RollList {
	name: string;
	entries: { place: string; reason: string }[];
}

/** 红榜: what a board praises, each place with its sentence. */
export function rollOrder(of: Sheet & { title: string; period: string; lists: RollList[]; foot: string[] }): Order {
	const { title, period, lists, foot } = of;
	return sheet("roll", of, { title, period, foot, lists: lists.filter(({ entries }) => entries.length > 0) });
}

/** 公示: the office that issues it, its number, its day and seal stay blank. */
export function noticeOrder(of: Sheet & { title: string; paragraphs: string[]; items: string[]; closing: string[] }): Order {
	const { title, paragraphs, items, closing, words, scan } = of;
	const named = { heading: words.notice, office: words.seal, foot: [scan] };
	return sheet("notice", of, { ...named, title: seamed(title), paragraphs, items, closing });
}

/** 奖状. */
export function certificateOrder(of: Sheet & { to: string; text: string; award: string; office: string; day: string }): Order {
	const { to, text, award, office, day, words } = of;
	return sheet("certificate", of, {
		title: words.certificate,
		heading: words.certificate,
		to: `${to}：`,
		words: text,
		award,
		close: words.close,
		office,
		day,
	});
}

/** 示范户的牌子, for the household's gate: the village, and nobody's name. */
export function plaqueOrder(of: Sheet & { title: string; honour: string; since: string; foot: string }): Order {
	const { title, honour, since, foot } = of;
	return sheet("sign", of, { title: seamed(title), honour, words: since, foot });
}

/** 村牌, for the village's entrance. */
export function signOrder(of: Sheet & { village: string; honour: string; slogan: string }): Order {
	const { village, honour, slogan, words, owner } = of;
	return sheet("sign", of, { title: seamed(village), honour, words: slogan, foot: words.signFoot({ owner }) });
}
