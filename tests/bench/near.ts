import { closeDatabase, db, openDatabase, write } from "#db/client.ts";
import { spotStages, spots } from "#db/schema/spots/spots.ts";
import { openSpotsNear } from "#domain/spots/nearby.ts";
import { OTHER_KINDS, REPORT_KINDS } from "#domain/spots/types.ts";
import { env } from "#platform/env.ts";
import { type Line, plainLine } from "./lines.ts";
import { spreadOf } from "./rounds.ts";

const SPOTS = 10_000;
const ASKED = 300;
const ROUNDS = 5;
/** Cells of a county, 33 km by 33: each 250 m hold seven open spots, more than any village has. */
const CELLS = 300;
const KINDS = [...REPORT_KINDS, ...OTHER_KINDS];

/** "Is it this one?" among 10,000 open spots, in CPU time of this process. */
export async function benchNear(): Promise<Line[]> {
	await openDatabase(env.databaseFile);
	await layOut();
	const per: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const begun = process.cpuUsage();
		for (let n = 0; n < ASKED; n += 1) await openSpotsNear(questionOf(round * ASKED + n));
		const { user, system } = process.cpuUsage(begun);
		per.push((user + system) / 1000 / ASKED);
	}
	await closeDatabase();
	return [plainLine(`open spots within 250 m, of ${SPOTS.toLocaleString("en")}`, "CPU ms", spreadOf(per), { atMost: 2 })];
}

/** A fixed scatter, the same at each run. */
const cellOf = (n: number) => ({ latitude: 43_700 + ((n * 7919) % CELLS), longitude: 87_400 + ((n * 104_729) % CELLS) });
const kindOf = (n: number) => KINDS[n % KINDS.length] as string;
const questionOf = (n: number) => ({ hamletId: HAMLETS[n % HAMLETS.length] ?? "", categoryCode: kindOf(n), cell: cellOf(n * 13 + 5) });
const HAMLETS = ["990101100201001", "990101100201002"].map((code) => `region-${code}`);

async function layOut(): Promise<void> {
	const villageId = "region-990101100201";
	const numbers = Array.from({ length: SPOTS }, (_, n) => n);
	const rows = numbers.map((n) => {
		const { latitude, longitude } = cellOf(n);
		const place = {
			villageId,
			hamletId: HAMLETS[n % HAMLETS.length] as string,
			categoryCode: kindOf(n),
			cellNorth: latitude,
			cellEast: longitude,
		};
		return { ...place, id: `spot-${n}`, place: "村口桥头", foundAt: new Date(n), stageAt: new Date(n) };
	});
	await write(async (tx) => {
		for (let n = 0; n < SPOTS; n += 500) {
			const some = rows.slice(n, n + 500);
			await tx.insert(spots).values(some);
			await tx.insert(spotStages).values(some.map(({ id, foundAt }) => ({ spotId: id, seq: 1, stage: "reported" as const, at: foundAt })));
		}
	});
	await db.run("analyze");
}
