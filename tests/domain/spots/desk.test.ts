import { existsSync } from "node:fs";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { notices } from "#db/schema/notices.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { spotReports, spotSecondLooks, spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { forgetPictures } from "#domain/spots/forget-pictures.ts";
import { spotsIn } from "#domain/spots/lists.ts";
import { lookAgain } from "#domain/spots/look-again.ts";
import { readPhones } from "#domain/spots/read-phones.ts";
import { passPicture } from "#domain/spots/redact-spot.ts";
import { reportPage } from "#domain/spots/report-page.ts";
import { roundOf } from "#domain/spots/round.ts";
import { spotPage } from "#domain/spots/spot-page.ts";
import { turnAway } from "#domain/spots/triage.ts";
import { addMember } from "#domain/units/members.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, assignedLike, fixed, type Offices, reported, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const at = minutesAfter(MORNING, 60);
const days = (count: number) => minutesAfter(MORNING, count * 24 * 60);
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

const stageOf = async (spotId: string) => (await db.select().from(spots).where(eq(spots.id, spotId)))[0]?.stage;
const listed = async (viewer: Viewer) => (await spotsIn(viewer, { list: "again", at })).items.map(({ spotId }) => spotId);
const away = (spotId: string, by: Viewer) => turnAway({ spotId, door: "no_problem", why: "去看了，没有问题。", by, at });

test("what a moderator of the village admin's own hiring turned away, the town looks at once more and takes up by one press; who reported it is told", async () => {
	const puppet = await hired("puppet", "moderator", cast.places.qingshi, offices.yun);
	const { spotId, reference } = await reported(cast, { by: { personId: cast.homes.chen.personId } });
	await away(spotId, puppet);
	expect(await listed(offices.tao)).toEqual([spotId]);
	expect([await listed(cast.staff.wang), await listed(puppet)]).toEqual([[spotId], []]);
	expect((await reportPage(reference, at)).isLookedAtAgain).toBe(true);
	expect((await spotPage(offices.tao, spotId)).secondLook).toEqual({ mayLook: true });
	expect((await spotPage(puppet, spotId)).secondLook).toEqual({ mayLook: false });
	const look = { spotId, isReopened: true, by: offices.tao, at };
	for (const by of [puppet, offices.yun, cast.staff.song])
		await expect(lookAgain({ ...look, by })).rejects.toMatchObject({ key: "common.notFound" });
	await Promise.all([lookAgain(look), lookAgain(look)]);
	await expect(lookAgain({ ...look, isReopened: false })).rejects.toMatchObject({ key: "spots.lookedAlready" });
	expect([await stageOf(spotId), await listed(offices.tao)]).toEqual(["reported", []]);
	expect((await reportPage(reference, at)).isLookedAtAgain).toBe(false);
	expect((await db.select().from(notices)).map(({ kind }) => kind)).toContain("report_reopened");
	await away(spotId, puppet);
	await lookAgain({ ...look, isReopened: false });
	expect([await stageOf(spotId), await listed(offices.tao)]).toEqual(["not_ours", []]);
});

test("what somebody independent of the village turned away stays so; and nobody of the village looks again, whatever office they hold", async () => {
	const { spotId } = await reported(cast);
	await away(spotId, cast.staff.meng);
	expect(await listed(offices.tao)).toEqual([]);
	await expect(lookAgain({ spotId, isReopened: true, by: offices.tao, at })).rejects.toMatchObject({ key: "common.notFound" });
	// Bao moderates their own village, and lives there.
	const other = await reported(cast);
	await away(other.spotId, cast.baoAsModerator);
	expect(await listed(offices.tao)).toEqual([other.spotId]);
	await addMember({ unitId: offices.unitId, personId: offices.tao.personId, by: cast.staff.wang, at });
	await expect(lookAgain({ spotId: other.spotId, isReopened: false, by: offices.tao, at })).rejects.toMatchObject({ refusal: "forbidden" });
	const update = (by: string) => `update spot_second_looks set looked_by = '${by}', looked_at = 9, is_reopened = 1`;
	for (const by of [offices.tao, cast.staff.li, cast.baoAsModerator])
		await expect(rawClient().execute(update(by.personId))).rejects.toThrow("by the town or the district");
});

