import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeDatabase, db, openDatabase, rawClient } from "#db/client.ts";
import { migrateDatabase, missingPromises } from "#db/migrate.ts";
import { notices } from "#db/schema/notices.ts";
import { objections } from "#db/schema/objections.ts";
import { submissions } from "#db/schema/submissions.ts";
import { publishedFile } from "#domain/published-files/published-files.ts";
import { verifyEverything } from "#domain/verify.ts";
import { countedFile, countOf } from "#domain/votes/counts/counted.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { freshDatabase } from "#tests/database.ts";
import { unpack, VERSIONS } from "#tests/versions.ts";

const { dataDir } = freshDatabase();

async function open(version: string): Promise<void> {
	await closeDatabase();
	for (const name of readdirSync(dataDir())) rmSync(path.join(dataDir(), name), { recursive: true });
	unpack(version, dataDir());
	await openDatabase(env.databaseFile);
}

test.each(readdirSync(VERSIONS).sort())(
	"a data folder of %s is brought to the newest version, and nothing in it is off",
	async (version) => {
		await open(version);
		await migrateDatabase();
		expect(await missingPromises()).toEqual([]);
		const { isSound, brokeOff, ...found } = await verifyEverything(new Date());
		expect([brokeOff, Object.values(found).flatMap(({ faults }) => faults as unknown[])]).toEqual([[], []]);
		expect(isSound).toBe(true);
		expect(await db.$count(submissions, eq(submissions.stage, "published"))).toBe(2);
	},
);

test("objections, their notices and counted files are carried into the tables for all areas", async () => {
	await open("0001.json.gz");
	await rawClient().executeMultiple(`
		INSERT INTO vote_objections (id, round_id, number, household_id, made_by, words, made_at)
			VALUES ('a', 'june', 1, 'household-fan', 'person-fan', '票数不对啊', 1), ('b', 'june', 2, 'household-du', 'person-du', '我也不明白', 3);
		UPDATE vote_objections SET answer = '查过了', is_upheld = 1, answered_by = 'person-wang', answered_at = 2 WHERE id = 'a';
		INSERT INTO notices (id, kind, params, subject, source, office, region_id, created_at)
			VALUES ('n', 'objection_came', '{"round":"金秋","number":2}', 'round:june', 's', 'admins', 'region-990101100000', 3);`);
	const { rows } = await rawClient().execute("SELECT sha256, counted_at FROM vote_counts");
	await migrateDatabase();
	const du = { number: 2, householdId: "household-du", madeBy: "person-du", words: "我也不明白", answer: null };
	expect(await db.select().from(objections).orderBy(objections.number)).toMatchObject([
		{ kind: "round", subject: "june", number: 1, answer: "查过了", isUpheld: true, answeredBy: "person-wang", answeredAt: new Date(2) },
		{ kind: "round", subject: "june", ...du },
	]);
	expect((await db.select().from(notices).where(eq(notices.id, "n")))[0]?.params).toEqual({ what: "round", name: "金秋", number: 2 });
	const { text, sha256: hash } = (await countedFile("june")) ?? { text: "", sha256: "" };
	expect([hash, sha256(text), rows[0]?.["sha256"]]).toEqual([hash, hash, hash]);
	expect(await publishedFile(countOf("june"))).toEqual({
		sha256: hash,
		bytes: Buffer.byteLength(text),
		publishedAt: new Date(Number(rows[0]?.["counted_at"])),
	});
});
