import { commitmentOf } from "#domain/draws/draws.ts";
import { type Again, unreadable } from "#domain/published-files/again.ts";
import { linesOfTable } from "#domain/tables/read-table.ts";
import { isDrawn } from "./rules.ts";

interface Draw {
	seed: string;
	/** What was sealed before the month; null if only whoever asks knows it. */
	commitment: string | null;
}

/** Draws a month's look backs again from its table, as pages give it or as a spreadsheet saved it. It needs no database. */
export async function redrawLookbacks(table: string, { seed, commitment }: Draw): Promise<Again<never>> {
	const checks = await checksIn(table);
	if (!checks) return { ...unreadable(table), sha256: commitmentOf(seed) };
	const drawn = checks.filter((one) => isDrawn(seed, one));
	const faults: ["commitment" | "result", boolean][] = [
		["commitment", commitment !== null && commitmentOf(seed) !== commitment],
		["result", checks.some((one) => one.wasDrawn !== drawn.includes(one))],
	];
	const result = drawn.map(({ id, called }) => `${id} ${called}`).join("\n");
	return { result, sha256: commitmentOf(seed), faults: faults.flatMap(([fault, isThere]) => (isThere ? fault : [])) };
}

async function checksIn(table: string) {
	const { lines, errors } = await linesOfTable(Buffer.from(table), () => true);
	const checks = lines.slice(1).map(({ cells }) => checkOf(cells));
	const isSound = errors.count === 0 && checks.length > 0 && new Set(checks.map((one) => one?.id)).size === checks.length;
	return isSound && checks.every((one) => one !== null) ? checks : null;
}

function checkOf([id = "", village = "", hamlet = "", stratum = "", chance = "", drawn = ""]: string[]) {
	if (!id || !/^[0-3]$/.test(stratum) || !/^(100|[1-9]\d?)$/.test(chance) || !/^[01]$/.test(drawn)) return null;
	return { id, chance: Number(chance), called: `${village} ${hamlet}`, wasDrawn: drawn === "1" };
}
