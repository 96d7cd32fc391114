/** What one turn of one side gave, by the name of the figure. */
export type Turn = Record<string, number>;

export interface Spread {
	median: number;
	least: number;
	most: number;
}

/** What one side gave over all rounds. */
export type Side = Record<string, Spread>;

export interface Duel {
	ours: Side;
	limit: Side;
	/** Ours over the limit, worked out in each round, so that a loaded machine weighs on both. */
	ratio: Side;
}

export const ROUNDS = 5;

/** Ours and its limit in turn, after a turn each to warm up. */
export async function duel(ours: () => Promise<Turn>, limit: () => Promise<Turn>, rounds = ROUNDS): Promise<Duel> {
	return duelOf(await inTurn({ ours, limit }, rounds));
}

/** All sides in turn, round after round and in changing order. */
export async function inTurn<Name extends string>(
	sides: Record<Name, () => Promise<Turn>>,
	rounds = ROUNDS,
): Promise<Record<Name, Turn[]>> {
	const names = Object.keys(sides) as Name[];
	const turns = Object.fromEntries(names.map((name) => [name, [] as Turn[]])) as Record<Name, Turn[]>;
	for (let round = -1; round < rounds; round++)
		for (const name of round % 2 === 0 ? names : names.toReversed()) {
			const turn = await sides[name]();
			if (round >= 0) turns[name].push(turn);
		}
	return turns;
}

export function duelOf({ ours, limit }: { ours: Turn[]; limit: Turn[] }): Duel {
	const ratios = ours.map((own, round) => {
		const other = limit[round] ?? {};
		return Object.fromEntries(Object.entries(own).flatMap(([name, value]) => (other[name] ? [[name, value / other[name]]] : [])));
	});
	return { ours: sideOf(ours), limit: sideOf(limit), ratio: sideOf(ratios) };
}

export function sideOf(turns: Turn[]): Side {
	return Object.fromEntries(Object.keys(turns[0] ?? {}).map((name) => [name, spreadOf(turns.map((turn) => turn[name] ?? 0))]));
}

export function spreadOf(values: number[]): Spread {
	const sorted = values.toSorted((one, other) => one - other);
	return { median: rounded(sorted[Math.floor(sorted.length / 2)]), least: rounded(sorted[0]), most: rounded(sorted.at(-1)) };
}

/** Three figures that tell something. */
export function rounded(value = 0): number {
	return Number(value.toPrecision(Math.abs(value) >= 1000 ? 4 : 3));
}
