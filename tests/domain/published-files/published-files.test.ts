import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rawClient, write } from "#db/client.ts";
import { hasEntry, headOf, piecesOf, publishedFile, publishFile, wholeFile } from "#domain/published-files/published-files.ts";
import { sha256 } from "#platform/hash.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES } from "#tests/rounds.ts";
import { countedJune } from "#tests/votes.ts";

freshDatabase();
const JUNE = { kind: "count", subject: "june" } as const;

test("what is published is read again whole, in pieces, by its head and by an entry", async () => {
	const text = await countedJune();
	expect(await wholeFile(JUNE)).toEqual({ text, sha256: sha256(text) });
	expect(await publishedFile(JUNE)).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text) });
	const { receipts, slips: _, ...head } = JSON.parse(text) as { receipts: [string, number][]; slips: number[] };
	expect(await headOf(JUNE)).toEqual(head);
	for (const [key] of receipts) expect(await hasEntry(JUNE, key)).toBe(true);
	expect(await hasEntry(JUNE, "0".repeat(32))).toBe(false);
});

test("of what was not published there is nothing", async () => {
	const other = { ...JUNE, subject: "july" };
	expect([await publishedFile(other), await wholeFile(other), await headOf(other), await hasEntry(other, "a")]).toEqual([
		null,
		null,
		undefined,
		false,
	]);
	expect(await piecesOf(other).next()).toEqual({ done: true, value: undefined });
});

test("it is published once, also where its area does not look", async () => {
	const text = await countedJune();
	await rawClient().execute("DROP TRIGGER published_files_count_a_closed_round");
	const again = write((tx) => publishFile(tx, { ...JUNE, text: `${text} `, lists: "receipts", by: "person-wang", at: CLOSES }));
	const refused = { cause: { message: expect.stringContaining("published_files: once") } };
	await expect(again).rejects.toMatchObject(refused);
	const instead = write((tx) => tx.run(sql.raw("insert or replace into published_files select * from published_files")));
	await expect(instead).rejects.toMatchObject(refused);
	expect(await wholeFile(JUNE)).toMatchObject({ text });
});

test.each([
	["is changed", "append-only", "update published_files set sha256 = 'x'"],
	["is removed", "append-only", "delete from published_files"],
	["has another byte", "append-only", "update published_pieces set bytes = x'00'"],
	["is cut short", "append-only", "delete from published_pieces where place = 2"],
	["grows", "stays as it is", "insert into published_pieces (kind, subject, place, bytes) values ('count', 'june', 9, x'00')"],
	["grows at its head", "stays as it is", "insert into published_pieces (kind, subject, place, bytes) values ('count', 'june', 0, x'00')"],
])("the database refuses that a published file %s", async (_what, words, statement) => {
	await countedJune();
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
