import { readFile } from "node:fs/promises";
import { env } from "#platform/env.ts";
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
	"photo of 12 MP, all files, beside the same files by sharp alone, CPU s": 2.4,
};

/** Within a minute, for CI. */
export async function guardRatios({ onSite, pages, home }: Place): Promise<Line[]> {
	const lines = await onSite(async (site) => [
		...(await benchHits(site, { connections: [10], rounds: ROUNDS })),
		...(await benchMisses(site, env.databaseFile, { pages: pages.filter(({ name }) => /wall|pair/.test(name)), rounds: ROUNDS })),
	]);
	const file = await cameraFile();
	return guarded([...lines, ...(await benchIntake(await readFile(file), file, home, ROUNDS))]);
}

/** The lines that have a limit here, judged by it. A limit whose figure is gone guards nothing, which is an error. */
export function guarded(lines: Line[]): Line[] {
	return Object.entries(MOST).map(([name, atMost]) => {
		const line = lines.find(({ what, unit }) => `${what}, ${unit}` === name);
		if (!line?.ratio) throw new Error(`nothing measures "${name}" any more`);
		return { ...line, aim: { atMost }, isMet: line.ratio.median <= atMost };
	});
}
