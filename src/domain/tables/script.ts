import type { MessageKey } from "#i18n/messages.ts";
import { type Encoding, encodingOf } from "./encoding.ts";

const BEGINNING = 64 * 1024;
/** Some two hundred lines: a request that comes meanwhile needs several turns, and waits for a piece at each. */
const PIECE = 16 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;

export interface Script {
	encoding: Encoding;
	separator: string;
	/** Whether the file says so itself, in a first line like "sep=;", as Excel reads it. */
	isDeclared: boolean;
}

export interface Unreadable {
	key: MessageKey;
	/** How the file begins, if that is text. */
	value?: string;
}

export function scriptOf(bytes: Uint8Array, isTitle: (cell: string) => boolean): Script {
	const encoding = encodingOf(bytes);
	return { encoding, ...separatorOf(beginningOf(bytes, encoding), isTitle) };
}

export function unreadable(bytes: Uint8Array): Unreadable | undefined {
	if (bytes.byteLength === 0) return { key: "households.reasons.empty" };
	if (bytes.byteLength > MOST_BYTES) return { key: "households.reasons.tooLarge" };
	const begins = Buffer.from(bytes.subarray(0, 4)).toString("hex");
	if (begins === "504b0304" || begins === "d0cf11e0") return { key: "households.reasons.workbook" };
	const text = beginningOf(bytes, encodingOf(bytes));
	if (WEB_PAGE.test(text)) return { key: "households.reasons.webPage", value: text.trimStart().slice(0, 60) };
	return isText(text) ? undefined : { key: "households.reasons.notText" };
}

// What Excel and websites call .csv or .xls though it is HTML, XML or a saved web page.
const WEB_PAGE = /^\s*(?:<!--[\s\S]*?-->\s*)?(?:<(?:!doctype|\?xml|\?mso|\/?[a-z][a-z0-9:]*[\s/>])|MIME-Version:|From: <)/i;

/** A tenth of a picture or a program are controls. The few in a table are mistakes and are cleaned away, like NULs that fill up cells. */
function isText(start: string): boolean {
	if (/^(?:%PDF|\{\\rtf)/.test(start)) return false;
	const counted = (signs: RegExp) => start.match(signs)?.length ?? 0;
	return counted(/(?![\0\t\n\v\f\r\u0080-\u009f])\p{Cc}/gu) <= start.length / 20 && counted(/\ufffd/g) <= start.length / 5;
}

/** The text in pieces, with one kind of line end. A byte that fits nowhere becomes U+FFFD, so that its cell can be named. */
export function* textOf(bytes: Uint8Array, encoding: Encoding): Generator<{ text: string; share: number }> {
	const decoder = new TextDecoder(encoding);
	let rest = "";
	for (let from = 0; from < bytes.byteLength; from += PIECE) {
		const to = Math.min(from + PIECE, bytes.byteLength);
		const text = rest + decoder.decode(bytes.subarray(from, to), { stream: true });
		// A return at the end of a piece may belong to the line feed that begins the next one.
		rest = text.endsWith("\r") ? "\r" : "";
		const whole = rest ? text.slice(0, -1) : text;
		yield { text: withOneLineEnd(from === 0 ? withoutMarks(whole) : whole), share: to / bytes.byteLength };
	}
	yield { text: withOneLineEnd(rest + decoder.decode()), share: 1 };
}

// The parser would count a return and a line feed within quotes as two lines, and name all later lines wrong.
function withOneLineEnd(text: string): string {
	return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function beginningOf(bytes: Uint8Array, encoding: Encoding): string {
	return withoutMarks(new TextDecoder(encoding).decode(bytes.subarray(0, BEGINNING)));
}

// Programs that add a byte order mark to a file that has one leave two.
function withoutMarks(text: string): string {
	return text.replace(/^\ufeff+/, "");
}

const SEPARATORS = [",", "\t", ";", "，", "；", "|", "｜"];
const DECLARATION = /^"?sep=(.?)"?[,;，；\t ]*$/i;

export function isDeclaration(cells: string[]): boolean {
	return /^"?sep=/i.test(cells[0] ?? "") && cells.every((cell, at) => at === 0 || /^"?$/.test(cell.trim()));
}

/** The sign that finds most known titles in the first line; the declared one if no other finds more. */
function separatorOf(start: string, isTitle: (cell: string) => boolean): Omit<Script, "encoding"> {
	const lines = start.split(/\r\n|\r|\n/).filter((line) => /\p{L}/u.test(line));
	const declared = DECLARATION.exec(lines[0]?.trim() ?? "");
	const titles = lines[declared ? 1 : 0] ?? "";
	const candidates = [...(declared?.[1] ? [declared[1]] : []), ...SEPARATORS];
	const worth = (separator: string) => {
		const cells = titles.split(separator);
		return cells.filter(isTitle).length * 1000 + cells.length;
	};
	const separator = candidates.reduce((best, other) => (worth(other) > worth(best) ? other : best));
	return { separator, isDeclared: separator === declared?.[1] };
}
