import { LRUCache } from "lru-cache";
import type { Reader } from "#db/client.ts";
import type { Day } from "#domain/calendar/types.ts";
import { sha256 } from "#platform/hash.ts";
import type { EditionRow } from "./editions.ts";
import { writtenBoard } from "./file.ts";
import { materialOf, unitsOf } from "./material.ts";
import type { Board, BoardList, Edition, NamedPlace } from "./types.ts";

export type StandingBoard = Awaited<ReturnType<typeof boardOn>>;

/** The board as it stands on this day, with its file, before anybody publishes it. */
export async function boardOn(edition: EditionRow, on: Day, reader: Reader) {
	const units = await unitsOf(edition, reader);
	const places = new Map(units.map(({ id, code, name }) => [code, { placeId: id, name }]));
	const placeOf = (code: string) => ({ code, ...(places.get(code) ?? { placeId: "", name: code }) });
	return { ...writtenFrom(await materialOf(edition, units, on, reader)), placeOf };
}

// Whoever proposes or signs saw it on the page before, so that in the write lane a county's board is read and compared, and not worked out and written anew.
const written = new LRUCache<string, ReturnType<typeof writtenBoard>>({ max: 2 });

function writtenFrom(material: Edition): ReturnType<typeof writtenBoard> {
	const key = sha256(JSON.stringify(material));
	const known = written.get(key) ?? writtenBoard(material);
	written.set(key, known);
	return known;
}

const LISTS: BoardList[] = ["praised", "improved", "lagging"];

/** Whom the board names, list by list, with their faults and inspections. */
export function namedIn({ board, placeOf }: StandingBoard): Omit<NamedPlace, "reason">[] {
	const codes = (list: BoardList) => (list === "improved" ? board.improved.map(({ unit }) => unit) : board[list]);
	return LISTS.flatMap((list) => codes(list).map((code, n) => ({ list, position: n + 1, ...placeOf(code), ...figuresOf(board, code) })));
}

export function namedPlaceIds(placed: StandingBoard): string[] {
	return namedIn(placed).map(({ placeId }) => placeId);
}

function figuresOf({ ranked }: Board, code: string) {
	const { part = 0, whole = 0 } = ranked.find(({ unit }) => unit === code) ?? {};
	return { part, whole };
}
