import { env } from "#platform/env.ts";
import { benchHits } from "./hit.ts";
import type { Line } from "./lines.ts";
import { benchMisses } from "./miss.ts";
import type { Place } from "./place.ts";

const ROUNDS = 3;

/** What no change may exceed, as ratios of CPU time in one run, so that a slow or busy machine does not matter. Looser than the aims by what such machines scatter. */
const MOST: Record<string, number> = {
	"hit, 10 connections, CPU ms": 1.6,
	"miss, wall, CPU ms": 4,
	"miss, pair, CPU ms": 6,
};

/** Within a minute, for CI. */
export async function guardRatios({ onSite, pages }: Place): Promise<Line[]> {
	const lines = await onSite(async (site) => [
		...(await benchHits(site, { connections: [10], rounds: ROUNDS })),
		...(await benchMisses(site, env.databaseFile, { pages: pages.filter(({ name }) => /wall|pair/.test(name)), rounds: ROUNDS })),
	]);
	return lines.flatMap((line) => {
		const most = MOST[`${line.what}, ${line.unit}`];
		const { ratio } = line;
		return most && ratio ? [{ ...line, aim: { atMost: most }, isMet: ratio.median <= most }] : [];
	});
}
