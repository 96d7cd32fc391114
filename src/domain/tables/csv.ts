import { pipeline } from "node:stream/promises";
import { setImmediate as breathe } from "node:timers/promises";
import { CsvError, Parser } from "csv-parse";
import type { MessageKey } from "#i18n/messages.ts";
import { lineOf } from "./encoding.ts";
import { isDeclaration, type Script, textOf } from "./script.ts";
import type { Remark } from "./types.ts";

/** Why reading stopped. */
type Breakage = Omit<Remark, "column">;

export type TakeLine = (cells: string[], number: number) => void;

/** A county has 200,000 households. A file with far more lines is a mistake and would not fit into memory. */
const MOST_LINES = 300_000;
class TooManyLines extends Error {}
class TooManyFaults extends Error {}
/** The parser's own limit does not see a megabyte of empty cells. */
const MOST_LETTERS_WITHOUT_END = 64 * 1024;
class NoLines extends Error {}

interface Reading {
	script: Script;
	take: TakeLine;
	/** Asked before each line. */
	isEnough?: () => boolean;
	onProgress: (share: number) => void;
}

/** Passes every line with content to `take`, numbered as a text editor does. Between pieces other work can run. */
export async function readCsv(
	bytes: Uint8Array,
	{ script, take, isEnough = () => false, onProgress }: Reading,
): Promise<Breakage | undefined> {
	let [lastLine, lines] = [0, 0];
	const takeAndCount: TakeLine = (cells, number) => {
		lines += 1;
		if (lines > MOST_LINES) throw new TooManyLines();
		if (isEnough()) throw new TooManyFaults();
		lastLine = number;
		if (lines > 1 || !isDeclaration(cells)) take(cells, number);
	};
	try {
		await readPieces(bytes, { script, take: takeAndCount, onProgress });
		return undefined;
	} catch (error) {
		const line = lastLine + 1;
		if (error instanceof TooManyFaults) {
			const count = (await linesIn(bytes, script)) - lastLine;
			return { line, value: "", key: "households.reasons.tooManyFaults", params: { line, count } };
		}
		const text = lineOf(bytes, script.encoding, line);
		return { line, value: aroundQuote(text), key: breakageOf(error, text) };
	}
}

async function readPieces(bytes: Uint8Array, { script, take, onProgress }: Reading): Promise<void> {
	const pieces = async function* () {
		let sinceEnd = 0;
		for (const { text, share } of textOf(bytes, script.encoding)) {
			sinceEnd = text.includes("\n") ? text.length - text.lastIndexOf("\n") : sinceEnd + text.length;
			if (sinceEnd > MOST_LETTERS_WITHOUT_END) throw new NoLines();
			yield text;
			onProgress(share);
			await breathe();
		}
	};
	await pipeline(pieces, parserFor(script.separator, take));
}

/** As a text editor counts. */
async function linesIn(bytes: Uint8Array, { encoding }: Script): Promise<number> {
	let [lines, isOpen] = [0, false];
	for (const { text } of textOf(bytes, encoding)) {
		for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
		if (text !== "") isOpen = !text.endsWith("\n");
		await breathe();
	}
	return isOpen ? lines + 1 : lines;
}

function aroundQuote(line: string): string {
	return line.slice(Math.max(0, line.indexOf('"') - 10)).slice(0, 40);
}

// Without this limit an unclosed quote would make one cell of the rest of the file.
const MOST_BYTES_A_LINE = 16 * 1024;

function parserFor(delimiter: string, take: TakeLine): Parser {
	return new Parser({
		delimiter,
		record_delimiter: "\n",
		relax_quotes: true,
		relax_column_count: true,
		skip_empty_lines: true,
		skip_records_with_empty_values: true,
		max_record_size: MOST_BYTES_A_LINE,
		on_record: (cells: string[], { lines }) => {
			take(cells, firstLineOf(cells, lines));
			return null;
		},
	}).resume();
}

// The parser reports the last line of a record; a cell with line breaks makes a record longer than one line.
function firstLineOf(cells: string[], lastLine: number): number {
	return lastLine - cells.reduce((breaks, cell) => breaks + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
}

function breakageOf(error: unknown, text: string): MessageKey {
	if (error instanceof TooManyLines) return "households.reasons.tooManyLines";
	if (error instanceof NoLines) return "households.reasons.notText";
	// Without a quote it is only too long a line.
	if (error instanceof CsvError) return text.includes('"') ? "households.reasons.quotes" : "households.reasons.notText";
	throw error;
}
