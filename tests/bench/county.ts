import { writeFileSync } from "node:fs";
import path from "node:path";
import { closeDatabase, openDatabase, write } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { seededRandom } from "#demo/random.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { DAY_MS } from "#platform/clock.ts";
import { env } from "#platform/env.ts";
import { randomCode } from "#platform/ids.ts";
import { hashPassphrase } from "#platform/passphrases.ts";
import { plannedPairs, publishPairs, sendPairs } from "./county/pairs.ts";
import { employ, type Officer, settleMembers } from "./county/people.ts";
import { drawnYards, forgetYards } from "./county/pictures.ts";
import { homeRows, placeRows, plannedHomes, plannedPlaces } from "./county/places.ts";
import { insertRows } from "./county/rows.ts";
import { tellPairs } from "./county/told.ts";

interface County {
	dataDir: string;
	seed?: string;
	published?: number;
	waiting?: number;
	/** The last day of the half year in which the pairs came. */
	until?: Date;
}

/**
 * An invented county of real shapes and size, into an empty folder: 25 towns, 1,032 villages, 200,000 households. Rows in bulk instead of commands, in one
 * transaction under all triggers, so that `npm run verify` finds it sound. The same seed and day give the same county; only the passphrase differs.
 */
export async function makeCounty({ dataDir, seed = "1", published = 6_000, waiting = 400, until = new Date() }: County): Promise<void> {
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	await migrateDatabase();
	await installDefaults();
	const random = seededRandom(`county/${seed}`);
	const from = new Date(until.getTime() - 180 * DAY_MS);
	const yards = await drawnYards(until);
	const passphrase = (randomCode(16).match(/.{4}/g) ?? []).join("-");
	const settling = { random: random.fork("people"), passphraseHash: await hashPassphrase(passphrase), at: from };
	const places = plannedPlaces(random.fork("places"));
	const homes = plannedHomes(random.fork("homes"), places.hamlets);
	const staff = await write(async (tx) => {
		await insertRows(tx, "regions", placeRows(places, from));
		await insertRows(tx, "households", homeRows(random.fork("codes"), homes, from));
		const members = await settleMembers(tx, homes, settling);
		const officers = await employ(tx, places, settling);
		const moderators = officers.filter(({ role, place }) => role === "moderator" && place.level === "district");
		const pairs = plannedPairs({ random: random.fork("pairs"), members, yards, moderators, published, waiting, from, until });
		await sendPairs(tx, pairs, random.fork("sent"));
		await publishPairs(tx, pairs, random.fork("published"));
		await tellPairs(tx, pairs, { admin: officers[0]?.personId ?? null, region: places.district.id, at: from });
		await insertRows(tx, "settings", [{ key: "staffTotpRequired", value: "false", changed_at: from.getTime() }]);
		return officers;
	});
	await enterStale();
	await forgetYards(yards);
	await closeDatabase();
	keepAccounts(dataDir, staff, passphrase);
}

// Everybody of the county has one passphrase; whoever made the folder finds it there.
function keepAccounts(dataDir: string, staff: Officer[], password: string): void {
	const accounts = staff.map(({ role, username, name, place }) => ({ role, username, password, name, region: place.name }));
	writeFileSync(path.join(dataDir, "county-accounts.json"), `${JSON.stringify(accounts, null, "\t")}\n`, { mode: 0o600 });
}
