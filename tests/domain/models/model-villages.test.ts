import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { MODEL_LIFE, MODEL_STAGES, modelPairs, modelStories, modelVillages } from "#db/schema/models.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse } from "#domain/approvals/answer.ts";
import { modelCase, modelDesk } from "#domain/models/desk.ts";
import { MODEL_OBJECTIONS, noticeModel, reviewModel } from "#domain/models/notice.ts";
import { takeOutPair } from "#domain/models/pairs.ts";
import { declineModel, proposeModel } from "#domain/models/propose-model.ts";
import { publicModel, publicModels } from "#domain/models/public-models.ts";
import { showStory, writeStory } from "#domain/models/stories.ts";
import { MODEL_APPROVAL, proposeTitle, recheckModel } from "#domain/models/title.ts";
import { modelsWaiting } from "#domain/models/waiting.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { mayBecome, takeStep } from "#domain/stages.ts";
import { addUnit } from "#domain/units/units.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import {
	noticedModel,
	noticeOver,
	paperPair,
	proposedModel,
	reviewedModel,
	signedTitle,
	signOpen,
	storyOf,
	titledModel,
	warnedAt,
} from "#tests/models.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const days = (count: number) => minutesAfter(MORNING, count * 24 * 60);
const OVER = noticeOver(MORNING);
const WHY = "公示没有不同意见，村里做得扎实。";

