import { expect, test } from "vitest";
import { monthAt } from "#domain/calendar/rules.ts";
import { draftOf } from "#domain/documents/draft.ts";
import { runsOf } from "#domain/documents/rules.ts";
import { officePlaces, ordersOf } from "#domain/documents/sources.ts";
import { withRest } from "#domain/documents/tables.ts";
import type { DocumentKind } from "#domain/documents/types.ts";
import { as } from "#tests/admins.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, assignedLike, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Awaited<ReturnType<typeof spotOffices>>;
let plan = "";
let first = "";
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	// Within seven days, the others within three.
	plan = (await assigned(cast, offices, { grade: "D", cause: "legacy" })).spotId;
	first = (await assigned(cast, offices)).spotId;
});
const town = () => as(cast.staff.meng, "town_admin", cast.places.shilin);

async function drafted(kind: DocumentKind) {
	const { place } = await officePlaces(town(), null);
	const span = { path: place.path, from: "2026-01", until: monthAt(new Date()), at: new Date() };
	return draftOf({ kind, place, span, viewer: town(), unitId: offices.unitId });
}
const counted = (words = "") => runsOf(words).find(({ figure }) => figure?.startsWith("unit:"))?.words;

test("an order lists all that a unit has in hand and says how many that are: 61, then 201; the first due first", async () => {
	const more = [59, 140];
	for (const [n, all] of [61, 201].entries()) {
		await assignedLike(first, `more-${n}`, more[n] ?? 0);
		const order = await drafted("order");
		expect([order?.table?.rows.length, counted(order?.paragraphs[0])]).toEqual([all, String(all)]);
		const due = (order?.table?.rows ?? []).map((row) => row[4]);
		expect(due).toEqual(due.toSorted((one, other) => Number(one?.match(/\d+/g)?.join("")) - Number(other?.match(/\d+/g)?.join(""))));
		expect(due[0]).not.toBe(due.at(-1));
		expect(order?.paragraphs[0]).toContain(`最早的时限是${due[0]}。`);
	}
	const [second, last] = [await pageOf(1), await pageOf(2)];
	expect([second.rows.length, second.hasMore, last.rows.length, last.hasMore, last.whole]).toEqual([100, true, 1, false, 201]);
	expect(last.rows[0]?.spotId).toBe(plan);
});
const pageOf = (page: number) => ordersOf(town(), offices.unitId, { page, size: 100 });

test("a circular's list has all that is not mended, beyond 200 too", async () => {
	await assignedLike(first, "more", 199);
	expect((await drafted("circular"))?.table?.rows).toHaveLength(201);
});

test("a table that would be too long ends with how many are not in it; one that holds all says nothing", () => {
	const lines = [
		["1", "东沟"],
		["2", "西坡"],
	];
	expect(withRest(lines, 2)).toEqual(lines);
	expect(withRest(lines, 7)).toEqual([...lines, ["", "一共 7 处，还有 5 处没有列在这里，在门户上点正文里的数字，一处一处看得到。"]]);
});
