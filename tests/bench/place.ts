import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, openDatabase, write } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { settings } from "#db/schema/settings.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { settleElectorate } from "./electorate.ts";
import type { MissedPage } from "./miss.ts";
import { publishPairs, sendPairs } from "./scene.ts";

const PAIRS = 24;
const WAITING = 60;

/** A small site with what the groups need. */
export interface Place {
	dataDir: string;
	home: { householdId: string; personId: string };
	/** Pages, and what the bare page must be asked for to show the same pairs. */
	pages: MissedPage[];
	moderator: { cookie: string };
	/** The district's admin. */
	admin: string;
	onSite: <T>(work: (site: OwnSite) => Promise<T>) => Promise<T>;
	/** The number of the first of so many households that did nothing yet. */
	households: (count: number) => number;
	leave: () => void;
}

export async function settle(): Promise<Place> {
	const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-"));
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	await migrateDatabase();
	await installDefaults();
	const cast = await inviteCast();
	const published = await publishPairs(cast, PAIRS, MORNING);
	await closeDarkroom();
	await sendPairs(cast, WAITING, minutesAfter(MORNING, 60 * 24 * 7));
	await write((tx) => tx.insert(settings).values({ key: "staffTotpRequired", value: false, changedAt: MORNING }));
	const moderator = { cookie: `session=${await sessionFor(cast.staff.meng)}` };
	await settleElectorate(cast);
	// Otherwise the site would do it while it is measured.
	await enterStale();
	await closeDatabase();
	let taken = 0;
	return {
		...{
			dataDir,
			home: cast.homes.du,
			moderator,
			admin: cast.staff.wang.personId,
			pages: pagesOf(cast.places.qingshi.id, published.at(-1) ?? ""),
		},
		onSite: async (work) => {
			const site = await startSite(dataDir);
			return work(site).finally(() => site.stop());
		},
		households: (count) => {
			taken += count;
			return taken - count;
		},
		leave: () => rmSync(dataDir, { recursive: true, force: true }),
	};
}

// The courtyard's code is as `inviteCast` names it.
function pagesOf(village: string, pair: string): Place["pages"] {
	return [
		{ name: "wall", path: "/wall", rows: "limit=24" },
		{ name: "village", path: `/villages/${village}`, rows: `limit=9&village=${village}` },
		{ name: "courtyard", path: "/courtyards/code-du", rows: "limit=200&courtyard=code-du" },
		{ name: "pair", path: `/submissions/${pair}`, rows: `limit=1&pair=${pair}` },
	];
}
