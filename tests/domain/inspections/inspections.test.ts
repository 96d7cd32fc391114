import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { inspectionPools, inspections, inspectionWalks, PLACES } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { markRemote, remoteIn } from "#domain/inspections/mark-remote.ts";
import { assignedInspectors, drawnHamlets, stratumOf } from "#domain/inspections/rules.ts";
import { unseenHamlets } from "#domain/inspections/unseen.ts";
import { findFault, ownWalks, seePlace, walkPage } from "#domain/inspections/walks.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { smallUpload } from "#tests/submissions.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let [gu, min]: Viewer[] = [];
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const FIRST = { november: beijing("2026-11-02T04:00"), december: beijing("2026-12-01T04:00"), january: beijing("2027-01-01T04:00") };
const at = beijing("2026-12-10T09:00");

freshDatabase(async () => {
	cast = await inviteCast();
	gu = await hired("gu", "inspector", cast.places.shilin, cast.staff.wang);
	min = await hired("min", "inspector", cast.places.qingling, cast.staff.wang);
	// 青石村 has six hamlets more.
	await write(async (tx) => {
		for (let n = 3; n <= 8; n += 1) {
			const id = `region-99010110020100${n}`;
			await tx.insert(regions).values({
				id,
				code: `99010110020100${n}`,
				codeSource: "local",
				level: "hamlet",
				name: `${n}组`,
				parentId: cast.places.qingshi.id,
				path: `${cast.places.qingshi.path}${id}/`,
				validFrom: MORNING,
			});
		}
	});
});

const drawn = async () => {
	await drawInspections(FIRST.november);
	await drawInspections(FIRST.december);
	return db.select().from(inspectionWalks);
};
const lines = async (action: "inspection.seal" | "inspection.draw") =>
	db.select().from(auditEntries).where(eq(auditEntries.action, action));

test("a month is drawn by the seed that was sealed before it began, once; a month that was not sealed is not drawn", async () => {
	await drawInspections(FIRST.november);
	expect(await db.select().from(inspectionWalks)).toEqual([]);
	expect((await lines("inspection.seal")).map(({ subject }) => subject)).toEqual(["inspection:2026-12"]);
	await Promise.all([drawInspections(FIRST.december), drawInspections(FIRST.december)]);
	await drawInspections(FIRST.december);
	const walks = await db.select().from(inspectionWalks);
	expect(walks.map(({ villageId }) => villageId).sort()).toEqual([cast.places.qingshi.id, cast.places.baiyang.id].sort());
	const [seal, draw] = [(await lines("inspection.seal"))[0], (await lines("inspection.draw"))[0]];
	const seed = String(draw?.detail["seed"]);
	expect(createHash("sha256").update(seed).digest("hex")).toBe(seal?.detail["commitment"]);
	expect((await lines("inspection.seal")).map(({ subject }) => subject)).toEqual(["inspection:2026-12", "inspection:2027-01"]);
	// February was sealed by nobody while the site was off.
	await drawInspections(beijing("2027-02-01T04:00"));
	expect(await db.select().from(inspectionWalks)).toHaveLength(2);
});

/** The draw written anew from its description: stratum by stratum, tickets SHA-256 of "seed:hamlets:id", lowest first. */
function redrawn(seed: string, perVillage: number, pool: { hamletId: string; villageId: string; stratum: number }[]): string[] {
	const ticket = (id: string) => createHash("sha256").update(`${seed}:hamlets:${id}`).digest("hex");
	const chosen: string[] = [];
	for (const villageId of new Set(pool.map((one) => one.villageId))) {
		const own = pool.filter((one) => one.villageId === villageId);
		own.sort((a, b) => a.stratum - b.stratum || (ticket(a.hamletId) < ticket(b.hamletId) ? -1 : 1));
		chosen.push(...own.slice(0, perVillage).map(({ hamletId }) => hamletId));
	}
	return chosen.sort();
}

test("a second implementation draws the same from the published seed and pool", async () => {
	await markRemote({ villageId: cast.places.qingshi.id, hamletIds: [cast.places.xipo.id], by: cast.staff.wang, at: MORNING });
	await drawn();
	const pool = await db.select().from(inspectionPools);
	const draw = (await lines("inspection.draw"))[0]?.detail;
	const chosen = pool.filter(({ isDrawn }) => isDrawn).map(({ hamletId }) => hamletId);
	expect(redrawn(String(draw?.["seed"]), Number(draw?.["perVillage"]), pool)).toEqual(chosen.sort());
	// Of the unseen ones that which lies far from the road comes first.
	expect(chosen).toContain(cast.places.xipo.id);
	const invented = Array.from({ length: 400 }, (_, n) => ({
		hamletId: `h${n}`,
		villageId: `v${n % 40}`,
		stratum: (n % 4) as 0 | 1 | 2 | 3,
	}));
	for (const seed of ["a", "b", "c"])
		expect(drawnHamlets({ seed, perVillage: 3, pool: invented }).sort()).toEqual(redrawn(seed, 3, invented));
});

