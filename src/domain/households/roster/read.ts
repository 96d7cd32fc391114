import { type Header, headerOf } from "./columns.ts";
import { readCsv } from "./csv.ts";
import { foreignLines, withoutMark } from "./encoding.ts";
import { emptyRoster, isBlank, type Roster, takeLine } from "./roster.ts";
import { type Script, scriptOf, unreadable } from "./text.ts";
import type { Answers } from "./types.ts";

export async function readRoster(file: Uint8Array, answers: Answers, onProgress: (share: number) => void): Promise<Roster> {
	const roster = emptyRoster(answers);
	const bytes = withoutMark(file);
	const reason = unreadable(bytes);
	if (reason) roster.errors.add({ line: 1, column: "", value: "", ...reason });
	else await readTable(roster, bytes, onProgress);
	if (roster.errors.count === 0 && roster.lines === 0) {
		const key = roster.warnings.count > 0 ? "households.reasons.exampleOnly" : "households.reasons.empty";
		roster.errors.add({ line: 1, column: "", value: "", key });
	}
	return roster;
}

async function readTable(roster: Roster, bytes: Uint8Array, onProgress: (share: number) => void): Promise<void> {
	const script = scriptOf(bytes);
	refuseForeignLines(roster, bytes, script);
	if (roster.errors.count > 0) return;
	const broken = await readCsv(bytes, { script, take: taker(roster, script), onProgress });
	if (broken) roster.errors.addForSure({ column: "", ...broken });
}

const NAMES = { "utf-8": "UTF-8", gb18030: "GB18030（GBK）", "utf-16le": "UTF-16", "utf-16be": "UTF-16" };

function refuseForeignLines(roster: Roster, bytes: Uint8Array, { encoding }: Script): void {
	for (const foreign of foreignLines(bytes, encoding)) {
		const params = { encoding: NAMES[foreign.encoding], others: NAMES[encoding] };
		roster.errors.add({ line: foreign.number, column: "", value: foreign.text, key: "households.reasons.otherEncoding", params });
	}
}

function taker(roster: Roster, script: Script): (cells: string[], number: number) => void {
	let header: Header | undefined;
	return (cells, number) => {
		if (header) takeLine(roster, header, cells, number);
		else if (!isBlank(cells) && roster.errors.count === 0) header = takeHeader(roster, cells, { number, script });
	};
}

function takeHeader(roster: Roster, titles: string[], { number, script }: { number: number; script: Script }): Header | undefined {
	const header = headerOf(titles);
	if (!Array.isArray(header)) {
		roster.title = header.title;
		if (isOdd(script)) {
			const { separator } = script;
			roster.warnings.add({ line: number, column: "", value: separator, key: "households.reasons.separatorTaken", params: { separator } });
		}
		return header;
	}
	for (const { title, key } of header) roster.errors.add({ line: number, column: title, value: title, key });
	return undefined;
}

function isOdd({ separator, isDeclared }: Script): boolean {
	return !isDeclared && separator !== "," && separator !== "\t";
}
