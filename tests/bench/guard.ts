import { readFile } from "node:fs/promises";
import { env } from "#platform/env.ts";
import { guardDistrict } from "./district.ts";
import { benchHits } from "./hit.ts";
import type { Line } from "./lines.ts";
import { benchMisses } from "./miss.ts";
import { benchIntake, cameraFile } from "./photos.ts";
import type { Place } from "./place.ts";

const ROUNDS = 3;

/** What no change may exceed, as ratios of CPU time in one run, so that a slow or busy machine does not matter: what was measured, and a third more, by which a busy machine scatters. */
export const MOST: Record<string, number> = {
	"hit, 10 connections, CPU ms": 1.4,
	"miss, wall, CPU ms": 2.9,
	"miss, pair, CPU ms": 2.9,
	"district, /staff/room beside home, CPU ms": 8,
	"district, /villages beside home, CPU ms": 7,
	"district, /boards/hamlet beside home, CPU ms": 7,
	"photo of 12 MP, all files, beside the same files by sharp alone, CPU s": 2.4,
};

/** Within a minute, for CI. */
export async function guardRatios(place: Place): Promise<Line[]> {
	const { onSite, pages, home } = place;
	const lines = await onSite(async (site) => [
		...(await benchHits(site, { connections: [10], rounds: ROUNDS })),
		...(await benchMisses(site, env.databaseFile, { pages: pages.filter(({ name }) => /wall|pair/.test(name)), rounds: ROUNDS })),
	]);
	const file = await cameraFile();
	const photos = await benchIntake(await readFile(file), file, home, ROUNDS);
	return guarded([...lines, ...photos, ...(await guardDistrict(place, ROUNDS))]);
}

/** The lines that have a limit here, judged by it. A limit whose figure is gone guards nothing, which is an error. */
export function guarded(lines: Line[]): Line[] {
	return Object.entries(MOST).map(([name, atMost]) => {
		const line = lines.find(({ what, unit }) => `${what}, ${unit}` === name);
		if (!line?.ratio) throw new Error(`nothing measures "${name}" any more`);
		return { ...line, aim: { atMost }, isMet: line.ratio.median <= atMost };
	});
}