test.each([
	[null, false, 1],
	[null, true, 0],
	["2026-10-02T04:00", false, 1],
	["2026-10-03T04:00", false, 3],
	["2026-11-30T04:00", true, 2],
] as const)("a hamlet seen %s, far: %s, is of stratum %i", (seenAt, isRemote, stratum) => {
	expect(stratumOf({ seenAt: seenAt && beijing(seenAt), isRemote, at: beijing("2026-12-01T04:00") })).toBe(stratum);
});

test("walks are spread evenly, never to who is bound to the village, and to nobody where nobody is free", () => {
	const walks = Array.from({ length: 60 }, (_, n) => ({ hamletId: `h${n}`, villageId: `v${n % 6}` }));
	const pathOf = new Map(
		walks.map(({ hamletId, villageId }) => [hamletId, `/d/${villageId === "v5" ? "t2" : "t1"}/${villageId}/${hamletId}/`]),
	);
	const inspectors = [
		{ personId: "a", path: "/d/t1/", bound: new Set(["v0"]) },
		{ personId: "b", path: "/d/t1/", bound: new Set(["v1"]) },
	];
	const assigned = assignedInspectors({ seed: "s", walks, inspectors, pathOf });
	const of = (villageId: string) =>
		new Set(walks.filter((one) => one.villageId === villageId).map(({ hamletId }) => assigned.get(hamletId)));
	expect([of("v0"), of("v1"), of("v5")]).toEqual([new Set(["b"]), new Set(["a"]), new Set([null])]);
	const loads = ["a", "b"].map((who) => [...assigned.values()].filter((one) => one === who).length);
	expect(Math.abs((loads[0] ?? 0) - (loads[1] ?? 0))).toBeLessThanOrEqual(1);
});

test("whether somebody is bound to a village is looked up, not put together for everybody", () => {
	const plan = rawClient().rows({ sql: "explain query plan select 1 from bound_to_villages where village_id = ? and person_id = ?" });
	const read = plan.map(({ detail }) => String(detail));
	expect(read).toContainEqual(expect.stringMatching(/^SEARCH own .*person_id=/));
	expect(read.filter((step) => /^SCAN (own|kin|h)\b|AUTOMATIC/.test(step))).toEqual([]);
});

test("who lives in a village, holds an office of it, or acts for its unit inspects nothing there: nor by hand", async () => {
	const local = await hired("local", "inspector", cast.places.qingshi, cast.staff.wang);
	const walks = await drawn();
	const there = walks.find(({ villageId }) => villageId === cast.places.qingshi.id);
	expect(walks.map(({ inspectorId }) => inspectorId)).not.toContain(local.personId);
	expect([gu?.personId, min?.personId]).toContain(there?.inspectorId);
	await expect(
		rawClient().execute(`update inspection_walks set inspector_id = '${local.personId}' where id = '${there?.id}'`),
	).rejects.toThrow("bound to the village");
	await expect(
		rawClient().execute(`update inspection_walks set inspector_id = '${cast.homes.bao.personId}' where id = '${there?.id}'`),
	).rejects.toThrow("bound to the village");
});

async function ownWalk() {
	const walks = await drawn();
	const walk = walks.find(({ villageId }) => villageId === cast.places.qingshi.id);
	const by = [gu, min].find((one) => one?.personId === walk?.inspectorId) as Viewer;
	return { walkId: walk?.id ?? "", hamletId: walk?.hamletId ?? "", by };
}

test("ten places are answered one by one; a fault is a spot at once; the tenth answer ends the walk", async () => {
	const { walkId, hamletId, by } = await ownWalk();
	const before = await unseenHamlets(cast.staff.wang, at);
	for (const place of PLACES.slice(0, 8)) await seePlace({ walkId, place, found: place === "pond" ? "none" : "clean", by, at });
	await seePlace({ walkId, place: "entrance", found: "clean", by, at });
	await expect(seePlace({ walkId, place: "entrance", found: "none", by, at })).rejects.toMatchObject({
		key: "inspections.answeredAlready",
	});
	const fault = { walkId, place: "roadside", cause: "cleaning_duty", categoryCode: "Q1-01", words: "", by, at };
	const found = await findFault({ ...fault, uploads: [await smallUpload(1)] });
	expect(await findFault({ ...fault, uploads: [await smallUpload(2)] })).toEqual(found);
	expect(await db.select().from(spots)).toMatchObject([{ id: found.spotId, hamletId, categoryCode: "Q1-01", stage: "reported" }]);
	expect((await walkPage(by, walkId, at)).places.filter(({ answer }) => answer === null)).toHaveLength(1);
	await seePlace({ walkId, place: "vacant", found: "clean", by, at });
	expect((await ownWalks(by, at)).filter(({ doneAt }) => doneAt !== null)).toMatchObject([{ walkId, answered: 10, village: "青石村" }]);
	await expect(rawClient().execute(`update inspections set found = 'clean'`)).rejects.toThrow("append-only");
	// Whoever plans reads which hamlets nobody saw, the longest unseen first; inspectors and the village do not.
	expect(before.every(({ walkedAt }) => walkedAt === null)).toBe(true);
	expect(await unseenHamlets(cast.staff.wang, at)).toHaveLength(before.length - 1);
	expect((await unseenHamlets(cast.staff.wang, beijing("2027-02-09T09:00"))).at(-1)).toMatchObject({ village: "青石村", walkedAt: at });
	expect([await unseenHamlets(by, at), await unseenHamlets(cast.staff.li, at)]).toEqual([[], []]);
	await drawInspections(FIRST.january);
	const pool = await db.select().from(inspectionPools).where(eq(inspectionPools.month, "2027-01"));
	expect(pool.find((one) => one.hamletId === hamletId)?.stratum).toBe(3);
});

