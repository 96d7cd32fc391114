import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { storyDrafts, storyRemarks } from "#db/schema/stories/desk.ts";
import { featuredSlots } from "#db/schema/stories/shown.ts";
import { STORY_LIFE, STORY_STAGES, stories, storyHouseholds, storyVersions } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { mayBecome } from "#domain/stages.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory, returnStory } from "#domain/stories/decide-story.ts";
import { storyCase, storyDesk } from "#domain/stories/desk.ts";
import { discardDraft, saveDraft } from "#domain/stories/drafts.ts";
import { arrangeFeatured, featuredAt } from "#domain/stories/featured.ts";
import { publicStory, publishedStories } from "#domain/stories/public-stories.ts";
import { dropStory, endStory, publishStory, scheduleStory, takeStoryBack } from "#domain/stories/publish-story.ts";
import { answerRemark, remarkOn } from "#domain/stories/remarks.ts";
import { startFrom } from "#domain/stories/starts.ts";
import { tendStories } from "#domain/stories/tend-stories.ts";
import { homesToTellOf, tellNoMoreOf, tellOf, toldIn } from "#domain/stories/told-households.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { workWaiting } from "#domain/waiting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import {
	approvedStory,
	HEADINGS,
	later,
	passedBy,
	publishedStory,
	type StoryOffices,
	storyOffices,
	typedStory,
	writtenStory,
} from "#tests/stories.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
});

const stageOf = async (id: string) => (await db.select().from(stories).where(eq(stories.id, id)))[0]?.stage;
const versions = () => db.$count(storyVersions);
const steady = () => true;
const waits = async (by: Viewer) => (await workWaiting(by, later(4))).filter(({ key }) => key === "storyDesk.waiting");
const member = () => ({ personId: cast.homes.chen.personId, householdId: cast.homes.chen.householdId });

test("from each stage only the legal steps are taken", () => {
	const legal = STORY_STAGES.flatMap((from) => STORY_STAGES.filter((to) => mayBecome(STORY_LIFE, from, to)).map((to) => `${from}>${to}`));
	expect(legal).toEqual([
		...["writing>first", "writing>dropped", "first>writing", "first>second", "second>writing", "second>final", "final>writing"],
		...["final>approved", "approved>writing", "approved>published", "published>writing", "published>ended", "ended>writing"],
	]);
});

