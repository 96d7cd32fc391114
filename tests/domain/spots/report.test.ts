import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { mayLoad } from "#domain/photos/rules.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { openSpotsNear } from "#domain/spots/nearby.ts";
import { ownReports, reportPage } from "#domain/spots/report-page.ts";
import { REPORTS_A_DAY, reportSpot } from "#domain/spots/report-spot.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { uploadOf } from "#tests/pictures.ts";
import { ditchReport, reported, spotOffices } from "#tests/spots.ts";
import { smallUpload } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const counts = async () => ({
	spots: (await db.select().from(spots)).length,
	reports: (await db.select().from(spotReports)).length,
	photos: (await db.select().from(photos)).length,
});

test("somebody without an account reports a spot, gets a number, and follows it by that; no office reads who it was", async () => {
	const { spotId, reference } = await reported(cast, { phone: "138 1234 5678", cell: { latitude: 43825, longitude: 87617 } });
	expect(reference).toMatch(/^[0-9a-z]{12}$/);
	const [spot] = await db.select().from(spots);
	expect(spot).toMatchObject({
		id: spotId,
		stage: "reported",
		villageId: cast.places.qingshi.id,
		place: "村口桥头",
		cellNorth: 43825,
		cellEast: 87617,
		unitId: null,
	});
	const [report] = await db.select().from(spotReports);
	expect(report).toMatchObject({ number: 1, personId: null, heldFor: null });
	expect(JSON.stringify(report)).not.toContain("1234");
	expect(JSON.stringify(report)).not.toContain(reference);
	expect(await reportPage(reference.toUpperCase().replace(/(.{4})/g, "$1 "), MORNING)).toMatchObject({
		stage: "reported",
		village: "青石村",
		hamlet: "东沟",
		place: "村口桥头",
	});
});

test("sent twice, or ten times at once, it is one report with one number", async () => {
	const report = await ditchReport(cast);
	const first = await reportSpot(report);
	expect(await reportSpot({ ...report, uploads: [await smallUpload(7)] })).toEqual(first);
	const twice = await ditchReport(cast);
	const same = await Promise.all(
		Array.from({ length: 10 }, async (_, n) => reportSpot({ ...twice, uploads: [await smallUpload(20 + n)] })),
	);
	expect(new Set(same.map(({ reference }) => reference)).size).toBe(1);
	expect(await counts()).toEqual({ spots: 2, reports: 2, photos: 2 });
});

test("a report without a picture, or with none that can be taken, leaves nothing; one bad picture of two is told and the report stands", async () => {
	await expect(reported(cast, { uploads: [] })).rejects.toMatchObject({ key: "spots.noPhoto" });
	const bad = await uploadOf(Buffer.from("no picture at all"));
	await expect(reported(cast, { uploads: [bad] })).rejects.toMatchObject({ field: "photo" });
	expect(await counts()).toEqual({ spots: 0, reports: 0, photos: 0 });
	const { refused } = await reported(cast, { uploads: [await uploadOf(Buffer.from("none")), await smallUpload(3)] });
	expect(refused.map(({ field }) => field)).toEqual(["photo"]);
	expect(await counts()).toEqual({ spots: 1, reports: 1, photos: 1 });
});

test.each([
	["too many pictures", async () => ({ uploads: await Promise.all([1, 2, 3, 4].map((n) => smallUpload(n))) }), "spots.tooManyPhotos"],
	["no such hamlet", async () => ({ hamletId: "nowhere" }), "spots.hamletMissing"],
	["a village for a hamlet", async () => ({ hamletId: "region-990101100201" }), "spots.hamletMissing"],
	["no such kind", async () => ({ categoryCode: "X9-99" }), "spots.categoryMissing"],
	["a place that names a door", async () => ({ place: "3组12号门口" }), "spots.placeNamesSomebody"],
	["too many words", async () => ({ words: "沟".repeat(201) }), "spots.tooManyWords"],
	["no telephone", async () => ({ phone: "abc" }), "spots.badPhone"],
	["a key that is none", async () => ({ idempotencyKey: "" }), "common.invalidForm"],
	["a spot that is not there", async () => ({ joins: "nothing" }), "spots.closedMeanwhile"],
] as const)("refused is %s, and nothing stays", async (_what, more, key) => {
	await expect(reported(cast, await more())).rejects.toMatchObject({ key });
	expect(await counts()).toEqual({ spots: 0, reports: 0, photos: 0 });
});

