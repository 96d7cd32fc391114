import type { TakeLine } from "#domain/tables/csv.ts";
import { readTable } from "#domain/tables/read-table.ts";
import type { Script } from "#domain/tables/script.ts";
import { type Header, headerOf, isTitle } from "./columns.ts";
import { emptyRoster, isBlank, type Roster, takeLine } from "./roster.ts";
import type { Answers } from "./types.ts";

export async function readRoster(file: Uint8Array, answers: Answers, onProgress: (share: number) => void): Promise<Roster> {
	const roster = emptyRoster(answers);
	const { errors, warnings } = roster;
	await readTable(file, { errors, isTitle, onProgress, taker: (script) => taker(roster, script) });
	if (errors.count === 0 && roster.lines === 0) {
		const key = warnings.count > 0 ? "households.reasons.exampleOnly" : "households.reasons.empty";
		errors.add({ line: 1, column: "", value: "", key });
	}
	return roster;
}

function taker(roster: Roster, script: Script): TakeLine {
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