beforeEach(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

const stageOf = async (id: string) => (await db.select().from(modelVillages).where(eq(modelVillages.id, id)))[0]?.stage;
const released = async () => (await db.select().from(photos)).filter(({ releasedAt }) => releasedAt).map(({ id }) => id);
const said = async (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);

test("from each stage only the legal steps are taken", () => {
	const legal = MODEL_STAGES.flatMap((from) => MODEL_STAGES.filter((to) => mayBecome(MODEL_LIFE, from, to)).map((to) => `${from}>${to}`));
	expect(legal).toEqual([
		...["proposed>declined", "proposed>noticed", "noticed>declined", "noticed>reviewed", "reviewed>declined", "reviewed>titled"],
		...["titled>warned", "warned>titled", "warned>removed"],
	]);
});

test("a village is proposed once, by itself or by the offices above it, and by nobody elsewhere", async () => {
	const { qingshi, baiyang, donggou } = cast.places;
	const first = await proposeModel({ villageId: qingshi.id, by: offices.yun, at: MORNING });
	expect(await proposeModel({ villageId: qingshi.id, by: offices.tao, at: days(1) })).toEqual(first);
	await expect(proposeModel({ villageId: baiyang.id, by: offices.yun, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(proposeModel({ villageId: donggou.id, by: offices.tao, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(proposeModel({ villageId: qingshi.id, by: cast.staff.li, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
});

test("the town hears once that a village is proposed, until it noticed or declined it; who proposed it does not", async () => {
	const told = async (viewer: Viewer) =>
		(await noticesAtWork(viewer)).filter(({ kind }) => kind === "model_proposed").map(({ way }) => way);
	const modelVillageId = await proposedModel(cast, offices);
	await proposeModel({ villageId: cast.places.qingshi.id, by: offices.yun, at: MORNING });
	expect([await told(offices.tao), await told(offices.yun)]).toEqual([[`/staff/models/${modelVillageId}`], []]);
	await noticeModel({ modelVillageId, by: offices.tao, at: MORNING });
	expect(await told(offices.tao)).toEqual([]);
	const baiyang = await proposeModel({ villageId: cast.places.baiyang.id, by: cast.staff.wang, at: MORNING });
	expect(await told(offices.tao)).toHaveLength(1);
	await declineModel({ ...baiyang, why: "故事还没写好。", by: offices.tao, at: MORNING });
	expect(await told(offices.tao)).toEqual([]);
});

test("a story is kept in versions: the same words make none, telephones and plates are refused, and who to ask is an office of the place", async () => {
	const modelVillageId = await proposedModel(cast, offices);
	const write = (more: Partial<ReturnType<typeof storyOf>>) =>
		writeStory({ modelVillageId, ...storyOf(offices), ...more, by: offices.yun, at: days(1) });
	expect(await write({})).toEqual({ number: 1 });
	expect(await write({ deeds: "清走柴草四十车" })).toEqual({ number: 2 });
	for (const [more, field] of [
		[{ why: "短" }, "why"],
		[{ what: "打 13900001111 问问就知道怎么做的。" }, "what"],
		[{ route: "找甘A12345那辆车" }, "route"],
		[{ deeds: "" }, "deeds"],
		[{ costs: { ...storyOf(offices).costs, state: "很多" } }, "cost-state"],
		[{ unitId: "" }, "unitId"],
	] as const)
		await expect(write(more)).rejects.toMatchObject({ refusal: "invalid", field });
	const { unitId } = await addUnit({ regionId: cast.places.baiyang.id, name: "白杨村村委会", phone: "", by: offices.tao, at: MORNING });
	await expect(write({ unitId })).rejects.toMatchObject({ field: "unitId" });
	expect(await db.$count(modelStories)).toBe(2);
});

test("the town's notice begins with a story and whole pairs; story and pictures are public from then on and do not change", async () => {
	const { modelVillageId } = await proposeModel({ villageId: cast.places.qingshi.id, by: offices.yun, at: MORNING });
	const notice = (by = offices.tao, at = MORNING) => noticeModel({ modelVillageId, by, at });
	await expect(notice()).rejects.toMatchObject({ key: "models.noStory" });
	await writeStory({ modelVillageId, ...storyOf(offices), by: offices.yun, at: MORNING });
	await expect(notice()).rejects.toMatchObject({ key: "models.noPairs" });
	await paperPair(cast, "lane-main", { by: offices.yun });
	await expect(notice(offices.yun)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await publicModel(modelVillageId, MORNING)).toBeNull();
	const { until } = await notice();
	// Five working days after a Monday: to the end of the next one.
	expect(until).toEqual(new Date("2026-11-10T00:00:00+08:00"));
	expect(await notice(cast.staff.wang, days(1))).toEqual({ until });
	expect((await released()).sort()).toEqual(["lane-main-after", "lane-main-before"]);
	const page = await publicModel(modelVillageId, MORNING);
	expect(page).toMatchObject({ stage: "noticed", village: "青石村", office: { name: "青石村村委会", phone: "0991-8812345" } });
	expect(page?.story.costs).toEqual({ state: 12000, village: 3000, others: null, households: 0 });
	await expect(writeStory({ modelVillageId, ...storyOf(offices), deeds: "别的事", by: offices.yun, at: days(1) })).rejects.toMatchObject({
		key: "models.notNow",
	});
	expect(await said(paperPair(cast, "lane-late", { by: offices.yun }))).toContain("not while the notice or the review runs");
});

test("who lives in the village, has relatives there or holds an office of it decides nothing, whatever other office they hold", async () => {
	const modelVillageId = await noticedModel(cast, offices);
	const native = { ...(await hired("native", "town_admin", cast.places.shilin, cast.staff.wang)) };
	await write((tx) =>
		tx.run(
			sql`insert into household_members (id, household_id, person_id, joined_at) values ('native', 'household-du', ${native.personId}, 1)`,
		),
	);
	await expect(reviewModel({ modelVillageId, by: native, at: OVER })).rejects.toMatchObject({ key: "models.bound" });
	const step = (stage: "reviewed") =>
		write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage, actorId: native.personId, at: OVER }));
	expect(await said(step("reviewed"))).toContain("not bound to the village");
	expect((await modelCase(native, modelVillageId, OVER)).may.review).toBe(false);
});

test("any household of the district objects while the notice runs, once; the town answers; an objection that was right stops it", async () => {
	const modelVillageId = await noticedModel(cast, offices);
	const object = (words: string, at = days(1), by = cast.homes.fan) =>
		objectTo(MODEL_OBJECTIONS, { subject: modelVillageId, by, words, at });
	await object("西坡那边的沟还没清过。");
	await object("西坡那边的沟还没清过。");
	await expect(object("另外一条不同的话。")).rejects.toMatchObject({ key: "objections.objectedBefore" });
	await expect(object("晚了一天才说的话。", OVER, cast.homes.bao)).rejects.toMatchObject({ key: "objections.notNow" });
	const review = () => reviewModel({ modelVillageId, by: offices.tao, at: OVER });
	await expect(reviewModel({ modelVillageId, by: offices.tao, at: days(2) })).rejects.toMatchObject({ key: "models.noticeRuns" });
	await expect(review()).rejects.toMatchObject({ key: "models.objectionsWait" });
	const byHand = () =>
		write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage: "reviewed", actorId: offices.tao.personId, at: OVER }));
	expect(await said(byHand())).toContain("each objection was answered");
	const answer = (by = offices.tao) =>
		answerObjection(MODEL_OBJECTIONS, { subject: modelVillageId, number: 1, by, answer: "去看了，是没清。", isUpheld: true, at: days(2) });
	await expect(answer(offices.yun)).rejects.toMatchObject({ refusal: "forbidden" });
	await answer();
	await expect(review()).rejects.toMatchObject({ key: "models.objectionRight" });
	expect(await said(byHand())).toContain("none was right");
	await declineModel({ modelVillageId, why: "西坡的沟还没清，清完再来。", by: offices.tao, at: OVER });
	await declineModel({ modelVillageId, why: "西坡的沟还没清，清完再来。", by: offices.tao, at: OVER });
	expect([await released(), await publicModel(modelVillageId, OVER), await publicModels()]).toEqual([[], null, []]);
	// Proposed anew, story and pictures are there.
	const again = await proposeModel({ villageId: cast.places.qingshi.id, by: offices.yun, at: OVER });
	await noticeModel({ ...again, by: offices.tao, at: OVER });
	expect(await publicModel(again.modelVillageId, OVER)).toMatchObject({ stage: "noticed", pairs: [{ words: "进村的主巷" }] });
});

test("two of the district sign the title, not twice the same, and not before the review; a refusal leaves it to another one", async () => {
	const modelVillageId = await reviewedModel(cast, offices);
	await reviewModel({ modelVillageId, by: offices.tao, at: OVER });
	const propose = (by = cast.staff.wang) => proposeTitle({ modelVillageId, why: WHY, by, at: OVER });
	await expect(propose(offices.tao)).rejects.toMatchObject({ refusal: "not_found" });
	const { approvalId } = await propose();
	expect(await propose()).toEqual({ approvalId });
	await expect(signOpen(cast.staff.wang, OVER)).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await expect(signOpen(offices.tao, OVER)).rejects.toMatchObject({ refusal: "not_found" });
	const byHand = (stage: "titled") =>
		write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage, actorId: cast.staff.wang.personId, at: OVER }));
	expect(await said(byHand("titled"))).toContain("titled by two signatures");
	await refuse({ approvalId, by: cast.staff.song, at: OVER, why: "还想再看一看现场。" }, { model_village: MODEL_APPROVAL });
	await expect(propose()).rejects.toMatchObject({ key: "approvals.refusedOnce" });
	expect(await stageOf(modelVillageId)).toBe("reviewed");
});

test("signed by two it is a model village for everybody; each year somebody looks again", async () => {
	const modelVillageId = await titledModel(cast, offices);
	await expect(signedTitle(cast, modelVillageId, OVER)).rejects.toMatchObject({ key: "models.notNow" });
	expect(await publicModels()).toMatchObject([
		{ modelVillageId, village: "青石村", stage: "titled", titledAt: OVER, pair: { words: "进村的主巷" } },
	]);
	const waits = async (day: number) => (await modelsWaiting(offices.gu, days(day))).map(({ params }) => params["count"]);
	expect([await waits(300), await waits(390)]).toEqual([[0], [1]]);
	expect((await modelDesk(offices.yun, days(390))).map(({ waits }) => waits)).toEqual([false]);
	const recheck = (more: object = {}) =>
		recheckModel({ modelVillageId, result: "passed", words: "看了六条巷子，都干净。", days: "", by: offices.gu, at: days(386), ...more });
	await expect(recheck({ by: offices.yun })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(recheck({ result: "" })).rejects.toMatchObject({ field: "result" });
	await expect(recheck({ result: "warned" })).rejects.toMatchObject({ field: "days" });
	await recheck();
	await recheck();
	expect(await publicModel(modelVillageId, days(387))).toMatchObject({ stage: "titled", checks: [{ result: "passed", until: null }] });
	expect(await waits(390)).toEqual([0]);
});

test("the title goes only after a warning and its term, by two signatures; the page says so and keeps its story", async () => {
	const modelVillageId = await titledModel(cast, offices);
	const remove = (at: Date) => proposeTitle({ modelVillageId, why: "限期过了，主巷的垃圾还在。", by: cast.staff.wang, at });
	await expect(remove(days(40))).rejects.toMatchObject({ key: "models.notNow" });
	await warnedAt(modelVillageId, offices, days(40));
	await warnedAt(modelVillageId, offices, days(40));
	await expect(
		recheckModel({ modelVillageId, result: "warned", words: "还是没有清。", days: "30", by: offices.gu, at: days(50) }),
	).rejects.toMatchObject({
		key: "models.termRuns",
	});
	await expect(remove(days(60))).rejects.toMatchObject({ key: "models.termRuns" });
	const byHand = sql`insert into approvals (id, kind, subject, region_id, outcome, why, proposed_by, proposed_at)
		select 'x', 'model_village', model_village_id || '/' || id, ${cast.places.qingling.id}, 'remove', '因为这样那样的原因', 'person-wang', ${days(60).getTime()} from model_rechecks`;
	expect(await said(write((tx) => tx.run(byHand)))).toContain("once the term of its warning is over");
	const step = write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage: "removed", actorId: "person-wang", at: days(80) }));
	expect(await said(step)).toContain("removed only after a warning and its term");
	await remove(days(72));
	await signOpen(cast.staff.song, days(72));
	expect(await publicModels()).toEqual([]);
	const page = await publicModel(modelVillageId, days(73));
	expect(page).toMatchObject({ stage: "removed", pairs: [{ words: "进村的主巷" }] });
	expect(page?.steps.at(-1)).toMatchObject({ stage: "removed", note: "限期过了，主巷的垃圾还在。" });
	expect(page?.story.what).toContain("院坝会");
	await expect(remove(days(80))).rejects.toMatchObject({ key: "models.notNow" });
});

