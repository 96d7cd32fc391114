import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { stories } from "#db/schema/stories/stories.ts";
import { askedOf } from "#domain/consents/consents.ts";
import { endConsents } from "#domain/consents/end-consents.ts";
import { giveConsents, recordConsents } from "#domain/consents/give.ts";
import { type Issuing, issue, leadsTo } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { countToTakeDown } from "#domain/consents/posted.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { handIn } from "#domain/stories/decide-story.ts";
import { storyCase } from "#domain/stories/desk.ts";
import { publicStory } from "#domain/stories/public-stories.ts";
import { publishStory, scheduleStory, takeStoryBack } from "#domain/stories/publish-story.ts";
import type { TypedStory } from "#domain/stories/types.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import {
	agreed,
	approvedStory,
	block,
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

const steady = () => true;
const stageOf = async (id: string) => (await db.select().from(stories).where(eq(stories.id, id)))[0]?.stage;
const missing = async (storyId: string) => (await storyCase(offices.pan, storyId)).missing;
const standing = async () => (await askedOf("household-chen"))[0]?.standing.map(({ channel, isOutdated }) => [channel, isOutdated]);
const written = (storyId: string, beganFrom: number, more: Partial<TypedStory>) =>
	writeStory({ storyId, beganFrom, typed: typedStory(more), by: offices.pan, at: later(15 + beganFrom) });

const BLOCKS = typedStory().blocks;
test.each<[string, Partial<TypedStory>, string[]]>([
	["a word is changed", { blocks: BLOCKS.map((one) => (one.id === "b2" ? { ...one, text: "门口的柴火堆了五年。" } : one)) }, ["consent"]],
	["a sentence is added", { blocks: [...BLOCKS, block("b4", "paragraph", "儿子也回来帮忙。")] }, ["consent"]],
	["somebody else said it", { blocks: BLOCKS.map((one) => (one.kind === "quote" ? { ...one, more: "村干部" } : one)) }, ["consent"]],
	["the title is changed", { title: "陈家" }, ["consent"]],
	["a sentence is left out", { blocks: BLOCKS.slice(0, 2) }, []],
	["sentences are moved", { blocks: BLOCKS.toReversed(), howTo: "再沿墙码\n先分干湿" }, []],
	["who wrote it is named otherwise", { credits: { ...typedStory().credits, editor: "乔同事" } }, []],
])("a consent is to what was read: when %s", async (_what, more, lacks) => {
	const storyId = await approvedStory(cast, offices);
	await takeStoryBack({ storyId, words: "再改改", by: offices.pan, at: later(12) });
	await written(storyId, 1, more);
	expect([await missing(storyId), await standing()]).toEqual([lacks, [["site", lacks.length > 0]]]);
	await agreed(cast, storyId, later(20));
	expect([await missing(storyId), await standing()]).toEqual([[], [["site", false]]]);
	await takeBackConsent({ agreed: `story:${storyId}/site`, by: cast.homes.chen, at: later(21) });
	expect([await missing(storyId), await standing()]).toEqual([["consent"], []]);
});

const read = (storyId: string, version: number) =>
	giveConsents({ agreed: [`story:${storyId}@${version}/site`], textEdition: "1", by: cast.homes.chen, at: later(30) });
const rows = () => db.select().from(channelConsents);

test("a yes is to the text that was read: one that says something new meanwhile is read again first, in hand and by an officer", async () => {
	const storyId = await writtenStory(cast, offices);
	await written(storyId, 1, { cost: "三百块钱" });
	const told = { key: "consents.storyChanged", refusal: "conflict", params: { title: "陈家的柴火码齐了" } };
	await expect(read(storyId, 1)).rejects.toMatchObject(told);
	await expect(read(storyId, 3)).rejects.toMatchObject(told);
	await expect(read(storyId, 0)).rejects.toMatchObject(told);
	const officer = { householdId: "household-chen", saidBy: "陈桂兰", how: "paper", paperCode: "abcdefgh", by: offices.li, at: later(31) };
	const sheet = { ...officer, textEdition: "1", agreed: ["submission:pair-chen/press", `story:${storyId}@1/site`] };
	await expect(recordConsents(sheet)).rejects.toMatchObject(told);
	expect(await rows()).toEqual([]);
	await read(storyId, 2);
	await read(storyId, 2);
	expect(await rows()).toMatchObject([{ storyVersion: 2 }]);
});

test("a text that only lost words since is agreed to as it was read, once", async () => {
	const storyId = await writtenStory(cast, offices);
	await written(storyId, 1, { blocks: BLOCKS.slice(0, 2) });
	await read(storyId, 1);
	await read(storyId, 1);
	expect([(await rows()).map(({ storyVersion }) => storyVersion), await standing()]).toEqual([[1], [["site", false]]]);
});

