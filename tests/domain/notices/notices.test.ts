import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { dismissNotices } from "#domain/notices/dismiss.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { type Addressee, notify, retractNotices } from "#domain/notices/notify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let bao: Viewer;
let chen: Viewer;

freshDatabase(async () => {
	cast = await inviteCast();
	bao = cast.homes.bao.viewer;
	chen = cast.homes.chen.viewer;
});

const tell = (to: Addressee, { n = 1, ...more }: { n?: number; causedBy?: string; concernedHouseholdId?: string } = {}) =>
	write((tx) =>
		notify(tx, { kind: "pair_shown", params: { points: 5 }, subject: `submission:${n}`, to, at: minutesAfter(MORNING, n), ...more }),
	);
const toChen = () => ({ householdId: cast.homes.chen.householdId });
const toVillage = () => ({ office: "admins" as const, regionId: cast.places.qingshi.id });
const rows = () => db.select().from(notices);

test("a household reads what it was told, newest first, and nobody else does", async () => {
	await tell(toChen(), { n: 1 });
	await tell(toChen(), { n: 2 });
	expect(await noticesFor(chen)).toMatchObject([
		{ kind: "pair_shown", params: { points: 5 }, way: "/me/submissions/2", isOwn: true, at: minutesAfter(MORNING, 2) },
		{ way: "/me/submissions/1" },
	]);
	expect(await noticesFor(bao)).toEqual([]);
	expect(await noticesAtWork(cast.staff.wang)).toEqual([]);
});

test("what is told twice is one notice", async () => {
	await tell(toChen());
	await tell(toChen());
	await tell({ householdId: cast.homes.bao.householdId });
	expect(await rows()).toHaveLength(2);
});

test("put away is gone for good, and leaves no trace of who put it away; twice is once", async () => {
	await tell(toChen());
	const [one] = await noticesFor(chen);
	await dismissNotices(chen, [one?.noticeId ?? ""]);
	await dismissNotices(chen, [one?.noticeId ?? ""]);
	expect(await rows()).toEqual([]);
});

test("all that were shown are put away together, and what came since stays; twice is once", async () => {
	for (const n of [1, 2, 3]) await tell(toChen(), { n });
	const shown = (await noticesFor(chen)).map(({ noticeId }) => noticeId);
	await tell(toChen(), { n: 4 });
	for (const _ of [1, 2]) await dismissNotices(chen, shown);
	expect(await rows()).toMatchObject([{ subject: "submission:4" }]);
});

test("nobody puts away what is another's, nor what an office is told", async () => {
	await tell(toChen());
	await tell(toVillage());
	for (const { id } of await rows()) {
		await dismissNotices(bao, [id]);
		await dismissNotices(cast.staff.wang, [id]);
	}
	expect(await rows()).toHaveLength(2);
});

test("what is retracted is gone for everybody, and only that", async () => {
	await tell(toChen(), { n: 1 });
	await tell(toVillage(), { n: 1 });
	await tell(toChen(), { n: 2 });
	await write((tx) => retractNotices(tx, "submission:1", "pair_returned"));
	expect(await rows()).toHaveLength(3);
	await write((tx) => retractNotices(tx, "submission:1", "pair_shown", "pair_returned"));
	expect(await rows()).toMatchObject([{ subject: "submission:2" }]);
});

test("an office is told where it reaches: who holds it there or above, nobody beside", async () => {
	await tell(toVillage());
	const heard = async (viewer: Viewer) => (await noticesAtWork(viewer)).map(({ isOwn }) => isOwn);
	expect(await heard(cast.staff.wang)).toEqual([false]);
	expect(await heard(cast.staff.li)).toEqual([]);
	expect(await heard(cast.staff.song)).toEqual([]);
	const elsewhere = { role: "village_admin" as const, regionId: cast.places.baiyang.id, regionName: "", path: cast.places.baiyang.path };
	expect(await heard({ ...cast.staff.li, roles: [elsewhere] })).toEqual([]);
});

test("witnesses are auditors too", async () => {
	await tell({ office: "witnesses", regionId: cast.places.qingshi.id });
	expect(await noticesAtWork(cast.staff.song)).toHaveLength(1);
});

test("an office is not told what one of its people did to those, nor of households close to them", async () => {
	await tell(toVillage(), { n: 1, causedBy: cast.staff.wang.personId });
	const householdId = cast.homes.chen.householdId;
	await tell(toVillage(), { n: 2, concernedHouseholdId: householdId });
	expect(await noticesAtWork(cast.staff.wang)).toMatchObject([{ way: "/me/submissions/2" }]);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: cast.staff.wang.personId, householdId, declaredAt: MORNING }));
	expect(await noticesAtWork(cast.staff.wang)).toEqual([]);
});

test("a person reads at work what they themselves were told, and puts it away", async () => {
	await tell({ personId: cast.staff.li.personId });
	const [one] = await noticesAtWork(cast.staff.li);
	expect(one).toMatchObject({ isOwn: true });
	await dismissNotices(cast.staff.li, [one?.noticeId ?? ""]);
	expect(await rows()).toEqual([]);
});

test.each([
	["a notice to nobody", { householdId: null }, /one_addressee/],
	["a notice to two", { personId: "person-li" }, /one_addressee/],
	["an office without a place", { householdId: null, office: "admins" as const }, /one_addressee/],
	["a place without an office", { regionId: "region-qingshi" }, /one_addressee|FOREIGN/],
	["the same notice twice", {}, /UNIQUE/],
])("the database refuses %s", async (_name, wrong, message) => {
	await tell(toChen());
	const [row] = await rows();
	const source = message.source === "UNIQUE" ? row?.source : "another";
	const next = { ...row, id: "another", source, ...wrong } as typeof notices.$inferInsert;
	await expect(write((tx) => tx.insert(notices).values(next))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(message) },
	});
});

test("the database lets no notice be changed, for instance to say when it was read", async () => {
	await tell(toChen());
	await expect(rawClient().execute("UPDATE notices SET created_at = created_at + 1")).rejects.toThrow("notices do not change");
	const columns = Object.keys((await rows())[0] ?? {});
	expect(columns.filter((name) => /read|seen|gone|dismiss/i.test(name))).toEqual([]);
});

test("the household's list is found by its index", async () => {
	const plan = await rawClient().execute(
		`EXPLAIN QUERY PLAN SELECT * FROM notices LEFT JOIN regions ON regions.id = notices.region_id
			WHERE person_id = 'p' OR household_id = 'h' ORDER BY notices.created_at DESC LIMIT 20`,
	);
	expect(plan.rows.map(({ detail }) => String(detail)).filter((step) => step.includes("SCAN notices"))).toEqual([]);
});
