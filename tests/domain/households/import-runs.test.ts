import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { confirmImport, importRun, startImport } from "#domain/households/import-runs.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = MORNING;

test("an import goes on by itself, and its admin finds the outcome", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine()), fileName: "柿林镇.csv", dryRun: false, by: staff.wang, at });
	expect(importRun(staff.wang)).toMatchObject({ outcome: null, fileName: "柿林镇.csv" });
	expect(await outcomeFor(staff.wang)).toMatchObject({ households: 1 });
	expect(await homes()).toBe(5);
	expect(importRun(staff.song)).toBeNull();
});

test("what was compared can be imported without sending it again, once", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine()), fileName: "a.csv", dryRun: true, by: staff.wang, at });
	expect(await outcomeFor(staff.wang)).toMatchObject({ isDryRun: true, households: 1 });
	expect(await homes()).toBe(4);
	confirmImport({ by: staff.wang, at });
	expect(await outcomeFor(staff.wang)).toMatchObject({ isDryRun: false, households: 1 });
	expect(() => confirmImport({ by: staff.wang, at })).toThrow("admin.import.nothingToConfirm");
	expect(await homes()).toBe(5);
});

test("a file with errors cannot be confirmed", async () => {
	const { staff } = await inviteCast();
	startImport({ buffer: csv(householdLine({ number: "x" })), fileName: "a.csv", dryRun: true, by: staff.wang, at });
	expect(await outcomeFor(staff.wang)).toMatchObject({ errorCount: 1 });
	expect(() => confirmImport({ by: staff.wang, at })).toThrow("admin.import.nothingToConfirm");
});

test("a second import waits for the first", async () => {
	const { staff } = await inviteCast();
	const order = { buffer: csv(householdLine()), fileName: "a.csv", dryRun: false, by: staff.wang, at };
	startImport(order);
	expect(() => startImport({ ...order, by: staff.song })).toThrow("admin.import.oneAtATime");
	await outcomeFor(staff.wang);
	startImport(order);
	expect(await outcomeFor(staff.wang)).toMatchObject({ households: 0, unchanged: 5 });
});

async function outcomeFor(viewer: Viewer) {
	await expect.poll(() => importRun(viewer)?.outcome).toBeTruthy();
	return importRun(viewer)?.outcome;
}

async function homes() {
	return (await db.select({ rows: count() }).from(households))[0]?.rows;
}
