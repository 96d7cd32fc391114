import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, openDatabase, rawClient } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { publish } from "#domain/moderation/decide.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { packed, VERSIONS } from "#tests/versions.ts";
import { APPEALS_OVER, closeRound, say } from "#tests/votes.ts";

// `npm run keep-version`, when a version lands: a small data folder of it, which later versions have to bring along (tests/db/versions.test.ts).
const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-version-"));
process.env["DATA_DIR"] = dataDir;
await openDatabase(env.databaseFile);
await migrateDatabase();
await installDefaults();
await liveALittle();
closeDarkroom();
await rawClient().execute("VACUUM");
await rawClient().execute("PRAGMA wal_checkpoint(TRUNCATE)");
const number = (await rawClient().execute("SELECT count(*) AS n FROM __drizzle_migrations")).rows[0]?.["n"];
await closeDatabase();
const file = path.join(VERSIONS, `${String(number).padStart(4, "0")}.json.gz`);
mkdirSync(VERSIONS, { recursive: true });
if (readdirSync(VERSIONS).includes(path.basename(file))) console.log(`made anew: ${path.basename(file)}`);
writeFileSync(file, packed(dataDir));
rmSync(dataDir, { recursive: true });

/** Two published pairs, one that waits, and a round between the two that was counted and objected to. */
async function liveALittle(): Promise<void> {
	const { homes, staff, places } = await inviteCast();
	const { chen, du, fan } = homes;
	const candidates = [];
	for (const [n, home] of [chen, du].entries()) {
		const submissionId = await sentSubmission(home, { number: 10 * n + 1 });
		await publish({ by: staff.li, submissionId, version: 1, at: MORNING });
		candidates.push({ ...home, submissionId });
	}
	await sentSubmission(fan, { number: 31 });
	await roundOf("june", { regionId: places.shilin.id, candidates, roll: [chen, du, fan] });
	await say("june", 3, [1]);
	await closeRound("june");
	await countRound({ by: staff.wang, roundId: "june", at: APPEALS_OVER });
	await objectTo(ROUND_OBJECTIONS, { subject: "june", by: chen, words: "我家的票数不对", at: APPEALS_OVER });
}
