import { Refusal } from "#domain/errors.ts";
import type { Messages } from "#i18n/messages.ts";
import { type Design, FORMATS, type FormatName, type Maker, sizeOf } from "./formats.ts";
import { filesOf } from "./pictures.ts";
import type { Order } from "./press.ts";
import { requireLargeEnough } from "./sharpness.ts";
import type { Source } from "./sources.ts";
import { sheetOf } from "./story-sheet.ts";
import { quoteOf, titleOf } from "./texts.ts";

export interface Thing {
	source: Source;
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

const MOST_A_SIDE = 3;
// A print needs all there is; a derivative is at most so wide.
const WIDEST = 1600;

/** What is made of a pair, a story or a model village, as the press makes it. */
export async function thingOrder(thing: Thing): Promise<Order> {
	const { source, maker, design, format, title, words, owner, address } = thing;
	const { unit, width } = FORMATS[format];
	if (unit === "mm") requireLargeEnough(source.after.slice(0, MOST_A_SIDE), { design, format });
	const common = {
		...{ design, size: sizeOf(FORMATS[format]), as: unit === "mm" ? ("pdf" as const) : { width } },
		code: { address, label: source.scan },
	};
	const { kicker, place, about, foot } = source;
	const named = {
		...{ kind: maker, title: titleOf(title), kicker, author: owner, place, about, foot, words: quoteOf(source.words) },
		labels: { before: words.before, after: words.after },
	};
	if (source.story && maker === "wall") {
		const { files, content } = await sheetOf(source.story, named.labels);
		return { ...common, files, content: { ...named, ...content } };
	}
	const pixels = unit === "mm" ? WIDEST : width;
	const sideOf = (side: "before" | "after") => filesOf(source[side].slice(0, MOST_A_SIDE), { width: pixels, alt: words[side] });
	const [before, after] = await Promise.all([sideOf("before"), sideOf("after")]);
	// The files of a picture go when it is taken back.
	if (isGone(source.before, before) || isGone(source.after, after)) throw new Refusal("conflict", "publicity.noPictures");
	const content = { ...named, before: before.shown, after: after.shown };
	return { ...common, files: { ...before.files, ...after.files }, content };
}

function isGone(pictures: unknown[], { shown }: { shown: unknown[] }): boolean {
	return pictures.length > 0 && shown.length === 0;
}
