import { count, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { answerImport, confirmImport, importRun, previewIn, startImport } from "#domain/households/import-runs.ts";
import type { ImportReport } from "#domain/households/types.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = MORNING;

test("a file is looked at first, goes on by itself, and its admin finds what it would change", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine()), fileName: "柿林镇.csv", by: staff.wang, at });
	expect(importRun(staff.wang)).toMatchObject({ outcome: null, fileName: "柿林镇.csv" });
	expect(await outcomeFor(staff.wang)).toMatchObject({ isDryRun: true, households: 1 });
	expect(importRun(staff.wang)?.changes).toEqual([{ kind: "newHome", line: 2, where: "东沟 0101", was: "", becomes: "马小川" }]);
	expect(await homes()).toBe(4);
	expect(importRun(staff.song)).toBeNull();
});

test("what was looked at is done without sending it again, once, and only as it was seen", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine()), fileName: "a.csv", by: staff.wang, at });
	const { fingerprint } = await previewFor(staff.wang);
	expect(() => confirmImport({ by: staff.wang, at, fingerprint: "0".repeat(64) })).toThrow("admin.import.otherPreview");
	await importRegionsAndHouseholds({ buffer: csv(householdLine()), by: null, at });
	confirmImport({ by: staff.wang, at, fingerprint });
	const stale = await previewFor(staff.wang);
	expect(stale).toMatchObject({ isStale: true, households: 0 });
	await db.delete(households).where(eq(households.number, "0101"));
	confirmImport({ by: staff.wang, at, fingerprint: stale.fingerprint });
	const again = await previewFor(staff.wang);
	confirmImport({ by: staff.wang, at, fingerprint: again.fingerprint });
	expect(await outcomeFor(staff.wang)).toMatchObject({ isDryRun: false, isStale: false, households: 1 });
	expect(() => confirmImport({ by: staff.wang, at, fingerprint: again.fingerprint })).toThrow("admin.import.nothingToConfirm");
	expect(await homes()).toBe(5);
});

test("answers make a new preview, and are kept for the next ones", async () => {
	const { staff } = await inviteCast();
	const buffer = csv(householdLine({ number: "1", head: "鲍新" }), householdLine({ number: "2", head: "陈新" }));
	startImport({ buffer, fileName: "a.csv", by: staff.wang, at });
	const { questions } = await previewFor(staff.wang);
	answerImport({ by: staff.wang, at, one: new Map([[questions[0]?.id ?? "", "died"]]), all: {} });
	expect(await previewFor(staff.wang)).toMatchObject({ heads: 1, waiting: 1 });
	answerImport({ by: staff.wang, at, one: new Map(), all: { head: "misspelt" } });
	expect(await previewFor(staff.wang)).toMatchObject({ heads: 2, waiting: 0 });
	expect(importRun(staff.wang)?.changes.map(({ kind }) => kind)).toEqual(["head", "misspelt"]);
});

test("files of all admins together have a bound: the oldest goes, and its admin is told", async () => {
	const { staff } = await inviteCast();
	const admins = [staff.wang, staff.li, staff.meng, staff.song, staff.wang].map((one, n) => ({
		...staff.wang,
		personId: `${one.personId} ${n}`,
	}));
	for (const by of admins) {
		startImport({ buffer: csv(householdLine()), fileName: "a.csv", by, at });
		await previewFor(by);
		const run = importRun(by);
		if (run) run.buffer = new Uint8Array(60 * 1024 * 1024);
	}
	startImport({ buffer: csv(householdLine()), fileName: "b.csv", by: staff.wang, at });
	const [oldest, ...others] = admins.map((by) => importRun(by));
	expect([oldest?.outcome, oldest?.buffer.length, oldest?.changes]).toEqual(["crowded", 0, []]);
	expect(others.map((run) => run?.buffer.length)).toEqual(others.map(() => 60 * 1024 * 1024));
	const confirm = () => confirmImport({ by: admins[0] as Viewer, at, fingerprint: "" });
	expect(confirm).toThrow("admin.import.nothingToConfirm");
	expect(await outcomeFor(staff.wang)).toMatchObject({ households: 1 });
});

test("a file with errors has nothing to answer or confirm", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine({ number: "x" })), fileName: "a.csv", by: staff.wang, at });
	expect(await outcomeFor(staff.wang)).toMatchObject({ errorCount: 1 });
	expect(() => confirmImport({ by: staff.wang, at, fingerprint: "" })).toThrow("admin.import.nothingToConfirm");
	expect(() => answerImport({ by: staff.wang, at, one: new Map(), all: {} })).toThrow("admin.import.nothingToConfirm");
});

test("a second import waits for the first", async () => {
	const { staff } = await inviteCast();
	const order = { buffer: csv(householdLine()), fileName: "a.csv", by: staff.wang, at };
	startImport(order);
	expect(() => startImport({ ...order, by: staff.song })).toThrow("admin.import.oneAtATime");
	await outcomeFor(staff.wang);
	startImport(order);
	expect(await outcomeFor(staff.wang)).toMatchObject({ households: 1, unchanged: 4 });
});

async function previewFor(viewer: Viewer): Promise<ImportReport> {
	await outcomeFor(viewer);
	const run = importRun(viewer);
	return (run && previewIn(run)) as ImportReport;
}

async function outcomeFor(viewer: Viewer) {
	await expect.poll(() => importRun(viewer)?.outcome).toBeTruthy();
	return importRun(viewer)?.outcome;
}

async function homes() {
	return (await db.select({ rows: count() }).from(households))[0]?.rows;
}