test("is it this one? – open spots within 250 m or of the same hamlet and kind are offered; joining is a witness and no second spot", async () => {
	const here = { latitude: 43825, longitude: 87617 };
	const { spotId } = await reported(cast, { cell: here });
	const far = await reported(cast, { hamletId: cast.places.qiaotou.id, cell: { latitude: 43825, longitude: 87621 } });
	expect((await openSpotsNear({ hamletId: cast.places.donggou.id, categoryCode: "Q2-01" })).map((near) => near.spotId)).toEqual([spotId]);
	const near = await openSpotsNear({ hamletId: cast.places.xipo.id, categoryCode: "Q1-01", cell: { latitude: 43826, longitude: 87617 } });
	expect(near).toMatchObject([{ spotId, metres: 111 }]);
	expect(near.map((other) => other.spotId)).not.toContain(far.spotId);
	const joined = await reported(cast, { joins: spotId, uploads: [], words: "我也看见了。" });
	expect(joined.spotId).toBe(spotId);
	expect(await counts()).toEqual({ spots: 2, reports: 3, photos: 2 });
});

test("one account reports a spot once, and ten a day; a child reports none", async () => {
	const by = { personId: cast.homes.chen.personId };
	const { spotId } = await reported(cast, { by });
	await expect(reported(cast, { by, joins: spotId, uploads: [] })).rejects.toMatchObject({ key: "spots.reportedBefore" });
	for (let n = 1; n < REPORTS_A_DAY; n += 1) await reported(cast, { by });
	await expect(reported(cast, { by })).rejects.toMatchObject({ key: "spots.tooManyToday" });
	expect(await ownReports(by.personId)).toHaveLength(REPORTS_A_DAY);
	await db.update(people).set({ isUnder14: true }).where(eq(people.id, cast.homes.du.personId));
	await expect(reported(cast, { by: { personId: cast.homes.du.personId } })).rejects.toMatchObject({ key: "submissions.under14" });
});

test("the same picture stands once at a spot", async () => {
	const { spotId } = await reported(cast, { uploads: [await smallUpload(42)] });
	const { refused } = await reported(cast, { joins: spotId, uploads: [await smallUpload(43), await smallUpload(42)] });
	expect(refused.map(({ key }) => key)).toEqual(["spots.samePhoto"]);
	expect(await db.select().from(spotPhotos)).toHaveLength(2);
});

test("words that name somebody or abuse are held; a picture of a spot only its offices load", async () => {
	await reported(cast, { words: "张某某倒的" });
	expect((await db.select().from(spotReports))[0]?.heldFor).toBe("personal");
	const [derivative] = await db.select().from(photoDerivatives).limit(1);
	const served = await servedPhoto(derivative?.name ?? "");
	const audience = served?.audience ?? "public";
	expect(audience).not.toBe("public");
	const { tao, yun } = await spotOffices(cast);
	expect([cast.staff.li, cast.staff.meng, cast.staff.wang, cast.staff.song, tao].map((viewer) => mayLoad(viewer, audience))).toEqual([
		true,
		true,
		true,
		true,
		true,
	]);
	expect([null, cast.homes.chen.viewer, yun].map((viewer) => mayLoad(viewer, audience))).toEqual([false, false, false]);
});

const insertSpot = (columns: string, values: string) =>
	`insert into spots (id, village_id, hamlet_id, category_code, found_at, stage_at ${columns}) values ('s', 'region-990101100201', 'region-990101100201001', 'Q2-01', 1, 1 ${values})`;

test.each([
	["a spot holds a nearer position", insertSpot(", cell_north, cell_east", ", 43825160, 87616830"), "spots_position"],
	[
		"a spot lies in another village",
		"insert into spots (id, village_id, hamlet_id, category_code, found_at, stage_at) values ('s', 'region-990101100202', 'region-990101100201001', 'Q2-01', 1, 1)",
		"the hamlet lies in the village",
	],
	["a spot begins assigned", insertSpot(", stage", ", 'assigned'"), "spots begin as reported"],
	["a place is a story", insertSpot(", place", ", printf('%.41c', 'x')"), "spots_place"],
	["a spot is deleted", "delete from spots", "spots stay"],
	["words of a report change", "update spot_reports set words = 'x'", "what was said stays"],
	["a report moves", "update spot_reports set number = 2", "what was said stays"],
	["a telephone is written down later", "update spot_reports set phone_sealed = 'x'", "only forgotten"],
	[
		"a household's picture stands at a spot",
		"insert into spot_photos (photo_id, spot_id, report_id, position, sha256) select 'household-photo', spot_id, id, 2, 'h' from spot_reports",
		"not of a household",
	],
	[
		"a picture belongs to nothing",
		"insert into spot_photos (photo_id, spot_id, position, sha256) select id, (select id from spots), 2, 'h' from photos limit 1",
		"spot_photos",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	await reported(cast);
	await rawClient().execute(
		"insert into photos (id, household_id, received_by, received_at, sha256, format, width, height, thumbhash, average_colour, brightness, sharpness) values ('household-photo', 'household-chen', 'person-chen', 1, 'h', 'jpeg', 9, 9, '', '', 1, 1)",
	);
	await expect(rawClient().execute(statement)).rejects.toThrow(why);
});