test.each([
	["a second look is taken away", "delete from spot_second_looks", "spot_second_looks stay"],
	[
		"a second look is about another spot",
		"update spot_second_looks set spot_id = 'x', looked_by = 'person-wang', looked_at = 9, is_reopened = 0",
		"nothing else",
	],
	[
		"a second look begins without a step that turned away",
		"insert into spot_second_looks (step_id, spot_id, opened_at) select id, spot_id, 1 from spot_stages where stage = 'reported'",
		"turned a spot away",
	],
	[
		"what was turned away is taken up without a second look",
		"insert into spot_stages (id, spot_id, seq, stage, actor_id, at) select 'x', id, 3, 'reported', 'person-wang', 9 from spots",
		"by a second look",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	const { spotId } = await reported(cast);
	await away(spotId, cast.baoAsModerator);
	expect(await db.select().from(spotSecondLooks)).toHaveLength(1);
	await expect(rawClient().execute(statement)).rejects.toThrow(why);
});

test("who triages opens a reporter's telephone by a press that the trail keeps; nobody else does, and closed it is gone", async () => {
	const { spotId } = await reported(cast, { phone: "138 1234-5678" });
	const open = (by: Viewer) => readPhones({ spotId, by, at });
	for (const by of [offices.yun, offices.gu, cast.staff.song]) await expect(open(by)).rejects.toMatchObject({ key: "common.notFound" });
	expect((await db.select().from(auditEntries)).filter(({ action }) => action === "spot.read_phone")).toEqual([]);
	expect(await open(cast.staff.li)).toEqual([{ number: 1, phone: "13812345678" }]);
	expect(await open(cast.staff.li)).toEqual([{ number: 1, phone: "13812345678" }]);
	const lines = (await db.select().from(auditEntries)).filter(({ action }) => action === "spot.read_phone");
	expect(lines.map(({ actorId, subject }) => [actorId, subject])).toEqual(Array(2).fill([cast.staff.li.personId, `spot:${spotId}`]));
	for (const viewer of [cast.staff.li, offices.gu])
		expect(JSON.stringify([await spotPage(viewer, spotId), await spotsIn(viewer, { list: "all", at })])).not.toContain("13812345678");
	expect((await spotPage(offices.gu, spotId)).reports[0]?.hasPhone).toBe(false);
	await away(spotId, cast.staff.meng);
	expect((await db.select().from(spotReports))[0]?.phoneSealed).toBeNull();
	await expect(open(cast.staff.li)).rejects.toMatchObject({ key: "spots.noPhone" });
});

test("what pages show of a closed spot goes after 90 days, what came with it after a year; its rows stay, and an open spot keeps all", async () => {
	const [closed, open] = [await fixed(cast, offices), await reported(cast)];
	const files = async () => (await db.select().from(photoDerivatives)).map(({ name }) => storedPath("photos", name));
	const all = await files();
	expect(await forgetPictures(sweepAt(days(89)))).toBe(0);
	expect(await forgetPictures(sweepAt(days(91)))).toBe(2);
	expect(await forgetPictures(sweepAt(days(91)))).toBe(0);
	const left = await files();
	expect(all.filter((file) => existsSync(file)).sort()).toEqual(left.sort());
	expect(left.length).toBeGreaterThan(0);
	expect((await spotPage(cast.staff.meng, closed.spotId)).pictures).toEqual({ before: [], after: [] });
	expect((await spotPage(cast.staff.meng, open.spotId)).pictures.before).toHaveLength(1);
	expect((await db.select().from(photos)).filter(({ erasedAt }) => erasedAt)).toEqual([]);
	expect(await forgetPictures(sweepAt(days(366)))).toBe(2);
	const rows = await db.select().from(photos);
	expect(rows.map(({ erasedAt, originalName }) => [erasedAt !== null, originalName !== null])).toEqual([
		[true, false],
		[true, false],
		[false, true],
	]);
	expect(await stageOf(closed.spotId)).toBe("confirmed");
});

test("a clock that nobody proved deletes no picture", async () => {
	await fixed(cast, offices);
	expect(await forgetPictures({ at: days(400), dueBy: MORNING })).toBe(0);
});

test("who answers for a spot does not say that nothing of its pictures is to be hidden: by command and by hand", async () => {
	const { spotId } = await assigned(cast, offices);
	const photoId = (await spotPage(cast.staff.li, spotId)).pictures.before[0]?.photoId ?? "";
	const pass = (by: Viewer) => passPicture({ spotId, photoId, by, at });
	await expect(pass(offices.yun)).rejects.toMatchObject({ key: "common.notFound" });
	await addMember({ unitId: offices.unitId, personId: offices.gu.personId, by: offices.tao, at });
	await expect(pass(offices.gu)).rejects.toMatchObject({ key: "spots.ownUnit" });
	const sql = "insert into photo_redactions (id, photo_id, revision, rectangles, decided_by, decided_at) values ('x', ?, 0, '[]', ?, 9)";
	await expect(rawClient().execute({ sql, args: [photoId, offices.gu.personId] })).rejects.toThrow("who answers for the spot");
	await pass(cast.staff.li);
	await pass(cast.staff.meng);
	const { rows } = await rawClient().execute("select decided_by from photo_redactions");
	expect(rows.map((row) => row["decided_by"])).toEqual([cast.staff.li.personId]);
});

test("a round of more than sixty spots says how many are left, and the next sheet begins there", async () => {
	const { spotId } = await assigned(cast, offices);
	expect(await roundOf(offices.yun)).toMatchObject({ left: 0, next: 1 });
	await assignedLike(spotId, "more", 64);
	const first = await roundOf(offices.yun);
	expect([first.places.flatMap((place) => place.spots).length, first.left, first.next]).toEqual([60, 5, 60]);
	const second = await roundOf(offices.yun, first.next);
	expect([second.places.flatMap((place) => place.spots).length, second.left]).toEqual([5, 0]);
});
