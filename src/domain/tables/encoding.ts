import { isAscii, isUtf8 } from "node:buffer";
import { setImmediate as breathe } from "node:timers/promises";

/** UTF-8 with or without BOM, GB18030 as Excel saves in China, or UTF-16 as Excel's "Unicode text". */
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Some programs put the byte order mark before every file, and some twice. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
	return beginsWith(bytes, UTF8_MARK) ? withoutMark(bytes.subarray(UTF8_MARK.length)) : bytes;
}

function beginsWith(bytes: Uint8Array, beginning: number[]): boolean {
	return beginning.every((byte, at) => bytes[at] === byte);
}

const BEGINNINGS: [Encoding, number[]][] = [
	["utf-16le", [0xff, 0xfe]],
	["utf-16be", [0xfe, 0xff]],
	["gb18030", [0x84, 0x31, 0x95, 0x33]],
];

/** The encoding of most of the file: a lost byte, or a line that somebody added in another program, does not change the rest. */
export function encodingOf(bytes: Uint8Array): Encoding {
	const begun = BEGINNINGS.find(([, beginning]) => beginsWith(bytes, beginning));
	if (begun) return begun[0];
	const wide = wideEncoding(bytes.subarray(0, 4096));
	if (wide) return wide;
	return isUtf8(bytes) || readsBetterAsUtf8(bytes) ? "utf-8" : "gb18030";
}

/** UTF-16 without its mark: one half of every digit and comma is 0, and never the other. */
function wideEncoding(start: Uint8Array): Encoding | undefined {
	const [even = 0, odd = 0] = [0, 1].map((half) => start.filter((byte, at) => byte === 0 && at % 2 === half).length);
	if (even + odd < Math.max(8, start.length / 20)) return undefined;
	if (even === 0) return "utf-16le";
	return odd === 0 ? "utf-16be" : undefined;
}

const LINES_TO_JUDGE = 500;

function readsBetterAsUtf8(bytes: Uint8Array): boolean {
	let better = 0;
	let judged = 0;
	for (const { line } of linesOf(bytes)) {
		if (isAscii(line)) continue;
		better += likeness(line, "utf-8") - likeness(line, "gb18030");
		judged += 1;
		if (judged === LINES_TO_JUDGE) break;
	}
	return better > 0;
}

export interface ForeignLine {
	number: number;
	text: string;
	encoding: Encoding;
}

const MOST_FOREIGN = 100;
/** Where more lines have lost bytes, reading tells so itself. */
const MOST_SUSPECT = 3000;
const LOOKED_AT_ONCE = 200;

/** Lines in another encoding than the file: read like the rest, they would become other characters without anybody noticing. */
export async function foreignLines(bytes: Uint8Array, encoding: Encoding): Promise<ForeignLine[]> {
	if (encoding.startsWith("utf-16") || (encoding === "utf-8" && isUtf8(bytes))) return [];
	const other = encoding === "utf-8" ? "gb18030" : "utf-8";
	const found: ForeignLine[] = [];
	let suspects = 0;
	for (const { line, number } of linesOf(bytes)) {
		if (number % LOOKED_AT_ONCE === 0) await breathe();
		const isSuspect = encoding === "utf-8" ? !isUtf8(line) : isUtf8(line) && !isAscii(line);
		if (!isSuspect) continue;
		suspects += 1;
		if (suspects > MOST_SUSPECT) break;
		if (likeness(line, other) <= likeness(line, encoding)) continue;
		found.push({ number, text: new TextDecoder(other).decode(line.subarray(0, MOST_JUDGED)), encoding: other });
		if (found.length === MOST_FOREIGN) break;
	}
	return found;
}

/** No line of a roster is longer. */
const MOST_JUDGED = 16 * 1024;

/** How much a line looks like Chinese in this encoding. In the wrong one, rare characters and broken ones come out. */
function likeness(line: Uint8Array, encoding: Encoding): number {
	let worth = 0;
	for (const character of new TextDecoder(encoding).decode(line.subarray(0, MOST_JUDGED))) {
		if (character === "\ufffd") worth -= 4;
		else if (/\p{Script=Han}/u.test(character)) worth += common().has(character) ? 1 : -1;
		else if (/[\p{Co}\p{Cc}]/u.test(character)) worth -= 1;
	}
	return worth;
}

let commonCharacters: Set<string> | undefined;

/** The 3,755 characters of GB 2312's first level. */
function common(): Set<string> {
	if (commonCharacters) return commonCharacters;
	const rows = Array.from({ length: 40 }, (_, row) => 0xb0 + row);
	const bytes = rows.flatMap((lead) => Array.from({ length: lead === 0xd7 ? 89 : 94 }, (_, cell) => [lead, 0xa1 + cell]).flat());
	commonCharacters = new Set(new TextDecoder("gb18030").decode(Uint8Array.from(bytes)));
	return commonCharacters;
}

/** What a text may have said before it was opened in a wrong encoding and saved again, as Excel does with UTF-8 that does not say so. */
export function rereadings(text: string): string[] {
	const bytesBy = (misread: Misread) => Uint8Array.from([...text].flatMap((character) => bytesFor(misread).get(character) ?? [0x3f]));
	const [chinese, western] = [bytesBy("gb18030"), bytesBy("windows-1252")];
	return [new TextDecoder().decode(chinese), ...(["utf-8", "gb18030"] as const).map((meant) => new TextDecoder(meant).decode(western))];
}

type Misread = "gb18030" | "windows-1252";
const tables = new Map<Misread, Map<string, number[]>>();

/** The bytes of each character in an encoding; the platform only knows how to read it. */
function bytesFor(encoding: Misread): Map<string, number[]> {
	const known = tables.get(encoding);
	if (known) return known;
	const decoder = new TextDecoder(encoding);
	const upper = Array.from({ length: 0x7f }, (_, n) => 0x80 + n);
	const codes =
		encoding === "gb18030"
			? upper.flatMap((lead) => upper.concat(upper.map((trail) => trail - 0x40)).map((trail) => [lead, trail]))
			: upper.map((byte) => [byte]);
	const table = new Map(codes.map((code) => [decoder.decode(Uint8Array.from(code)), code]));
	for (let byte = 0; byte < 0x80; byte += 1) table.set(String.fromCharCode(byte), [byte]);
	tables.set(encoding, table);
	return table;
}

/** The lines of a file as bytes: in neither encoding is a line end part of a character. */
function* linesOf(bytes: Uint8Array): Generator<{ line: Uint8Array; number: number }> {
	const end = bytes.includes(0x0a) ? 0x0a : 0x0d;
	let from = 0;
	for (let number = 1; from < bytes.length; number += 1) {
		const found = bytes.indexOf(end, from);
		const to = found < 0 ? bytes.length : found;
		yield { line: bytes.subarray(from, to), number };
		from = to + 1;
	}
}

export function lineOf(bytes: Uint8Array, encoding: Encoding, number: number): string {
	if (encoding.startsWith("utf-16")) return new TextDecoder(encoding).decode(bytes).split(/\r\n|\r|\n/)[number - 1] ?? "";
	for (const found of linesOf(bytes)) if (found.number === number) return new TextDecoder(encoding).decode(found.line);
	return "";
}
