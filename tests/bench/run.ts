import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, openDatabase, write } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { settings } from "#db/schema/settings.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { settleElectorate } from "./electorate.ts";
import { benchHits } from "./hit.ts";
import { benchImport } from "./import.ts";
import { type Line, tableOf } from "./lines.ts";
import { benchMemory } from "./memory.ts";
import { benchMisses, benchPlainMisses } from "./miss.ts";
import { benchPhotos } from "./photos.ts";
import { publishPairs, sendPairs } from "./scene.ts";
import { benchWeight } from "./weight.ts";
import { benchWrites } from "./writes.ts";

// `npm run bench`: what the main work costs, each figure beside its limit. JSON on stdout, the table on stderr.
const begun = performance.now();
const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-"));
process.env["DATA_DIR"] = dataDir;
process.env["LOG_LEVEL"] = "warn";
const asked = process.argv.slice(2);

await openDatabase(env.databaseFile);
await migrateDatabase();
await installDefaults();
const cast = await inviteCast();
say("a wall of 24 pairs …");
const published = await publishPairs(cast, 24, MORNING);
await closeDarkroom();
await sendPairs(cast, 60, minutesAfter(MORNING, 60 * 24 * 7));
await write((tx) => tx.insert(settings).values({ key: "staffTotpRequired", value: false, changedAt: MORNING }));
const moderator = { cookie: `session=${await sessionFor(cast.staff.meng)}` };
await closeDatabase();

const village = cast.places.qingshi.id;
// As `inviteCast` names them.
const COURTYARD = "code-du";
const PAGES = [
	{ name: "wall", path: "/wall", rows: "limit=24" },
	{ name: "village", path: `/villages/${village}`, rows: `limit=9&village=${village}` },
	{ name: "courtyard", path: `/courtyards/${COURTYARD}`, rows: `limit=200&courtyard=${COURTYARD}` },
	{ name: "pair", path: `/submissions/${published.at(-1)}`, rows: `limit=1&pair=${published.at(-1)}` },
];
const GROUPS: Record<string, () => Promise<Line[]>> = {
	hit: () => onSite((site) => benchHits(site)),
	miss: () =>
		onSite(async (site) => [
			...(await benchMisses(site, env.databaseFile, { pages: PAGES })),
			...(await benchPlainMisses(site, [
				{ name: "home", path: "/?bench=1" },
				{ name: "queue", path: "/moderation", headers: moderator },
			])),
		]),
	photos: () => withElectorate(() => benchPhotos(cast.homes.du, households)),
	writes: () => withElectorate(() => benchWrites(households)),
	memory: () => withElectorate(() => benchMemory(["/", ...PAGES.map(({ path }) => path)], households)),
	weight: () => onSite((site) => benchWeight(site, { home: "/", wall: "/wall" })),
};

/** Only where they are asked for. */
const LONG: typeof GROUPS = { import: benchImport };

let isSettled = false;
let taken = 0;

const lines: Line[] = [];
for (const [name, group] of Object.entries({ ...GROUPS, ...LONG })) {
	if (asked.length > 0 ? !asked.includes(name) : name in LONG) continue;
	say(`${name} …`);
	lines.push(...(await group()));
}
rmSync(dataDir, { recursive: true, force: true });
const machine = { node: process.version, cpus: cpus().length, load: loadavg()[0] };
console.log(JSON.stringify({ ...machine, seconds: Math.round((performance.now() - begun) / 1000), lines }, null, "\t"));
console.error(`\n${tableOf(lines)}`);
process.exit(0);

async function onSite<T>(work: (site: Awaited<ReturnType<typeof startSite>>) => Promise<T>): Promise<T> {
	const site = await startSite(dataDir);
	try {
		return await work(site);
	} finally {
		await site.stop();
	}
}

async function withElectorate(work: () => Promise<Line[]>): Promise<Line[]> {
	await openDatabase(env.databaseFile);
	if (!isSettled) await settleElectorate(cast);
	isSettled = true;
	await closeDatabase();
	return work();
}

/** The number of the first of so many households that did nothing yet. */
function households(count: number): number {
	taken += count;
	return taken - count;
}

function say(what: string): void {
	console.error(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}