test("pages that show walks hear of each draw, each answer and each fault", async () => {
	const told: Tag[] = [];
	const stop = onChange((tags) => told.push(...tags));
	const heard = () => told.splice(0).includes("walks");
	const { walkId, by } = await ownWalk();
	expect(heard()).toBe(true);
	await seePlace({ walkId, place: "road", found: "clean", by, at });
	expect(heard()).toBe(true);
	const fault = { walkId, place: "roadside", cause: "cleaning_duty", categoryCode: "Q1-01", words: "", by, at };
	await findFault({ ...fault, uploads: [await smallUpload(1)] });
	expect(heard()).toBe(true);
	stop();
});

test("refused are another's walk, no such place, no answer, a fault without picture or cause, and a month that is over", async () => {
	const { walkId, by } = await ownWalk();
	const other = [gu, min].find((one) => one !== by) as Viewer;
	const seeing = { walkId, place: "road", found: "clean", by, at };
	await expect(seePlace({ ...seeing, by: other })).rejects.toMatchObject({ key: "common.notFound" });
	await expect(walkPage(other, walkId, at)).rejects.toMatchObject({ key: "common.notFound" });
	await expect(seePlace({ ...seeing, place: "moon" })).rejects.toMatchObject({ key: "inspections.placeMissing" });
	await expect(seePlace({ ...seeing, found: "fault" })).rejects.toMatchObject({ key: "inspections.foundMissing" });
	await expect(seePlace({ ...seeing, at: FIRST.january })).rejects.toMatchObject({ key: "inspections.monthOver" });
	const fault = { walkId, place: "road", cause: "legacy", categoryCode: "Q1-01", words: "", uploads: [], by, at };
	await expect(findFault(fault)).rejects.toMatchObject({ key: "spots.noPhoto" });
	await expect(findFault({ ...fault, cause: "bad" })).rejects.toMatchObject({ key: "spots.causeMissing" });
	expect(await db.select().from(inspections)).toEqual([]);
});

test("far from the road is said by the town or the district, not by the village, of hamlets of this village, and once", async () => {
	const { qingshi, baiyang, donggou, xipo } = cast.places;
	const marking = { villageId: qingshi.id, hamletIds: [donggou.id, xipo.id], by: cast.staff.wang, at: MORNING };
	await markRemote(marking);
	await markRemote(marking);
	const yun = await hired("yun", "village_admin", qingshi, cast.staff.wang);
	const refused = { key: "common.notFound" };
	await expect(markRemote({ ...marking, hamletIds: [], by: yun })).rejects.toMatchObject(refused);
	await expect(markRemote({ ...marking, villageId: baiyang.id })).rejects.toMatchObject(refused);
	await expect(markRemote({ ...marking, villageId: donggou.id, hamletIds: [] })).rejects.toMatchObject(refused);
	await markRemote({ ...marking, hamletIds: [xipo.id] });
	expect((await remoteIn(qingshi.id)).filter(({ isRemote }) => isRemote).map(({ name }) => name)).toEqual(["西坡"]);
	const trail = (await db.select().from(auditEntries)).filter(({ action }) => action === "region.mark_remote");
	expect(trail.map(({ subject, detail }) => [subject, detail])).toMatchObject([
		[`region:${donggou.id}`, { isRemote: true }],
		[`region:${xipo.id}`, { isRemote: true }],
		[`region:${donggou.id}`, { isRemote: false }],
	]);
});

test.each([
	[
		"a hamlet is seen that was not drawn",
		"insert into inspection_walks (id, month, hamlet_id, village_id, drawn_at) select 'x', month, hamlet_id, village_id, 1 from inspection_pools where not is_drawn limit 1",
		"of a hamlet that was drawn",
	],
	[
		"a pool grows after the draw",
		"insert into inspection_pools (month, hamlet_id, village_id, stratum, is_drawn) values ('2026-12', 'region-990101100201', 'region-990101100201', 0, 1)",
		"not drawn yet",
	],
	[
		"a walk ends before its ten answers",
		"update inspection_walks set done_at = 9 where inspector_id is not null",
		"each place has its answer",
	],
	["a walk is taken away", "delete from inspection_walks", "inspection_walks stay"],
	[
		"a fault has no spot",
		"insert into inspections (walk_id, place, found, cause, at) select id, 'road', 'fault', 'legacy', 9 from inspection_walks",
		"inspections_fault",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	await drawn();
	await expect(rawClient().execute(statement)).rejects.toThrow(why);
});
