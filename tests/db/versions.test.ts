import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { migrateDatabase, missingPromises } from "#db/migrate.ts";
import { submissions } from "#db/schema/submissions.ts";
import { verifyEverything } from "#domain/verify.ts";
import { env } from "#platform/env.ts";
import { freshDatabase } from "#tests/database.ts";
import { unpack, VERSIONS } from "#tests/versions.ts";

const { dataDir } = freshDatabase();

test.each(readdirSync(VERSIONS).sort())(
	"a data folder of %s is brought to the newest version, and nothing in it is off",
	async (version) => {
		await closeDatabase();
		for (const name of readdirSync(dataDir())) rmSync(path.join(dataDir(), name), { recursive: true });
		unpack(version, dataDir());
		await openDatabase(env.databaseFile);
		await migrateDatabase();
		expect(await missingPromises()).toEqual([]);
		const { isSound, brokeOff, ...found } = await verifyEverything(new Date());
		expect([brokeOff, Object.values(found).flatMap(({ faults }) => faults as unknown[])]).toEqual([[], []]);
		expect(isSound).toBe(true);
		expect(await db.$count(submissions, eq(submissions.stage, "published"))).toBe(2);
	},
);
