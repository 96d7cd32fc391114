import { type Header, headerOf } from "./columns.ts";
import { readCsv } from "./csv.ts";
import { emptyRoster, type Roster, takeLine } from "./roster.ts";

/** Reads the whole file and collects the errors that can be found without the database. */
export async function readRoster(bytes: Uint8Array, onProgress: (share: number) => void): Promise<Roster> {
	const roster = emptyRoster();
	const broken = await readCsv(bytes, taker(roster), onProgress);
	if (broken) roster.errors.addForSure({ ...broken, column: "", value: "" });
	if (roster.errors.count === 0 && roster.lines === 0) {
		roster.errors.add({ line: 1, column: "", value: "", key: "households.reasons.empty" });
	}
	return roster;
}

/** Takes the header first, then every line. If the header was not understood, no line is taken. */
function taker(roster: Roster): (cells: string[], number: number) => void {
	let header: Header | undefined;
	return (cells, number) => {
		if (header) takeLine(roster, header, cells, number);
		else if (roster.errors.count === 0) header = takeHeader(roster, cells, number);
	};
}

function takeHeader(roster: Roster, titles: string[], number: number): Header | undefined {
	const header = headerOf(titles);
	if (!Array.isArray(header)) {
		roster.title = header.title;
		return header;
	}
	for (const { title, key } of header) roster.errors.add({ line: number, column: title, value: title, key });
	return undefined;
}
