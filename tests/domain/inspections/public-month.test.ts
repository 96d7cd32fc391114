import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { poolTable, sealedMonths, walksIn } from "#domain/inspections/public-month.ts";
import { redraw } from "#domain/inspections/redraw.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
freshDatabase(async () => {
	await inviteCast();
	await drawInspections(beijing("2026-11-02T04:00"));
	await drawInspections(beijing("2026-12-01T04:00"));
});

test("while a month runs only its commitment is told; once it is over its seed fits it, and what became of each walk is told without who went", async () => {
	const during = await sealedMonths(beijing("2026-12-31T23:59"));
	expect(during.map(({ month, opened }) => [month, opened])).toEqual([
		["2027-01", null],
		["2026-12", null],
	]);
	const table = { month: "2026-12", head: ["a"] };
	await expect(poolTable({ ...table, at: beijing("2026-12-31T23:59") })).rejects.toMatchObject({ key: "common.notFound" });
	const [, over] = await sealedMonths(beijing("2027-01-01T00:00"));
	expect(over?.opened).toMatchObject({ hamlets: 3, drawn: 2 });
	expect(
		createHash("sha256")
			.update(over?.opened?.seed ?? "")
			.digest("hex"),
	).toBe(over?.commitment);
	const { walks, next } = await walksIn("2026-12");
	expect(next).toBeNull();
	expect(walks.map(({ village, became, stratum }) => [village, became, stratum]).sort()).toEqual(
		[
			["白杨村", "nobody", 1],
			["青石村", "nobody", 1],
		].sort(),
	);
	const lines = (await poolTable({ ...table, at: beijing("2027-01-01T00:00") })).trim().split("\r\n");
	expect(lines).toHaveLength(4);
	expect(lines.filter((line) => line.endsWith(",1,1"))).toHaveLength(2);
});

test("long months are read page by page: each walk once, and a cursor of another list begins at the top", async () => {
	const all = (await walksIn("2026-12")).walks;
	const first = await walksIn("2026-12", { most: 1 });
	const second = await walksIn("2026-12", { most: 1, cursor: first.next });
	expect([...first.walks, ...second.walks]).toEqual(all);
	expect(second.next).toBeNull();
	const other = Buffer.from(JSON.stringify(["boards", "region-9"])).toString("base64url");
	expect((await walksIn("2026-12", { cursor: other })).walks).toEqual(all);
});

test("a stranger draws again from the published seed and pool, also as a spreadsheet saved it; what was changed is told", async () => {
	const at = beijing("2027-01-01T00:00");
	const over = (await sealedMonths(at)).find(({ month }) => month === "2026-12");
	const draw = { ...{ seed: "", perVillage: 0, ...over?.opened }, commitment: over?.commitment ?? null };
	const table = await poolTable({ month: "2026-12", head: ["村的编号", "组的编号", "村", "组", "层", "抽到"], at });
	const again = await redraw(table, draw);
	expect(again).toMatchObject({ sha256: over?.commitment, faults: [] });
	const drawn = (await walksIn("2026-12")).walks.map(({ village, hamlet }) => `${village} ${hamlet}`);
	expect(again.result?.split("\n").sort()).toEqual(drawn.sort());
	expect(await redraw(table.replaceAll(",", "\t").replaceAll("\r", ""), draw)).toEqual(again);
	expect(await redraw(table, { ...draw, seed: "another" })).toMatchObject({ faults: expect.arrayContaining(["commitment"]) });
	expect(await redraw(table.replace(",1,1\r", ",1,0\r"), draw)).toMatchObject({ faults: ["result"] });
	for (const broken of ["x", table.replace(",1,1\r", ",7,1\r"), table + table])
		expect(await redraw(broken, draw)).toMatchObject({ result: null, faults: ["unreadable"] });
});
