import type { Reader } from "#db/client.ts";
import type { Day } from "#domain/calendar/types.ts";
import type { EditionRow } from "./editions.ts";
import { writtenBoard } from "./file.ts";
import { materialOf, unitsOf } from "./material.ts";
import { boardOf } from "./rules.ts";
import type { Board, BoardList, NamedPlace } from "./types.ts";

type Placed = Awaited<ReturnType<typeof boardOn>>;
export type Written = Awaited<ReturnType<typeof writtenOn>>;

/** The board as it stands on this day, before anybody publishes it. */
export async function boardOn(edition: EditionRow, on: Day, reader: Reader) {
	return { board: boardOf(await materialOf(edition, on, reader)), placeOf: await placesOf(edition, reader) };
}

/** The same with its file. */
export async function writtenOn(edition: EditionRow, on: Day, reader: Reader) {
	return { ...writtenBoard(await materialOf(edition, on, reader)), placeOf: await placesOf(edition, reader) };
}

async function placesOf(edition: EditionRow, reader: Reader) {
	const places = new Map((await unitsOf(edition, reader)).map(({ id, code, name }) => [code, { placeId: id, name }]));
	return (code: string) => ({ code, ...(places.get(code) ?? { placeId: "", name: code }) });
}

const LISTS: BoardList[] = ["praised", "improved", "lagging"];

/** Whom the board names, list by list, with their faults and inspections. */
export function namedIn({ board, placeOf }: Placed): Omit<NamedPlace, "reason">[] {
	const codes = (list: BoardList) => (list === "improved" ? board.improved.map(({ unit }) => unit) : board[list]);
	return LISTS.flatMap((list) => codes(list).map((code, n) => ({ list, position: n + 1, ...placeOf(code), ...figuresOf(board, code) })));
}

export function namedPlaceIds(placed: Placed): string[] {
	return namedIn(placed).map(({ placeId }) => placeId);
}

function figuresOf({ ranked }: Board, code: string) {
	const { part = 0, whole = 0 } = ranked.find(({ unit }) => unit === code) ?? {};
	return { part, whole };
}
