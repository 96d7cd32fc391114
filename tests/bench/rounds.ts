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

/** Ours and its limit in turn, in changing order, after a turn each to warm up. */
export async function duel(ours: () => Promise<Turn>, limit: () => Promise<Turn>, rounds = ROUNDS): Promise<Duel> {
	const turns: { ours: Turn; limit: Turn }[] = [];
	for (let round = -1; round < rounds; round++) {
		const [first, second] = round % 2 === 0 ? [ours, limit] : [limit, ours];
		const [one, other] = [await first(), await second()];
		if (round >= 0) turns.push(first === ours ? { ours: one, limit: other } : { ours: other, limit: one });
	}
	const ratios = turns.map(({ ours, limit }) =>
		Object.fromEntries(Object.entries(ours).flatMap(([name, value]) => (limit[name] ? [[name, value / limit[name]]] : []))),
	);
	return { ours: sideOf(turns.map((turn) => turn.ours)), limit: sideOf(turns.map((turn) => turn.limit)), ratio: sideOf(ratios) };
}

/** Things of one kind in turn, round after round, for instance the same page on three sites. */
export async function inTurn(sides: Record<string, () => Promise<Turn>>, rounds = ROUNDS): Promise<Record<string, Side>> {
	const turns = new Map<string, Turn[]>(Object.keys(sides).map((name) => [name, []]));
	for (let round = -1; round < rounds; round++)
		for (const [name, run] of Object.entries(sides)) {
			const turn = await run();
			if (round >= 0) turns.get(name)?.push(turn);
		}
	return Object.fromEntries([...turns].map(([name, own]) => [name, sideOf(own)]));
}

function sideOf(turns: Turn[]): Side {
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
