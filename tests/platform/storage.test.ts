import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isStoredName, removeFiles, storedPath, storeFiles, sweepRoom, sweepTemporary, temporaryPath } from "#platform/storage.ts";
import { freshDatabase } from "#tests/database.ts";
import { filesUnder } from "#tests/photos.ts";

const { dataDir } = freshDatabase();
const page = { content: Buffer.from("whole"), extension: "jpg" };

test("files are stored whole under names that nobody guesses", async () => {
	const names = await storeFiles("photos", [page, page]);
	expect(new Set(names).size).toBe(2);
	for (const name of names) {
		expect(isStoredName(name)).toBe(true);
		expect(readFileSync(storedPath("photos", name), "utf8")).toBe("whole");
	}
});

test("when one of several files cannot be stored, none stays", async () => {
	await expect(storeFiles("photos", [page, { content: path.join(dataDir(), "not-there"), extension: "jpg" }, page])).rejects.toThrow(
		"ENOENT",
	);
	expect(filesUnder("photos")).toEqual([]);
});

test.each(["../tingyuan.db", "a/b.jpg", "", "short.jpg", `${"a".repeat(28)}.jpg/..`, `${"A".repeat(28)}.jpg`])(
	"%j is no stored name",
	(name) => {
		expect(isStoredName(name)).toBe(false);
		expect(() => storedPath("photos", name)).toThrow("not a stored name");
	},
);

test("removing a file twice is no different from once", async () => {
	const names = await storeFiles("originals", [page]);
	await removeFiles("originals", names);
	await removeFiles("originals", names);
	expect(filesUnder("originals")).toEqual([]);
});

test("the sweep takes what is old and unknown, unfinished files too, and leaves the young", async () => {
	const [known, stray, young] = (await storeFiles("photos", [page, page, page])) as [string, string, string];
	const unfinished = `${storedPath("photos", known)}.part`;
	const upload = await temporaryPath();
	for (const file of [unfinished, upload]) writeFileSync(file, "half");
	const longAgo = new Date("2026-01-01T00:00:00Z");
	for (const file of [known, stray].map((name) => storedPath("photos", name)).concat(unfinished, upload))
		utimesSync(file, longAgo, longAgo);
	const before = new Date("2026-01-02T00:00:00Z");
	expect(await sweepRoom("photos", async () => new Set([known]), before)).toBe(2);
	expect(await sweepTemporary(before)).toBe(1);
	expect([known, stray, young].map((name) => existsSync(storedPath("photos", name)))).toEqual([true, false, true]);
	expect(existsSync(unfinished)).toBe(false);
});
