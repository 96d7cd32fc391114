import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import type { Messages } from "#i18n/messages.ts";
import { type Design, FORMATS, type FormatName, type Maker, sizeOf } from "./formats.ts";
import { filesOf } from "./pictures.ts";
import type { Order } from "./press.ts";
import { requireLargeEnough } from "./sharpness.ts";
import { quoteOf, titleOf } from "./texts.ts";

export interface PairThing {
	pair: PublishedPair;
	maker: Maker;
	design: Design;
	format: FormatName;
	title: string;
	/** The words of print, and of whom the sheet is. */
	words: Messages["publicity"]["print"];
	owner: string;
	/** Where its code leads. */
	address: string;
}

export const TITLE_LENGTH = 64;
const MOST_A_SIDE = 3;
// A print needs all there is; a derivative is at most so wide.
const WIDEST = 1600;

/** What is made of a pair, as the press makes it. */
export async function pairOrder({ pair, maker, design, format, title, words, owner, address }: PairThing): Promise<Order> {
	const { unit, width } = FORMATS[format];
	if (unit === "mm") requireLargeEnough(pair.after.slice(0, MOST_A_SIDE), { design, format });
	const pixels = unit === "mm" ? WIDEST : width;
	const sideOf = (side: "before" | "after") => filesOf(pair[side].slice(0, MOST_A_SIDE), { width: pixels, alt: words[side] });
	const [before, after] = await Promise.all([sideOf("before"), sideOf("after")]);
	// The files of a picture go when it is taken back.
	if (before.shown.length === 0 || after.shown.length === 0) throw new Refusal("conflict", "publicity.noPictures");
	return {
		...{ design, size: sizeOf(FORMATS[format]), as: unit === "mm" ? "pdf" : { width } },
		files: { ...before.files, ...after.files },
		content: {
			...{ kind: maker, title: titleOf(title), kicker: words.kicker, words: quoteOf(pair.words), author: owner },
			...{ before: before.shown, after: after.shown, labels: { before: words.before, after: words.after } },
			place: words.place({ village: pair.village.name, hamlet: pair.hamlet.name }),
			about: words.about({ category: pair.category.name, month: monthAt(pair.publishedAt) }),
			foot: words.foot({ owner }),
		},
		code: { address, label: words.scan },
	};
}

/** A title to begin with: what the household said first, if that is short enough to be one. */
export function titleFrom({ words }: PublishedPair, otherwise: string): string {
	const first = /^[^。！？\n]{4,24}/u.exec(words)?.[0] ?? "";
	return first.replace(/[，、；：]$/u, "") || otherwise;
}