test("put right within the term, it keeps the title from the first day on", async () => {
	const modelVillageId = await titledModel(cast, offices);
	await warnedAt(modelVillageId, offices, days(40));
	expect(await publicModels()).toMatchObject([{ stage: "warned" }]);
	await recheckModel({ modelVillageId, result: "passed", words: "清完了，又干净了。", days: "", by: cast.staff.wang, at: days(50) });
	expect(await publicModels()).toMatchObject([{ stage: "titled", titledAt: OVER }]);
});

test("a new version and new pictures are public when the office above let them out; a pair that is taken out is gone at once", async () => {
	const modelVillageId = await titledModel(cast, offices);
	await writeStory({ modelVillageId, ...storyOf(offices), what: "后来又把西坡的三条巷子也收拾了。", by: offices.yun, at: days(22) });
	await paperPair(cast, "lane-west", { by: offices.yun, at: days(22) });
	expect(await publicModel(modelVillageId, days(22))).toMatchObject({ story: { what: storyOf(offices).what }, pairs: [{}] });
	expect((await modelCase(offices.tao, modelVillageId, days(22))).isNews).toBe(true);
	await expect(showStory({ modelVillageId, by: offices.yun, at: days(22) })).rejects.toMatchObject({ refusal: "not_found" });
	await showStory({ modelVillageId, by: offices.tao, at: days(24) });
	await showStory({ modelVillageId, by: offices.tao, at: days(22) });
	const page = await publicModel(modelVillageId, days(22));
	expect([page?.story.what, page?.pairs.length]).toEqual(["后来又把西坡的三条巷子也收拾了。", 2]);
	const takeOut = () => takeOutPair({ modelVillageId, pairId: "lane-west", by: offices.yun, at: days(24) });
	await takeOut();
	await takeOut();
	await expect(takeOutPair({ modelVillageId, pairId: "none", by: offices.yun, at: days(24) })).rejects.toMatchObject({
		refusal: "not_found",
	});
	expect((await publicModel(modelVillageId, days(23)))?.pairs.length).toBe(1);
	expect((await released()).filter((id) => id.startsWith("lane-west"))).toEqual([]);
});

