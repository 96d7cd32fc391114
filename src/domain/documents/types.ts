/** 公文: what the desk drafts for an office, which gives it its number, signs and seals it. */
export const DOCUMENTS = ["circular", "bulletin", "notice", "appeal", "order", "summons", "roll"] as const;
export type DocumentKind = (typeof DOCUMENTS)[number];

/** What a figure of a document counts. */
export const FIGURES = [
	"walks",
	"looked",
	"clean",
	"faults",
	"gaps",
	"found",
	"mended",
	"inTime",
	"relapsed",
	"late",
	"pairs",
	"selfStarted",
	"unseen",
] as const;
export type FigureName = (typeof FIGURES)[number];

/** A document as somebody edits it. A paragraph that begins as a heading does (一、 （一） 1. （1）) is one. */
export interface Wording {
	title: string;
	to: string;
	paragraphs: string[];
	office: string;
	day: string;
}

/** Something to which objections still come. Numbers of its text may be marked. */
export interface Noticed {
	title: string;
	text: string;
	items: string[];
	until: Date;
}

/** Words of a draft, or a number in it. */
export interface Run {
	words: string;
	/** What the number counts, with the code of a kind or the id of an edition behind a colon. */
	figure?: string;
}

export interface DocumentTable {
	title: string;
	/** Each column with its share of the width. */
	columns: { name: string; share: number }[];
	rows: string[][];
}

/** A document as its file has it. */
export interface WordFile extends Wording {
	/** 发文字号 or 期号, left blank. */
	number: string;
	/** 签发人 beside it, left blank; "" where there is no number. */
	signer: string;
	/** 红头: the red name, and what stands at both sides below it; only a bulletin has it. */
	mast?: { name: string; left: string; right: string } | undefined;
	/** Where the seal belongs, in pale words; "" for none. */
	seal: string;
	table?: DocumentTable | undefined;
	/** 报, 送, 发. */
	copies?: string[] | undefined;
	/** A courtyard before and after, of the width of a line together. */
	photos?: { sides: (Record<"width" | "height", number> & { bytes: Uint8Array; alt: string })[]; words: string } | undefined;
	/** What made it, among the file's properties. */
	about: string;
}

/** So many lines a table of a document has; what is beyond them is told, and stands on the page of rows. */
export const MOST_LISTED = 500;

/** No document is longer: 减负. */
export const MOST_CHARACTERS = 4000;

/** What stands in a cell; null stays empty. A day is "2026-11-24". */
export type BookValue = string | number | null;

export interface BookColumn {
	head: string;
	width: number;
	/** `words` unless said otherwise. */
	kind?: "words" | "count" | "share" | "yuan" | "day";
}

export interface BookSheet {
	name: string;
	title: string;
	columns: BookColumn[];
	rows: BookValue[][];
	/** The last row sums up the others. */
	hasTotal?: boolean;
}

/** A file for Excel and WPS. */
export interface Book {
	sheets: BookSheet[];
	notes: { name: string; lines: string[] };
}