test("from a pair a story is begun once, with pictures, words and place in; nobody elsewhere begins it", async () => {
	await pairOf(cast.homes.chen, "pair-chen");
	const begin = (more: object = {}) => beginStory({ fromId: "pair-chen", headings: HEADINGS, by: offices.pan, at: MORNING, ...more });
	const first = await begin();
	expect(await begin({ at: later(5) })).toEqual(first);
	const told = await storyCase(offices.pan, first.storyId);
	expect(told).toMatchObject({ place: "青石村", typed: { leadId: "pair-chen" }, may: { write: true } });
	expect(told.typed.blocks.map(({ kind }) => kind).join(" ")).toBe(
		"heading paragraph quote heading paragraph heading paragraph heading paragraph",
	);
	await expect(begin({ by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(begin({ fromId: "none" })).rejects.toMatchObject({ key: "stories.noPair" });
	const here = { fromId: undefined, regionId: cast.places.donggou.id };
	await expect(begin(here)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(begin({ ...here, regionId: cast.places.qingling.id })).rejects.toMatchObject({ refusal: "not_found" });
});

test("a story is kept in versions: the same words make none, and what is refused stays in the draft", async () => {
	const storyId = await writtenStory(cast, offices);
	const say = (more: object = {}, beganFrom = 1) =>
		writeStory({ storyId, beganFrom, typed: typedStory(more), by: offices.pan, at: later(5) });
	expect(await say()).toEqual({ number: 1 });
	await expect(say({ title: "" })).rejects.toMatchObject({ field: "title" });
	await expect(say({ leadId: "none" })).rejects.toMatchObject({ key: "stories.pairLeft", field: "leadId" });
	expect((await storyCase(offices.pan, storyId)).draft?.typed.leadId).toBe("none");
	expect(await say({ title: "改了标题" })).toEqual({ number: 2 });
	expect(await db.$count(storyDrafts)).toBe(0);
	await expect(writeStory({ storyId, beganFrom: 2, typed: typedStory(), by: cast.staff.li, at: later(6) })).rejects.toMatchObject({
		refusal: "not_found",
	});
	expect(await versions()).toBe(2);
	expect((await db.select().from(storyHouseholds)).map(({ householdId }) => householdId)).toEqual(["household-chen"]);
	await say({ leadId: "" }, 2);
	expect(await db.$count(storyHouseholds)).toBe(0);
});

test("a household without a pair is named by its writer, once, and nothing goes out before it agrees; elsewhere and once closed it is refused", async () => {
	const storyId = await writtenStory(cast, offices);
	const { bao } = cast.homes;
	const telling = { storyId, householdId: bao.householdId, by: offices.pan, at: later(3) };
	expect((await homesToTellOf(offices.pan, "鲍春生")).map(({ householdId }) => householdId)).toEqual([bao.householdId]);
	await tellOf(telling);
	await tellOf(telling);
	const told = async () => (await toldIn(storyId)).map(({ head, addedBy, isSilent }) => [head, addedBy, isSilent]);
	expect((await told()).toSorted()).toEqual(
		[
			["陈桂兰", null, true],
			["鲍春生", "pan 同事", true],
		].toSorted(),
	);
	await expect(tellOf({ ...telling, by: cast.staff.li })).rejects.toMatchObject({ key: "common.notFound" });
	await expect(tellOf({ ...telling, householdId: "nobody" })).rejects.toMatchObject({ key: "stories.noHome" });
	// Words that leave a pair out leave the household that was named by hand.
	await writeStory({ storyId, beganFrom: 1, typed: typedStory({ leadId: "" }), by: offices.pan, at: later(4) });
	expect(await told()).toEqual([["鲍春生", "pan 同事", true]]);
	await handIn({ storyId, by: offices.pan, at: later(5) });
	await expect(tellNoMoreOf(telling)).rejects.toMatchObject({ key: "stories.notNow" });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang], 2, 6);
	await expect(publishStory({ storyId, by: offices.pan, at: later(10) })).rejects.toMatchObject({ refusal: "conflict" });
	await giveConsents({ agreed: [`story:${storyId}@1/site`], textEdition: "1", by: bao, at: later(11) });
	await publishStory({ storyId, by: offices.pan, at: later(12) });
	expect(await told()).toEqual([["鲍春生", "pan 同事", false]]);
	expect(await stageOf(storyId)).toBe("published");
});

test("who was named by hand is taken out by hand, once; who shows a pair is not", async () => {
	const storyId = await writtenStory(cast, offices);
	const { bao, chen } = cast.homes;
	const by = offices.pan;
	await tellOf({ storyId, householdId: bao.householdId, by, at: later(3) });
	for (const { householdId } of [bao, bao, chen]) await tellNoMoreOf({ storyId, householdId, by, at: later(4) });
	expect((await toldIn(storyId)).map(({ householdId }) => householdId)).toEqual([chen.householdId]);
	const trail = (await db.select().from(auditEntries)).filter(({ action }) => action.startsWith("story.tell"));
	expect(trail.map(({ action }) => action)).toEqual(["story.tell_of", "story.tell_no_more_of"]);
});

test("two editors at once: the later one is told, both texts are there, and may go on from the new version", async () => {
	const storyId = await writtenStory(cast, offices);
	await writeStory({ storyId, beganFrom: 1, typed: typedStory({ title: "乔改的标题" }), by: offices.qiao, at: later(5) });
	const mine = { storyId, typed: typedStory({ title: "潘改的标题" }), by: offices.pan, at: later(6) };
	await expect(writeStory({ ...mine, beganFrom: 1 })).rejects.toMatchObject({
		key: "stories.changedMeanwhile",
		params: { name: "qiao 同事" },
	});
	const told = await storyCase(offices.pan, storyId);
	expect([told.isChangedMeanwhile, told.newest?.title, told.typed.title]).toEqual([true, "乔改的标题", "潘改的标题"]);
	await saveDraft({ storyId, beganFrom: 2, typed: typedStory({ title: "乔又改" }), by: offices.qiao, at: later(7) });
	expect(await writeStory({ ...mine, beganFrom: 2 })).toEqual({ number: 3 });
	expect((await storyCase(offices.qiao, storyId)).typed.title).toBe("乔又改");
	for (let twice = 0; twice < 2; twice += 1) await discardDraft({ storyId, by: offices.qiao });
	expect((await storyCase(offices.qiao, storyId)).typed.title).toBe("潘改的标题");
	await expect(saveDraft({ ...mine, beganFrom: 3, by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	const huge = typedStory({ cost: "字".repeat(130_000) });
	await expect(saveDraft({ ...mine, beganFrom: 3, typed: huge })).rejects.toMatchObject({ key: "stories.draftTooLarge" });
});

test("what the same editor wrote in another window is not replaced unseen; the same words twice are one draft", async () => {
	const storyId = await writtenStory(cast, offices);
	const mine = { storyId, beganFrom: 1, by: offices.pan, at: later(6) };
	const one = typedStory({ title: "这个窗口的标题" });
	for (const at of [later(6), later(7)]) await saveDraft({ ...mine, typed: one, seen: "", at });
	const other = { ...mine, typed: typedStory({ title: "另一个窗口的标题" }), at: later(8) };
	await expect(saveDraft({ ...other, seen: "" })).rejects.toMatchObject({ key: "stories.draftElsewhere" });
	expect((await storyCase(offices.pan, storyId)).typed.title).toBe("这个窗口的标题");
	await saveDraft({ ...other, seen: (await storyCase(offices.pan, storyId)).seen });
	expect((await storyCase(offices.pan, storyId)).typed.title).toBe("另一个窗口的标题");
});

test("three different people look at it, none of whom wrote it; each step is told who may take it", async () => {
	const storyId = await writtenStory(cast, offices);
	const { pan, qiao, tang, li } = offices;
	const pass = (by = li, version = 1) => passStory({ storyId, version, words: "", by, at: later(8) });
	await expect(pass()).rejects.toMatchObject({ key: "stories.notNow" });
	await handIn({ storyId, by: pan, at: later(3) });
	await handIn({ storyId, by: pan, at: later(4) });
	expect(await waits(pan)).toEqual([]);
	expect(await waits(li)).toMatchObject([{ params: { count: 1 }, way: "/staff/stories" }]);
	await expect(pass(pan)).rejects.toMatchObject({ key: "stories.threePeople" });
	await expect(pass(cast.homes.chen.viewer)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(pass(li, 2)).rejects.toMatchObject({ key: "stories.notNow" });
	await pass();
	await pass();
	expect(await stageOf(storyId)).toBe("second");
	await expect(pass(cast.baoAsModerator)).rejects.toMatchObject({ refusal: "not_found" });
	await pass(qiao);
	await expect(pass(qiao)).resolves.toBeUndefined();
	expect(await stageOf(storyId)).toBe("final");
	await expect(passStory({ storyId, version: 1, words: "", by: qiao, at: later(9) })).resolves.toBeUndefined();
	expect((await storyCase(pan, storyId)).nextNames).toBe("tang 同事");
	// Wang made Pan: the district's admin does not let out what somebody of their own hiring wrote.
	await expect(pass(cast.staff.wang)).rejects.toMatchObject({ key: "accounts.askAnother" });
	expect(await waits(cast.staff.wang)).toEqual([]);
	expect(await waits(tang)).toMatchObject([{ params: { count: 1 } }]);
	await pass(tang);
	expect(await stageOf(storyId)).toBe("approved");
	expect((await storyCase(pan, storyId)).decisions.map(({ step }) => step)).toEqual(["first", "second", "final"]);
});

test("the desk is read page by page, newest step first, each line with what it waits for", async () => {
	const storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	// Wang hired who wrote it, so the last step is not theirs.
	const asked = [offices.qiao, offices.tang, cast.staff.wang];
	const yours = () => Promise.all(asked.map(async (viewer) => (await storyDesk(viewer)).lines[0]?.isYours));
	expect((await storyDesk(offices.pan)).lines).toMatchObject([{ storyId, stage: "first", missing: ["consent"] }]);
	const seen = [await yours()];
	for (const by of [offices.li, offices.qiao, offices.tang]) {
		await passedBy(storyId, [by]);
		seen.push(await yours());
	}
	expect(seen).toEqual([
		[true, true, true],
		[true, true, true],
		[false, true, false],
		[false, false, false],
	]);
	const place = { regionId: cast.places.qingshi.id, headings: HEADINGS, by: offices.pan };
	for (let n = 0; n < 40; n += 1) await beginStory({ ...place, at: later(20 - Math.floor(n / 8)) });
	const first = await storyDesk(offices.qiao);
	const second = await storyDesk(offices.qiao, first.next);
	const lines = [...first.lines, ...second.lines];
	expect([first.lines.length, second.lines.length, second.next]).toEqual([30, 11, null]);
	expect(new Set(lines.map((line) => line.storyId)).size).toBe(41);
	expect(lines.map(({ stageAt }) => stageAt)).toEqual(lines.map(({ stageAt }) => stageAt).toSorted((a, b) => b.getTime() - a.getTime()));
	expect(lines.at(-1)).toMatchObject({ storyId, title: "陈家的柴火码齐了", missing: ["consent"] });
});

test("sent back it is with its writer, who hears of it; as it was returned it is not handed in again", async () => {
	const storyId = await writtenStory(cast, offices);
	const { pan, li } = offices;
	await handIn({ storyId, by: pan, at: later(3) });
	const back = (words: string) => returnStory({ storyId, version: 1, words, by: li, at: later(4) });
	await expect(back("")).rejects.toMatchObject({ field: "words" });
	await back("成效写得太满，请写实。");
	await back("成效写得太满，请写实。");
	expect(await stageOf(storyId)).toBe("writing");
	const heard = () => db.all(sql`select 1 from notices where kind = 'story_returned' and person_id = ${pan.personId}`);
	expect((await heard()).length).toBe(1);
	await expect(handIn({ storyId, by: pan, at: later(5) })).rejects.toMatchObject({ key: "stories.asReturned" });
	await saveDraft({ storyId, beganFrom: 1, typed: typedStory({ title: "写实了" }), by: pan, at: later(6) });
	await expect(handIn({ storyId, by: pan, at: later(6) })).rejects.toMatchObject({ key: "stories.draftLeft" });
	await writeStory({ storyId, beganFrom: 1, typed: typedStory({ title: "写实了" }), by: pan, at: later(7) });
	await handIn({ storyId, by: pan, at: later(8) });
	expect([await stageOf(storyId), (await heard()).length]).toEqual(["first", 0]);
});

test("a story that its writer took back unchanged is handed in as a version again, and the same three people may pass it", async () => {
	const storyId = await approvedStory(cast, offices);
	await takeStoryBack({ storyId, words: "再看看", by: offices.pan, at: later(20) });
	await handIn({ storyId, by: offices.pan, at: later(21) });
	await handIn({ storyId, by: offices.pan, at: later(22) });
	expect(await versions()).toBe(2);
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang], 2, 23);
	expect(await stageOf(storyId)).toBe("approved");
	await publishStory({ storyId, by: offices.pan, at: later(30) });
	expect(await stageOf(storyId)).toBe("published");
});

test("nobody decides on a story of their own household: by command and by hand", async () => {
	await pairOf(cast.homes.bao, "pair-chen");
	const { storyId } = await beginStory({ fromId: "pair-chen", headings: HEADINGS, by: offices.pan, at: later(1) });
	await writeStory({ storyId, beganFrom: 0, typed: typedStory(), by: offices.pan, at: later(2) });
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await expect(passStory({ storyId, version: 1, words: "", by: cast.baoAsModerator, at: later(4) })).rejects.toMatchObject({
		key: "stories.close",
	});
	const byHand = `insert into story_decisions values ('x', '${storyId}', 1, 'first', 'passed', '', 'person-bao', 1)`;
	await expect(rawClient().executeMultiple(byHand)).rejects.toThrow("close to a household");
});

test("a remark stands at a passage, once, and is answered once by who writes", async () => {
	const storyId = await writtenStory(cast, offices);
	const say = (more: object = {}) =>
		remarkOn({ storyId, version: 1, block: "b2", passage: "三年", words: "核对一下", by: offices.li, at: later(4), ...more });
	await say();
	await say();
	await expect(say({ passage: "五年" })).rejects.toMatchObject({ field: "passage" });
	await expect(say({ words: "" })).rejects.toMatchObject({ key: "stories.remarkLength" });
	await expect(say({ version: 2 })).rejects.toMatchObject({ key: "stories.notNow" });
	await expect(say({ by: cast.staff.song })).rejects.toMatchObject({ refusal: "not_found" });
	const [remark, ...others] = await db.select().from(storyRemarks);
	expect(others).toEqual([]);
	const answer = (by = offices.pan, words = "问过了，是三年") => answerRemark({ remarkId: remark?.id ?? "", words, by, at: later(5) });
	await expect(answer(offices.li)).rejects.toMatchObject({ refusal: "not_found" });
	await answer();
	await answer(offices.pan, "另一个答复");
	expect((await storyCase(offices.pan, storyId)).remarks).toMatchObject([{ answer: "问过了，是三年", passage: "三年" }]);
});

test("published it is for everybody, until it ends or is taken back; how many households began from it is a number", async () => {
	const storyId = await approvedStory(cast, offices);
	expect(await publicStory(storyId, later(20))).toBeNull();
	await expect(publishStory({ storyId, by: cast.staff.li, at: later(10) })).rejects.toMatchObject({ refusal: "not_found" });
	for (let twice = 0; twice < 2; twice += 1) await publishStory({ storyId, by: offices.pan, at: later(10) });
	for (const householdId of ["household-bao", "household-bao", "household-du"]) await startFrom({ storyId, householdId, at: later(11) });
	await startFrom({ storyId: "none", householdId: "household-bao", at: later(11) });
	expect(await publicStory(storyId, later(20))).toMatchObject({
		title: "陈家的柴火码齐了",
		place: "青石村",
		started: 2,
		howTo: ["先分干湿", "再沿墙码"],
	});
	expect(await publishedStories(later(20), cast.places.baiyang.id)).toEqual([]);
	expect(await publishedStories(later(20), cast.places.qingshi.id)).toMatchObject([{ storyId }]);
	for (let twice = 0; twice < 2; twice += 1) await endStory({ storyId, by: offices.pan, at: later(30) });
	await expect(publishStory({ storyId, by: offices.pan, at: later(31) })).rejects.toMatchObject({ key: "stories.notNow" });
	expect([await publicStory(storyId, later(31)), await publishedStories(later(31))]).toEqual([null, []]);
	const back = (words: string) => takeStoryBack({ storyId, words, by: offices.pan, at: later(32) });
	await expect(back("")).rejects.toMatchObject({ key: "stories.whyLength" });
	await back("补一段");
	await back("补一段");
	for (let twice = 0; twice < 2; twice += 1) await dropStory({ storyId, by: offices.pan, at: later(33) });
	await expect(endStory({ storyId, by: offices.pan, at: later(34) })).rejects.toMatchObject({ key: "stories.notNow" });
	await expect(takeStoryBack({ storyId, words: "补一段", by: offices.pan, at: later(34) })).rejects.toMatchObject({
		key: "stories.notNow",
	});
	expect((await storyDesk(offices.pan)).lines).toEqual([]);
});

test.each([
	["a beginning in the past", "2026-11-02T09:00", "", "startsAt"],
	["an end in the past", "", "2026-11-01T09:00", "endsAt"],
	["an end before the beginning", "2026-11-06T18:00", "2026-11-05T18:00", "endsAt"],
	["no hour", "2026-11-06", "", "startsAt"],
])("a plan is refused in words: %s", async (_name, startsAt, endsAt, field) => {
	const storyId = await writtenStory(cast, offices);
	await expect(scheduleStory({ storyId, startsAt, endsAt, by: offices.pan, at: later(20) })).rejects.toMatchObject({ field });
});

test("at its hour in Beijing it is published, once, whatever runs were missed; not by a clock that has jumped; at its end nobody finds it", async () => {
	const storyId = await approvedStory(cast, offices);
	const plan = (by = offices.pan) =>
		scheduleStory({ storyId, startsAt: "2026-11-06T18:00", endsAt: "2026-11-09T00:00", by, at: later(20) });
	await expect(plan(cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await plan();
	await plan();
	const at = (moment: string) => new Date(`${moment}:00+08:00`);
	await tendStories(at("2026-11-06T17:59"), steady);
	expect(await stageOf(storyId)).toBe("approved");
	await tendStories(at("2026-11-07T02:00"), () => false);
	expect(await stageOf(storyId)).toBe("approved");
	for (let twice = 0; twice < 2; twice += 1) await tendStories(at("2026-11-07T03:00"), steady);
	expect((await publicStory(storyId, at("2026-11-07T03:00")))?.publishedAt).toEqual(at("2026-11-07T03:00"));
	expect([await publicStory(storyId, at("2026-11-09T00:00")), await publishedStories(at("2026-11-09T00:00"))]).toEqual([null, []]);
	for (let twice = 0; twice < 2; twice += 1) await tendStories(at("2026-11-10T00:00"), steady);
	expect(await stageOf(storyId)).toBe("ended");
});

test.each(["handed in", "approved", "published"])(
	"a pair that is taken back takes along a story that is %s, in the same moment, and its writer hears of it",
	async (stage) => {
		const storyId = stage === "published" ? await publishedStory(cast, offices) : await approvedStory(cast, offices);
		if (stage === "handed in") {
			await takeStoryBack({ storyId, words: "再改改", by: offices.pan, at: later(12) });
			await writeStory({ storyId, beganFrom: 1, typed: typedStory({ title: "第二版" }), by: offices.pan, at: later(13) });
			await handIn({ storyId, by: offices.pan, at: later(14) });
		}
		if (stage === "approved") await scheduleStory({ storyId, startsAt: "2026-11-06T18:00", endsAt: "", by: offices.pan, at: later(15) });
		await publishedStories(later(16));
		await withdrawSubmission({ submissionId: "pair-chen", by: member(), at: later(20) });
		expect([await stageOf(storyId), await publicStory(storyId, later(21)), await publishedStories(later(21))]).toEqual([
			"writing",
			null,
			[],
		]);
		expect(await db.all(sql`select 1 from notices where kind = 'story_left_by' and person_id = ${offices.pan.personId}`)).toHaveLength(1);
		const told = await storyCase(offices.pan, storyId);
		expect([told.missing, told.steps.at(-1)?.note]).toEqual([stage === "handed in" ? ["pair", "consent"] : ["pair"], "pair_left"]);
		await expect(
			writeStory({ storyId, beganFrom: told.version, typed: typedStory({ title: "还想留着" }), by: offices.pan, at: later(22) }),
		).rejects.toMatchObject({
			key: "stories.pairLeft",
		});
	},
);

test("without the household's consent to this site it is not published; taken back, nobody finds it", async () => {
	const storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await expect(publishStory({ storyId, by: offices.pan, at: later(10) })).rejects.toMatchObject({ key: "stories.consentMissing" });
	await scheduleStory({ storyId, startsAt: "2026-11-06T18:00", endsAt: "", by: offices.pan, at: later(10) });
	await tendStories(later(60 * 24 * 7), steady);
	expect([await stageOf(storyId), (await storyCase(offices.pan, storyId)).missing]).toEqual(["writing", ["consent"]]);
});

test("a consent that is taken back takes the story off the site at once", async () => {
	const storyId = await publishedStory(cast, offices);
	expect(await publishedStories(later(11))).toHaveLength(1);
	await takeBackConsent({ agreed: `story:${storyId}/site`, by: cast.homes.chen, at: later(12) });
	expect([await stageOf(storyId), await publicStory(storyId, later(13)), await publishedStories(later(13))]).toEqual(["writing", null, []]);
});

test("what a page shows first is arranged from a moment on; the same arrangement again is none", async () => {
	const storyId = await publishedStory(cast, offices);
	const { qingshi, qingling, shilin } = cast.places;
	const arrange = (more: object = {}) =>
		arrangeFeatured({
			regionId: qingshi.id,
			storyIds: ["", storyId],
			startsAt: "2026-11-06T18:00",
			by: offices.pan,
			at: later(20),
			...more,
		});
	await arrange();
	await arrange();
	expect(await db.$count(featuredSlots)).toBe(1);
	const told = async (moment: string) => (await featuredAt(qingshi.id, new Date(`${moment}:00+08:00`))).map(({ isByRule }) => isByRule);
	expect([await told("2026-11-06T17:59"), await told("2026-11-06T18:00")]).toEqual([[true], [false]]);
	for (const [more, refused] of [
		[{ storyIds: [storyId, storyId] }, { key: "stories.slotTwice" }],
		[{ storyIds: ["none"] }, { key: "stories.slotGone" }],
		[{ startsAt: "2026-11-01T18:00" }, { key: "stories.startsInPast" }],
		[{ startsAt: "soon" }, { key: "stories.noMoment" }],
		[{ regionId: shilin.id }, { refusal: "not_found" }],
		[{ regionId: qingling.id }, { refusal: "not_found" }],
		[{ by: cast.staff.li }, { refusal: "not_found" }],
	] as const)
		await expect(arrange(more)).rejects.toMatchObject(refused);
});