test("how clean it is stands with its uncertainty, and below ten looks it is not said", async () => {
	const modelVillageId = await titledModel(cast, offices);
	expect((await publicModel(modelVillageId, days(22)))?.figures).toMatchObject({ looked: 0, isEnough: false, cleanSince: null });
	await write((tx) =>
		tx.run(sql`insert into region_months (region_id, month, looked, clean) values (${cast.places.qingshi.id}, '2026-11', 20, 19)
		on conflict do update set looked = 20, clean = 19`),
	);
	const { looked, clean, low, high, isEnough } = (await publicModel(modelVillageId, days(22)))?.figures ?? {};
	// Wilson 1927 for 19 of 20, as in Newcombe 1998.
	expect([looked, clean, isEnough, low?.toFixed(3), high?.toFixed(3)]).toEqual([20, 19, true, "0.764", "0.991"]);
});

test.each<[string, string, string]>([
	[
		"a village is proposed twice at a time",
		"insert into model_villages (id, village_id, stage_at) select 'x', village_id, 1 from model_villages",
		"UNIQUE",
	],
	[
		"a hamlet is proposed",
		"insert into model_villages (id, village_id, stage_at) values ('x', 'region-990101100201001', 1)",
		"of an open village",
	],
	[
		"a step is left out",
		"insert into model_village_stages (id, model_village_id, seq, stage, actor_id, at) select 'x', id, 3, 'titled', 'person-wang', 1 from model_villages",
		"no such step",
	],
	["the days of a notice are cut", "update model_villages set notice_ends_at = 1", "the days of a notice"],
	["it was titled on another day", "update model_villages set titled_at = 1", "since when"],
	["it goes", "delete from model_villages", "stay"],
	[
		"it is checked without the title",
		"insert into model_rechecks select 'x', id, 1, 'passed', '很好很干净', null, 'person-wang', 1 from model_villages",
		"with the title",
	],
	[
		"an objection comes after its days",
		"insert into objections (id, kind, subject, number, household_id, made_by, words, made_at) select 'x', 'model_village', id, 1, 'household-bao', 'person-bao', '晚了才说的话', notice_ends_at from model_villages",
		"while the notice",
	],
	[
		"the title is signed before the review",
		"insert into approvals (id, kind, subject, region_id, outcome, why, proposed_by, proposed_at) select 'x', 'model_village', id || '/title', 'region-990101000000', 'title', '因为做得扎实', 'person-wang', 1 from model_villages",
		"once it was reviewed",
	],
	["a story changes", "update model_stories set why = 'x'", "nothing else of them changes"],
	[
		"a story is written during the notice",
		"insert into model_stories select 'x', village_id, 2, why, what, stays, deeds, null, null, null, null, unit_id, route, written_by, 1, null, null from model_stories",
		"not while the notice",
	],
	["a picture is exchanged", "update model_pairs set before_id = after_id", "added once"],
	[
		"a household's picture is among them",
		"update photos set household_id = 'household-bao'; insert into model_pairs (id, village_id, words, before_id, added_by, added_at) select 'x', village_id, words, before_id, added_by, 1 from model_pairs",
		"not of a household",
	],
	[
		"a pair that was taken out is public",
		"update model_pairs set taken_out_at = 1; update photos set released_at = 1",
		"only from its notice on",
	],
])("the database refuses that %s", async (_what, statements, why) => {
	await noticedModel(cast, offices);
	await expect(rawClient().executeMultiple(statements)).rejects.toThrow(why);
});

