import { readCsv, type TakeLine } from "./csv.ts";
import { foreignLines, withoutMark } from "./encoding.ts";
import type { Remarks } from "./remarks.ts";
import { type Script, scriptOf, unreadable } from "./text.ts";

interface Reading {
	/** Hears why the file, or a line of it, cannot be read. */
	errors: Remarks;
	taker: (script: Script) => TakeLine;
	onProgress?: (share: number) => void;
}

const NAMES = { "utf-8": "UTF-8", gb18030: "GB18030（GBK）", "utf-16le": "UTF-16", "utf-16be": "UTF-16" };

/** Reads a table line by line, in every form in which it may come. */
export async function readTable(file: Uint8Array, { errors, taker, onProgress = () => undefined }: Reading): Promise<void> {
	const bytes = withoutMark(file);
	const reason = unreadable(bytes);
	if (reason) {
		errors.add({ line: 1, column: "", value: "", ...reason });
		return;
	}
	const script = scriptOf(bytes);
	for (const { number: line, text: value, encoding } of foreignLines(bytes, script.encoding)) {
		const params = { encoding: NAMES[encoding], others: NAMES[script.encoding] };
		errors.add({ line, column: "", value, key: "households.reasons.otherEncoding", params });
	}
	if (errors.count > 0) return;
	const broken = await readCsv(bytes, { script, take: taker(script), onProgress });
	if (broken) errors.addForSure({ column: "", ...broken });
}
