import { DASHES, inOneSpelling, PRIVATE_CODES, publicForm } from "./spellings.ts";

/** How many characters a text may have: in words and lines counted in code points as SQLite does, in names as people count. */
export interface Bounds {
	least: number;
	most: number;
}

export function wordsWithin(typed: string, bounds: Bounds): string | undefined {
	return within(tidyWords(typed), bounds);
}

export function lineWithin(typed: string, bounds: Bounds): string | undefined {
	return within(tidyLine(typed), bounds);
}

export function nameWithin(typed: string, { least, most }: Bounds): string | undefined {
	const name = tidyName(typed);
	const characters = charactersIn(name);
	return characters >= least && characters <= most && lengthOf(name) <= NAME_CODE_POINTS ? name : undefined;
}

/** No name is longer, in code points: the database checks it (`db/promises/names.sql`). A Tibetan or Mongolian character may need several. */
export const NAME_CODE_POINTS = 240;

function within(text: string, { least, most }: Bounds): string | undefined {
	const length = lengthOf(text);
	return length >= least && length <= most ? text : undefined;
}

/** Counts what people see as one character each: a letter with its marks, an emoji of several parts. */
export function charactersIn(text: string): number {
	if (TIDY.test(text)) return text.length;
	return [...CHARACTERS.segment(text.replaceAll(/[\u180e\u202f]/g, ""))].length;
}

/** Counts like SQLite's length(). JavaScript's own length counts most emoji and many rare characters twice. */
export function lengthOf(text: string): number {
	return [...text].length;
}

export function tidyWords(typed: string): string {
	if (TIDY.test(typed)) return typed;
	return withoutUnseen(typed.replaceAll(LINE_ENDS, "\n"))
		.split("\n")
		.map((line) => line.replaceAll(/[ \u3000]{2,}/g, fewBlanks).trimEnd())
		.join("\n")
		.replaceAll(/\n{3,}/g, "\n\n")
		.trim();
}

/** One blank, or the two wide ones that a paragraph begins with. */
function fewBlanks(blanks: string, at: number): string {
	if (!blanks.includes("\u3000")) return " ";
	return at === 0 && blanks.startsWith("\u3000\u3000") ? "\u3000\u3000" : "\u3000";
}

export function tidyLine(typed: string): string {
	return withoutUnseen(typed.replaceAll(LINE_ENDS, " "))
		.replaceAll(/[ \u3000]+/g, " ")
		.trim();
}

export function tidyName(typed: string): string {
	return TIDY_NAME.test(typed) ? typed : inOneSpelling(tidyLine(typed)).trim();
}

/** Longer than any code with all its gaps; some signs stand for eighteen, and strangers may type a megabyte of them. */
const MOST_OF_CODE = 1000;

export function tidyCode(typed: string): string {
	const code = withoutUnseen(plainDigits(withoutUnseen(typed.slice(0, MOST_OF_CODE))).replaceAll(/\s/g, ""));
	return code.replaceAll(DASHES, "-");
}

/** Digits of any width and script as 0 to 9. */
export function plainDigits(text: string): string {
	return text.normalize("NFKC").replaceAll(/[^\P{Nd}0-9]/gu, digitOf);
}

// Unicode lays out the ten digits of a script in a row, so a digit is worth as much as there are digits before it.
function digitOf(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	let value = 0;
	while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
	return String(value);
}

/** As people type a code from paper: any case, with gaps, letters that look like digits. */
export function typedCode(typed: string): string {
	return tidyCode(tidyName(typed.slice(0, MOST_OF_CODE)))
		.toLowerCase()
		.replaceAll(/[·-]/g, "")
		.replaceAll("o", "0")
		.replaceAll(/[il]/g, "1");
}

// Most cells of a roster look like this and need no cleaning.
const TIDY = /^[\x21-\x7e\u4e00-\u9fff]*$/;
const TIDY_NAME = /^[0-9A-Za-z\u4e00-\u9fff]*$/;
const LINE_ENDS = /\r\n?|[\n\u0085\u2028\u2029]/g;
const CHARACTERS = new Intl.Segmenter("und");

/** Removes invisible characters: controls, direction marks, joiners where nothing joins, piled-up combining marks. */
function withoutUnseen(text: string): string {
	if (PLAIN.test(text)) return text;
	let [before, after] = [text, seenIn(text)];
	// Removing signs lets marks change places, and then a joiner may stand where nothing joins.
	for (let times = 0; before !== after && times < MOST_TIMES; times += 1) [before, after] = [after, seenIn(after)];
	return after;
}

const MOST_TIMES = 8;

function seenIn(text: string): string {
	return withoutPiles(
		text.toWellFormed().replaceAll(PRIVATE_CODES, publicForm).replaceAll(BLANKS, " ").replaceAll(UNSEEN, "$<needed>").normalize("NFC"),
	);
}

/** Bounds the marks on one character, and the characters joined to one: no page can break or hold a tower or a train of them. */
function withoutPiles(text: string): string {
	const low = text.replaceAll(/\p{M}{5,}/gu, (marks) => [...marks].slice(0, STACKING.test(marks) ? 8 : 4).join(""));
	if (low.length <= MOST_TOGETHER) return low;
	return Array.from(CHARACTERS.segment(low), ({ segment }) => (segment.length > MOST_TOGETHER ? parted(segment) : segment)).join("");
}

// In UTF-16 units. The longest that is read: a kissing couple in two skin tones has 15, a Tibetan stack 10.
const MOST_TOGETHER = 20;

function parted(together: string): string {
	return (together.match(/.{1,9}/gsu) ?? []).map((part) => part.replaceAll(/^\u200d+|\u200d+$/g, "")).join(" ");
}

const PLAIN = /^[\n\x20-\x7e\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/;
const MONGOLIAN = String.raw`[\p{Script=Mongolian}&&\p{L}]`;
const SCRIPTS = ["Arabic", "Syriac", "Mongolian", "Phags_Pa", "Tibetan", "Devanagari", "Bengali", "Tamil", "Sinhala", "Myanmar"];
const JOINING = String.raw`[[${SCRIPTS.map((name) => `\\p{Script=${name}}`).join("")}]&&[[\p{L}\p{M}]--\p{Default_Ignorable_Code_Point}]]`;

// Characters that only make room. Two are kept: the ideographic space begins paragraphs, and Mongolian joins endings by U+202F.
const BLANKS = new RegExp(
	String.raw`[\t\v\f\u00a0\u1680\u2000-\u200a\u205f\u2800]|(?<!${MONGOLIAN}[\u180b-\u180f]{0,2})\u202f|\u202f(?!${MONGOLIAN})`,
	"gv",
);
const NEEDED = [
	String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})`,
	String.raw`(?<=[\p{Emoji}--[0-9#*]])[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)`,
	String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|(?<=[\p{Script=Phags_Pa}\p{Script=Myanmar}])\ufe00`,
	String.raw`(?<=${MONGOLIAN}[\u180b-\u180d\u180f]?)[\u180b-\u180f]`,
	String.raw`(?<=${JOINING}[\u180b-\u180d\u180f]?)\u200c(?=${JOINING})`,
	String.raw`(?<=${JOINING}[\u180b-\u180d\u180f]?)\u200d|\u200d(?=${JOINING})`,
];
const UNSEEN = new RegExp(
	String.raw`(?<needed>${NEEDED.join("|")})|[\p{Cc}--[\n]]|[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]`,
	"gv",
);
const STACKING = /^[\p{Script=Tibetan}\p{Script=Tai_Tham}]/u;
