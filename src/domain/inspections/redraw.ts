import { commitmentOf } from "#domain/draws/draws.ts";
import { type Again, unreadable } from "#domain/published-files/again.ts";
import { linesOfTable } from "#domain/tables/read-table.ts";
import { drawnHamlets } from "./rules.ts";
import type { PoolHamlet, Stratum } from "./types.ts";

interface Draw {
	seed: string;
	perVillage: number;
	/** What was sealed a month before; null if only whoever asks knows it. */
	commitment: string | null;
}

type Line = PoolHamlet & { called: string; isDrawn: boolean };

/** Draws a month again from its pool, as pages give it or as a spreadsheet saved it, and compares who is drawn. It needs no database. */
export async function redraw(table: string, { seed, perVillage, commitment }: Draw): Promise<Again<never>> {
	const pool = await poolIn(table);
	if (!pool) return { ...unreadable(table), sha256: commitmentOf(seed) };
	const drawn = new Set(drawnHamlets({ seed, perVillage, pool }));
	const faults: [Again<never>["faults"][number], boolean][] = [
		["commitment", commitment !== null && commitmentOf(seed) !== commitment],
		["result", pool.some(({ hamletId, isDrawn }) => isDrawn !== drawn.has(hamletId))],
	];
	const result = pool.flatMap(({ hamletId, called }) => (drawn.has(hamletId) ? [called] : [])).join("\n");
	return { result, sha256: commitmentOf(seed), faults: faults.flatMap(([fault, isThere]) => (isThere ? fault : [])) };
}

async function poolIn(table: string): Promise<Line[] | null> {
	const { lines, errors } = await linesOfTable(Buffer.from(table), () => true);
	const pool = lines.slice(1).map(({ cells }) => lineOf(cells));
	const isSound = errors.count === 0 && pool.length > 0 && new Set(pool.map((line) => line?.hamletId)).size === pool.length;
	return isSound && pool.every((line) => line !== null) ? pool : null;
}

function lineOf([villageId = "", hamletId = "", village = "", hamlet = "", stratum = "", drawn = ""]: string[]): Line | null {
	if (!villageId || !hamletId || !/^[0-3]$/.test(stratum) || !/^[01]$/.test(drawn)) return null;
	return { villageId, hamletId, stratum: Number(stratum) as Stratum, called: `${village} ${hamlet}`, isDrawn: drawn === "1" };
}