test("a notice begins only with pictures that somebody looked at", async () => {
	const modelVillageId = await proposedModel(cast, offices);
	await write((tx) => tx.update(modelVillages).set({ noticeEndsAt: days(8) }));
	const step = () =>
		write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage: "noticed", actorId: offices.tao.personId, at: MORNING }));
	expect(await said(step())).toContain("whole pairs that somebody looked at");
	await write(async (tx) => {
		for (const { id } of await tx.select({ id: photos.id }).from(photos))
			await tx.insert(photoRedactions).values({ photoId: id, revision: 0, rectangles: [], decidedBy: "person-wang", decidedAt: MORNING });
	});
	await step();
	expect(await db.$count(modelPairs)).toBe(1);
});

test("a notice of less than five days is none", async () => {
	const modelVillageId = await proposedModel(cast, offices);
	await write(async (tx) => {
		for (const { id } of await tx.select({ id: photos.id }).from(photos))
			await tx.insert(photoRedactions).values({ photoId: id, revision: 0, rectangles: [], decidedBy: "person-wang", decidedAt: MORNING });
		await tx.update(modelVillages).set({ noticeEndsAt: days(4) });
	});
	const step = write((tx) => takeStep(tx, MODEL_LIFE, { id: modelVillageId, stage: "noticed", actorId: "person-wang", at: MORNING }));
	expect(await said(step)).toContain("for five days at least");
});
