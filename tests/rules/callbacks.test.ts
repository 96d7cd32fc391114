import { expect, test } from "vitest";
import { drawnOf, quarterAfter, quarterAt } from "#domain/callbacks/rules.ts";

test.each([
	["2026-12-31T23:59", "2026-Q4", "2027-Q1"],
	["2027-01-01T00:00", "2027-Q1", "2027-Q2"],
	["2028-02-29T12:00", "2028-Q1", "2028-Q2"],
	["2028-03-31T23:59", "2028-Q1", "2028-Q2"],
	["2028-04-01T00:00", "2028-Q2", "2028-Q3"],
	["2026-10-01T00:00", "2026-Q4", "2027-Q1"],
])("%s in Beijing lies in %s, before %s", (at, quarter, next) => {
	expect([quarterAt(new Date(`${at}:00+08:00`)), quarterAfter(quarter)]).toEqual([quarter, next]);
});

test.each([
	[1, 1],
	[19, 1],
	[20, 1],
	[21, 2],
	[40, 2],
	[41, 3],
])("of %i entries of a village %i are drawn, whatever the other villages have", (count, drawn) => {
	const of = (code: string, many: number) =>
		Array.from({ length: many }, (_, n) => ({ seq: Number(code) * 1000 + n, householdId: "h", villageId: code, code }));
	const entries = [...of("1", count), ...of("2", 100)];
	const found = drawnOf("seed", entries);
	expect(["1", "2"].map((village) => found.filter(({ code }) => code === village).length)).toEqual([drawn, 5]);
	const again = drawnOf("seed", entries.toReversed());
	expect(new Set(again.map(({ seq }) => seq))).toEqual(new Set(found.map(({ seq }) => seq)));
});
