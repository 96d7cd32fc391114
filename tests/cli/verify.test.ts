import { existsSync, readdirSync, readFileSync } from "node:fs";
import { appendFile, open, rm } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { closeDatabase, db, rawClient } from "#db/client.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { publish } from "#domain/moderation/decide.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { typed } from "#tests/commands.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { unpack, VERSIONS } from "#tests/versions.ts";

const { dataDir } = freshDatabase(async () => {
	const { homes, staff } = await inviteCast();
	const submissionId = await sentSubmission(homes.chen);
	await publish({ by: staff.li, submissionId, version: 1, at: MORNING });
});

const verify = (folder = dataDir(), ...options: string[]) => typed("src/cli/verify.ts", options, { DATA_DIR: folder });

test("what is sound is said to be, with the heads of both chains", async () => {
	const { code, out } = await verify();
	expect([code, out]).toEqual([0, expect.stringContaining("没有发现问题。")]);
	expect(out).toMatch(/积分台账 {2}2 条，1 户的结余逐条重算；链头 [0-9a-f]{16}/);
	expect(out).toContain("照片文件");
	expect(out).not.toContain("✗");
});

test("a changed ledger, a lost and a changed file are each named, and the command fails", async () => {
	await rawClient().executeMultiple("DROP TRIGGER point_entries_no_update; UPDATE point_entries SET points = 50 WHERE seq = 1");
	const [lost, changed] = await db.select().from(photoDerivatives);
	await rm(storedPath("photos", lost?.name ?? ""));
	await appendFile(storedPath("photos", changed?.name ?? ""), "x");
	const { code, out } = await verify();
	expect([code, out]).toEqual([1, expect.stringContaining("发现问题，见上。")]);
	expect(out).toContain("✗ 台账第 1 条：内容被改过，和校验值对不上");
	expect(out).toContain("✗ 台账第 1 条：结余算错了");
	expect(out).toContain(`✗ photos/${lost?.name}：文件不见了`);
	expect(out).toContain(`✗ photos/${changed?.name}：文件被改过`);
});

test("machines read the same as JSON", async () => {
	const sound = JSON.parse((await verify(dataDir(), "--json")).out);
	expect(sound).toMatchObject({
		isSound: true,
		brokeOff: [],
		database: { faults: [] },
		ledger: { entries: 2, faults: [] },
		files: { faults: [] },
	});
	await rawClient().executeMultiple("DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET action = 'x' WHERE seq = 1");
	const { code, out } = await verify(dataDir(), "--json");
	expect([code, JSON.parse(out)]).toMatchObject([1, { isSound: false, trail: { faults: [{ fault: "wrong_hash", seq: 1 }] } }]);
});

/** Writes nothing but zeros over a page of the database, as a broken disk does. */
async function breakPage(page: number): Promise<void> {
	await rawClient().execute("PRAGMA wal_checkpoint(TRUNCATE)");
	await closeDatabase();
	const file = await open(env.databaseFile, "r+");
	await file.write(Buffer.alloc(4096), 0, 4096, (page - 1) * 4096);
	await file.close();
}

test("a damaged database is told in words, with the table and what to do, and nothing else is said of it", async () => {
	const { rows } = await rawClient().execute("SELECT rootpage FROM sqlite_master WHERE name = 'objections'");
	await breakPage(Number(rows[0]?.["rootpage"]));
	const { code, out, err } = await verify();
	expect([code, err]).toEqual([1, ""]);
	expect(out).toContain("✗ 表 objections 坏了，有一页读不出来");
	expect(out).toContain("恢复最近一次备份");
	expect(out).not.toContain("积分台账");
});

test.each([
	["the first page", 1],
	["a page of the list of tables", 2],
])("a database of which %s is broken is told in words, without a stack of calls", async (_which, page) => {
	await breakPage(page);
	const { code, out, err } = await verify();
	expect(code).toBe(1);
	expect(out + err).toContain("坏了");
	expect(out + err).toContain("恢复最近一次备份");
	expect(out + err).not.toContain("    at ");
});

test("a check that breaks off is told in words, and the others are made", async () => {
	const indexes = ["place", "other_place"].map((which) => `DROP INDEX audit_entries_by_${which};`).join("");
	await rawClient().executeMultiple(`DROP TRIGGER audit_entries_no_update; ${indexes} UPDATE audit_entries SET detail = '{' WHERE seq = 1`);
	const { code, out, err } = await verify();
	expect([code, err]).toEqual([1, ""]);
	expect(out).toContain("✗ 操作留痕没能核对完");
	expect(out).toContain("照片文件");
});

test("of a folder that an older version left it says in words what to do, and checks and changes nothing", async () => {
	const folder = path.join(dataDir(), "older");
	const [version = ""] = readdirSync(VERSIONS).sort();
	unpack(version, folder);
	const file = path.join(folder, "tingyuan.db");
	const before = sha256(readFileSync(file));
	const { code, out, err } = await verify(folder);
	expect([code, err]).toEqual([1, ""]);
	expect(out).toContain("程序比数据新，还没有核对，数据没有动。请用这一版程序启动一次网站（npm start）");
	expect(out).not.toMatch(/约束|SQL|积分台账|没能核对完|请先不要改动数据/);
	expect(sha256(readFileSync(file))).toBe(before);
});

test("of a folder that a newer version left it says so, and does not send anybody for help", async () => {
	await rawClient().execute("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9e15)");
	const { code, out } = await verify();
	expect(code).toBe(1);
	expect(out).toContain("数据是更新的版本做的");
	expect(out).not.toContain("请先不要改动数据");
});

test("where there is no database it says so and makes none", async () => {
	const nowhere = path.join(dataDir(), "nowhere");
	expect(await verify(nowhere)).toMatchObject({ code: 1, err: expect.stringContaining("没有数据库") });
	expect(existsSync(nowhere)).toBe(false);
});
