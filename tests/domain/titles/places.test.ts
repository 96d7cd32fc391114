import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { titleDesk } from "#domain/titles/desk.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { showTitle } from "#domain/titles/household-word.ts";
import { TITLE_OBJECTIONS } from "#domain/titles/notice-title.ts";
import { plaqueOf, runningNotices } from "#domain/titles/public-titles.ts";
import { verifyTitles } from "#domain/titles/verify.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { tamper } from "#tests/tamper.ts";
import { daysAfter, grantedTitle, noticedTitle, SAID, SETTLED, settledYards } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
let bai: Viewer;
/** Bao's stands and is shown, Du's is on notice since this moment. */
const titles = { bao: "", du: "" };
const NOTICED = daysAfter(SETTLED, 30);
const SOON = daysAfter(NOTICED, 1);

beforeEach(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	bai = await hired("bai", "village_admin", cast.places.baiyang, cast.staff.wang);
	await settledYards(cast);
	titles.bao = await grantedTitle(cast, offices);
	await showTitle({ titleId: titles.bao, isShown: true, by: { ...cast.homes.bao.viewer, householdId: "household-bao" }, at: NOTICED });
	titles.du = await noticedTitle(cast, offices, NOTICED, "du");
});

const wang = () => cast.staff.wang;
const run = (statement: string) => write(() => rawClient().execute(statement));
const listed = async (viewer: Viewer) => (await titleDesk(viewer, { list: "all", at: SOON })).titles.map(({ headName }) => headName).sort();

test.each<[string, () => Promise<unknown>]>([
	[
		"its village is merged into another one",
		() => mergeRegion({ regionId: cast.places.qingshi.id, intoId: cast.places.baiyang.id, by: wang(), at: SOON }),
	],
	[
		"its hamlets go to another village",
		async () => {
			for (const { id } of [cast.places.donggou, cast.places.xipo])
				await moveRegion({ regionId: id, toId: cast.places.baiyang.id, by: wang(), at: SOON });
		},
	],
])("a title goes along when %s, with its notice and its plaque", async (_what, change) => {
	const { baiyang, qingshi } = cast.places;
	const noticesOf = async (village: string) => (await runningNotices(SOON, { village })).notices;
	const [before] = await noticesOf(qingshi.id);
	const tags: string[] = [];
	const stop = onChange((changed) => tags.push(...changed));
	for (const _ of [1, 2]) await change();
	stop();
	expect(tags).toContain("places");
	expect(await noticesOf(qingshi.id)).toEqual([]);
	expect(await noticesOf(baiyang.id)).toEqual([{ ...before, villageId: baiyang.id, village: "白杨村" }]);
	expect(await plaqueOf(titles.bao)).toMatchObject({
		state: "stands",
		village: "白杨村",
		code: "code-bao",
		titledAt: daysAfter(SETTLED, 20),
	});
	expect(await listed(bai)).toEqual(["杜长河", "鲍春生"]);
	const { viewer, householdId } = cast.homes.fan;
	await objectTo(TITLE_OBJECTIONS, { subject: titles.du, by: { ...viewer, householdId }, words: "门前的沟是大家扫的。", at: SOON });
	await expect(grantTitle({ titleId: titles.du, ...SAID, by: bai, at: daysAfter(NOTICED, 20) })).rejects.toMatchObject({
		refusal: "not_found",
	});
	await expect(grantTitle({ titleId: titles.du, ...SAID, by: wang(), at: daysAfter(NOTICED, 20) })).rejects.toMatchObject({
		key: "titles.objectionsWait",
	});
	expect(await verifyTitles()).toEqual({ titles: 2, faults: [] });
});

test("a title goes along into the part of a village that becomes its own", async () => {
	const { qingshi, xipo } = cast.places;
	const regionId = await splitRegion({ regionId: qingshi.id, name: "西坡村", code: "990101100203", goes: [xipo.id], by: wang(), at: SOON });
	expect((await runningNotices(SOON, { village: regionId })).notices.map(({ titleId }) => titleId)).toEqual([titles.du]);
	expect((await plaqueOf(titles.bao))?.villageId).toBe(qingshi.id);
	expect((await verifyTitles()).faults).toEqual([]);
});

test("notices are read page by page in the order in which they end, each once; a cursor that somebody made up begins at the top", async () => {
	const copy = (
		n: number,
		ends: number,
	) => `INSERT INTO courtyard_titles (id, household_id, village_id, origin, result_id, nominated_by, nominated_at, agreed_at,
		agreed_by, stage, stage_at, notice_ends_at) SELECT 'many-' || ${n}, household_id, village_id, origin, result_id, nominated_by, nominated_at, agreed_at, agreed_by,
		'noticed', stage_at, ${ends} FROM courtyard_titles WHERE id = '${titles.du}'`;
	const ends = daysAfter(SOON, 2).getTime();
	await tamper("DROP INDEX courtyard_titles_one_a_household");
	// Several end at the same moment, as after one meeting.
	for (let n = 10; n < 75; n++) await tamper(copy(n, ends + Math.floor(n / 20)));
	const read: string[] = [];
	let after: string | null = null;
	do {
		const { notices, next, isFirst }: Awaited<ReturnType<typeof runningNotices>> = await runningNotices(SOON, { after });
		expect([isFirst, notices.length <= 30]).toEqual([read.length === 0, true]);
		read.push(...notices.map(({ titleId }) => titleId));
		after = next;
	} while (after);
	expect(read).toEqual([...Array.from({ length: 65 }, (_, n) => `many-${n + 10}`), titles.du]);
	expect((await runningNotices(SOON, { after: "forged" })).isFirst).toBe(true);
	expect((await runningNotices(SOON, { village: cast.places.baiyang.id })).notices).toEqual([]);
});

test("the database lets a title lie nowhere but where its household lives", async () => {
	const elsewhere = `UPDATE courtyard_titles SET village_id = '${cast.places.baiyang.id}' WHERE id = '${titles.du}'`;
	await expect(run(elsewhere)).rejects.toThrow("in the village where its household lives");
	await run(
		`UPDATE households SET number = '0009', hamlet_id = '${cast.places.qiaotou.id}', village_id = '${cast.places.baiyang.id}' WHERE id = 'household-du'`,
	);
	expect((await db.select().from(courtyardTitles)).map(({ villageId }) => villageId)).toEqual([
		cast.places.qingshi.id,
		cast.places.qingshi.id,
	]);
});

test.each([
	[
		"a title whose household lives elsewhere",
		"UPDATE courtyard_titles SET village_id = 'region-990101100202' WHERE stage = 'titled'",
		"left_behind",
	],
	["a title of a household that ended", "UPDATE households SET closed_at = 1 WHERE id = 'household-du'", "left_behind"],
	["one that no step gave", "UPDATE courtyard_titles SET stage = 'titled' WHERE stage = 'noticed'", "stage_differs"],
	["one that is shown without a title", "UPDATE courtyard_titles SET shown_at = 1 WHERE stage = 'noticed'", "shown_without_title"],
])("verification finds %s", async (_what, sentence, fault) => {
	await tamper(sentence);
	expect((await verifyTitles()).faults.map((one) => one.fault)).toEqual([fault]);
});
