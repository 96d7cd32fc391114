import { isUtf8 } from "node:buffer";
import type { MessageKey } from "#i18n/messages.ts";

const PIECE = 64 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;

/** UTF-8 with or without BOM, GB18030 as Excel saves in China, or UTF-16 as Excel's "Unicode text". */
function encodingOf(bytes: Uint8Array): "utf-8" | "gb18030" | "utf-16le" {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
	return isUtf8(bytes) ? "utf-8" : "gb18030";
}

/** Why the whole file cannot be read; undefined if it looks like text. */
export function unreadable(bytes: Uint8Array): MessageKey | undefined {
	if (bytes.byteLength === 0) return "households.reasons.empty";
	if (bytes.byteLength > MOST_BYTES) return "households.reasons.tooLarge";
	const begins = Buffer.from(bytes.subarray(0, 4)).toString("hex");
	if (begins === "504b0304" || begins === "d0cf11e0") return "households.reasons.workbook";
	if (encodingOf(bytes) !== "utf-16le" && bytes.subarray(0, PIECE).includes(0)) return "households.reasons.notText";
	return undefined;
}

/** The text in pieces. Throws a TypeError if the bytes do not fit the encoding found. */
export function* textOf(bytes: Uint8Array): Generator<{ text: string; share: number }> {
	const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
	for (let from = 0; from < bytes.byteLength; from += PIECE) {
		const to = Math.min(from + PIECE, bytes.byteLength);
		yield { text: decoder.decode(bytes.subarray(from, to), { stream: true }), share: to / bytes.byteLength };
	}
	yield { text: decoder.decode(), share: 1 };
}

/** The delimiter that the first line with content uses more often. */
export function delimiterOf(bytes: Uint8Array): "," | "\t" {
	const start = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, PIECE));
	const line = start.split(/\r\n|\r|\n/).find((text) => text.trim() !== "") ?? "";
	return line.split("\t").length > line.split(",").length ? "\t" : ",";
}
