/** How many characters a text may have, counted in code points as SQLite does. */
export interface Bounds {
	least: number;
	most: number;
}

/** Cleaned text of several lines; undefined when it is too short or too long. */
export function wordsWithin(typed: string, bounds: Bounds): string | undefined {
	return within(tidyWords(typed), bounds);
}

/** Cleaned text of one line; undefined when it is too short or too long. */
export function lineWithin(typed: string, bounds: Bounds): string | undefined {
	return within(tidyLine(typed), bounds);
}

export function nameWithin(typed: string, bounds: Bounds): string | undefined {
	return within(tidyName(typed), bounds);
}

function within(text: string, { least, most }: Bounds): string | undefined {
	const length = lengthOf(text);
	return length >= least && length <= most ? text : undefined;
}

/** Counts like SQLite's length(). JavaScript's own length counts most emoji and many rare characters twice. */
export function lengthOf(text: string): number {
	return [...text].length;
}

/** Cleans a text: one kind of line end, no blanks at line ends, at most one empty line in a row. */
export function tidyWords(typed: string): string {
	if (TIDY.test(typed)) return typed;
	return withoutUnseen(typed.replaceAll(LINE_ENDS, "\n"))
		.split("\n")
		.map((line) => line.replaceAll(/ {2,}/g, " ").trimEnd())
		.join("\n")
		.replaceAll(/\n{3,}/g, "\n\n")
		.trim();
}

export function tidyLine(typed: string): string {
	return withoutUnseen(typed.replaceAll(LINE_ENDS, " "))
		.replaceAll(/[ \u3000]+/g, " ")
		.trim();
}

/** Cleans a name and spells each sign in one way, so that names can be compared and found whatever dot a keyboard has. */
export function tidyName(typed: string): string {
	if (TIDY.test(typed)) return typed;
	return tidyLine(typed)
		.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "")
		.replaceAll(/[\uff07\uff0d\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => wide.normalize("NFKC"))
		.replaceAll(DOTS, "·")
		.replaceAll(/[\u2018\u2019\u02bc]/g, "'")
		.replaceAll(/[\u2010-\u2013\u2212]/g, "-");
}

/** A code or a figure without blanks and in half width. */
export function tidyCode(typed: string): string {
	return withoutUnseen(typed).normalize("NFKC").replaceAll(/\s/g, "");
}

/** Reads a code made by `randomCode` as people type it from paper: any case, with gaps, letters that look like digits. */
export function typedCode(typed: string): string {
	return tidyCode(tidyName(typed)).toLowerCase().replaceAll(/[·-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
}

// Most cells of a roster look like this and need no cleaning.
const TIDY = /^[\x21-\x7e\u4e00-\u9fff]*$/;
const LINE_ENDS = /\r\n?|[\n\u0085\u2028\u2029]/g;
const DOTS = /[\u00b7\u2022\u2027\u2219\u22c5\u2e31\u2e33\u30fb\uff65]/g;

/** Removes invisible characters: controls, direction marks, joiners where nothing joins, piled-up combining marks. */
function withoutUnseen(text: string): string {
	if (PLAIN.test(text)) return text;
	return text
		.toWellFormed()
		.replaceAll(BLANKS, " ")
		.replaceAll(UNSEEN, "$<needed>")
		.normalize("NFC")
		.replaceAll(/\p{M}{5,}/gu, (marks) => marks.slice(0, STACKING.test(marks) ? 8 : 4));
}

const PLAIN = /^[\n\x20-\x7e\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/;
const MONGOLIAN = String.raw`[\p{Script=Mongolian}&&\p{L}]`;
const SCRIPTS = ["Arabic", "Syriac", "Mongolian", "Phags_Pa", "Tibetan", "Devanagari", "Bengali", "Tamil", "Sinhala", "Myanmar"];
const JOINING = String.raw`[[${SCRIPTS.map((name) => `\\p{Script=${name}}`).join("")}]&&[[\p{L}\p{M}]--\p{Default_Ignorable_Code_Point}]]`;

// Every character that only makes room, the empty Braille cell too. Two are kept: the ideographic space begins paragraphs, and Mongolian joins endings by
// U+202F.
const BLANKS = new RegExp(
	String.raw`[\t\v\f\u00a0\u1680\u2000-\u200a\u205f\u2800]|(?<!${MONGOLIAN}[\u180b-\u180f]{0,2})\u202f|\u202f(?!${MONGOLIAN})`,
	"gv",
);
const NEEDED = [
	String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})`,
	String.raw`(?<=[\p{Emoji}\p{Script=Han}\p{Script=Phags_Pa}\p{Script=Myanmar}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
	String.raw`(?<=${MONGOLIAN}[\u180b-\u180d\u180f]?)[\u180b-\u180f]`,
	String.raw`(?<=${JOINING}[\u180b-\u180d\u180f]?)\u200c(?=${JOINING})`,
	String.raw`(?<=${JOINING}[\u180b-\u180d\u180f]?)\u200d|\u200d(?=${JOINING})`,
];
const UNSEEN = new RegExp(
	String.raw`(?<needed>${NEEDED.join("|")})|[\p{Cc}--[\n]]|[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]`,
	"gv",
);
const STACKING = /^[\p{Script=Tibetan}\p{Script=Tai_Tham}]/u;