test("passed, it asks each household that did not agree to these words, once; what hangs of the earlier words may hang", async () => {
	const storyId = await publishedStory(cast, offices);
	const say = (item: string) => giveConsents({ agreed: [item], textEdition: "1", by: cast.homes.chen, at: later(11) });
	await say(`story:${storyId}@1/village_board`);
	await say("submission:pair-chen/village_board");
	const made = (contentHash: string) =>
		issue({
			...({
				subject: `story:${storyId}`,
				kind: "poster",
				design: "wall",
				channel: "village_board",
				contentHash,
			} satisfies Partial<Issuing>),
			...{ by: offices.pan, at: later(12) },
		});
	const { issuedId, token } = await made("one");
	await postCopy({ issuedId, place: "小卖部外墙", by: offices.pan, at: later(12) });
	await takeStoryBack({ storyId, words: "再改改", by: offices.pan, at: later(13) });
	await written(storyId, 1, { summary: "半天工夫。" });
	await expect(made("two")).rejects.toMatchObject({ key: "consents.lacking.village_board" });
	expect([await countToTakeDown(offices.pan), await leadsTo(token)]).not.toContain("fallen");
	await handIn({ storyId, by: offices.pan, at: later(30) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang], 2, 31);
	const asked = async () => (await noticesFor(cast.homes.chen.viewer)).filter(({ kind }) => kind === "story_asks");
	expect(await asked()).toHaveLength(1);
	await agreed(cast, storyId, later(40));
	expect(await asked()).toEqual([]);
	await takeBackConsent({ agreed: `story:${storyId}/village_board`, by: cast.homes.chen, at: later(41) });
	expect([await countToTakeDown(offices.pan), await leadsTo(token)]).toEqual([1, "fallen"]);
});

test("while it is read, whoever wrote, passed or makes it hears that a household agrees no more; nothing written is lost", async () => {
	const storyId = await writtenStory(cast, offices);
	await agreed(cast, storyId, later(3));
	await handIn({ storyId, by: offices.pan, at: later(4) });
	await passedBy(storyId, [offices.li], 1, 5);
	for (let twice = 0; twice < 2; twice += 1) await takeBackConsent({ agreed: `story:${storyId}/site`, by: cast.homes.chen, at: later(6) });
	for (const hand of [offices.pan, offices.li, offices.qiao])
		expect((await noticesAtWork(hand)).filter(({ kind }) => kind === "story_left_by")).toMatchObject([{ params: { what: "consent" } }]);
	expect((await noticesAtWork(offices.tang)).filter(({ kind }) => kind === "story_left_by")).toEqual([]);
	expect([await stageOf(storyId), (await storyCase(offices.pan, storyId)).newest?.blocks]).toMatchObject(["second", BLOCKS]);
});

const until = (storyId: string, day = "2026-11-10", at = later(8)) =>
	giveConsents({ agreed: [`story:${storyId}@1/site`], textEdition: "1", until: day, by: cast.homes.chen, at });

async function passedUntil(day?: string): Promise<string> {
	const storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await until(storyId, day);
	return storyId;
}

test("a household agrees until a day: no plan runs beyond it, in words beforehand, nor does the database publish it", async () => {
	const storyId = await passedUntil();
	await expect(until(storyId, "2026-11-01")).rejects.toMatchObject({ field: "until" });
	await expect(until(storyId, "soon")).rejects.toMatchObject({ key: "consents.untilPast" });
	const plan = (endsAt: string, startsAt = "2026-11-06T18:00") =>
		scheduleStory({ storyId, startsAt, endsAt, by: offices.pan, at: later(20) });
	for (const endsAt of ["", "2026-11-11T00:01"])
		await expect(plan(endsAt)).rejects.toMatchObject({ key: "stories.endsAfterConsent", field: "endsAt", params: { month: 11, day: 10 } });
	expect(await missing(storyId)).toEqual(["until"]);
	await expect(publishStory({ storyId, by: offices.pan, at: later(21) })).rejects.toMatchObject({ key: "stories.consentUntil" });
	const step = sql`insert into story_stages (id, story_id, seq, stage, at, note) values ('x', ${storyId}, 6, 'published', ${later(30).getTime()}, '')`;
	await write((tx) => tx.update(stories).set({ startsAt: later(29) }));
	await expect(write((tx) => tx.run(step))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("no longer than everybody agreed") },
	});
	await plan("2026-11-11T00:00");
	await publishStory({ storyId, by: offices.pan, at: later(31) });
	const longer = write((tx) => tx.update(stories).set({ endsAt: null }));
	await expect(longer).rejects.toMatchObject({ cause: { message: expect.stringContaining("public no longer") } });
	expect(await publicStory(storyId, new Date("2026-11-11T00:00:00+08:00"))).toBeNull();
});

test("when its last day is over a consent ends like one that was taken back, once, and not by a clock that has jumped", async () => {
	const storyId = await passedUntil();
	const after = new Date("2026-11-11T00:00:00+08:00");
	await endConsents(new Date("2026-11-10T23:59:00+08:00"), steady);
	await endConsents(after, () => false);
	expect(await standing()).toEqual([["site", false]]);
	for (let twice = 0; twice < 2; twice += 1) await endConsents(after, steady);
	expect([await standing(), await stageOf(storyId)]).toEqual([[], "writing"]);
	expect((await storyCase(offices.pan, storyId)).steps.at(-1)?.note).toBe("consent_over");
	expect((await db.select().from(channelConsents)).map(({ withdrawnAt, withdrawnBy }) => [withdrawnAt, withdrawnBy])).toEqual([
		[after, null],
	]);
});

test.each<[string, string, object]>([
	["it is of a version that nobody reads now", "of the newest version", { storyVersion: 7 }],
	["it is of a text that said something else", "of what they read", { storyVersion: 0 }],
	["it ends before it begins", "end after they were given", { endsAt: MORNING }],
])("the database refuses a consent: %s", async (_what, words, more) => {
	const storyId = await writtenStory(cast, offices);
	const row = { householdId: "household-chen", item: `story:${storyId}`, channel: "site" as const, textEdition: "1", storyVersion: 1 };
	const given = { how: "own" as const, recordedBy: "person-chen", givenAt: later(9) };
	await expect(write((tx) => tx.insert(channelConsents).values({ ...row, ...given, ...more }))).rejects.toMatchObject({
		cause: { message: expect.stringContaining(words) },
	});
});
