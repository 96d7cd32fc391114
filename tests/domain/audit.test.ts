import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { record } from "#domain/audit/trail.ts";
import { verifyTrail } from "#domain/audit/verify.ts";
import { MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase(async () => {
	for (const n of [1, 2, 3]) {
		const deed = { action: "region.close", subject: `region:${n}`, detail: { n, nested: { b: 1, a: [n] } } } as const;
		await write((tx) => record(tx, { at: MORNING, actorId: null, ...deed }));
	}
});

test("the trail is one chain, and verification walks all of it", async () => {
	const [last] = await db.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
	expect(await verifyTrail()).toEqual({ lines: 3, head: last?.hash, faults: [] });
});

test("the database refuses to change or remove a line", async () => {
	await expect(rawClient().execute("UPDATE audit_entries SET action = 'x'")).rejects.toThrow("append-only");
	await expect(rawClient().execute("DELETE FROM audit_entries")).rejects.toThrow("append-only");
	const pushOut = `INSERT OR REPLACE INTO audit_entries (seq, at, action, subject, detail, previous_hash, hash)
		SELECT seq + 1, at, action, subject, detail, hash, hash FROM audit_entries ORDER BY seq DESC LIMIT 1`;
	await expect(rawClient().execute(pushOut)).rejects.toThrow("append-only");
});

test.each([
	["a line that does not hang on the last hash", { previousHash: "" }, /the chain is broken/],
	["a line that skips a number", { seq: 5 }, /the sequence has a gap/],
])("the database refuses %s", async (_name, wrong, message) => {
	const [last] = await db.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
	const next = { ...last, seq: 4, previousHash: last?.hash, hash: "h4", ...wrong } as typeof auditEntries.$inferInsert;
	await expect(write((tx) => tx.insert(auditEntries).values(next))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(message) },
	});
});

test.each([
	["a changed deed", "UPDATE audit_entries SET detail = '{}' WHERE seq = 2", [["wrong_hash", 2]]],
	["a changed moment", "UPDATE audit_entries SET at = at - 1 WHERE seq = 3", [["wrong_hash", 3]]],
	[
		"a removed line",
		"DELETE FROM audit_entries WHERE seq = 2",
		[
			["gap", 3],
			["broken_chain", 3],
		],
	],
])("verification finds %s behind the database's back", async (_name, sql, faults) => {
	await rawClient().executeMultiple("DROP TRIGGER audit_entries_no_update; DROP TRIGGER audit_entries_no_delete");
	await rawClient().execute(sql);
	expect((await verifyTrail()).faults.map(({ fault, seq }) => [fault, seq])).toEqual(faults);
});
