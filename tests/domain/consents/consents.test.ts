import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { stories, storyHouseholds } from "#db/schema/stories/stories.ts";
import { answerConsent } from "#domain/consents/answer.ts";
import { askedOf } from "#domain/consents/consents.ts";
import { giveConsents, type Recording, recordConsents } from "#domain/consents/give.ts";
import { takeBackConsent, takeBackConsentFor } from "#domain/consents/take-back.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "firewood");
	await pairOf(cast.homes.chen, "well");
});
const LATER = minutesAfter(MORNING, 60);
const textEdition = "2026-12";
const give = (...agreed: string[]) => giveConsents({ agreed, textEdition, by: cast.homes.bao, at: LATER });
const back = (agreed = "submission:firewood/wechat", by = cast.homes.bao) => takeBackConsent({ agreed, by, at: minutesAfter(LATER, 5) });
const recorded = (more: Partial<Recording> = {}) =>
	recordConsents({
		...{ householdId: "household-bao", agreed: ["submission:firewood/press"], textEdition, saidBy: "鲍春生", how: "spoken", paperCode: "" },
		...{ by: cast.staff.li, at: LATER, ...more },
	});
const rows = () => db.select().from(channelConsents);
const standing = async () => (await askedOf("household-bao"))[0]?.standing.map(({ channel, how, saidBy }) => [channel, how, saidBy]);
const refused = (words: string) => ({ cause: { message: expect.stringContaining(words) } });
let lines: () => Promise<unknown[]>;
beforeEach(async () => {
	const before = (await db.select().from(auditEntries)).length;
	lines = async () => (await db.select().from(auditEntries)).slice(before).map(({ action, subject }) => `${action} ${subject}`);
});

test("a household agrees channel by channel, once each, and takes one back without the others", async () => {
	await give("submission:firewood/wechat", "submission:firewood/village_board");
	await give("submission:firewood/wechat");
	expect(await standing()).toEqual([
		["village_board", "own", null],
		["wechat", "own", null],
	]);
	await back();
	await back();
	expect(await standing()).toEqual([["village_board", "own", null]]);
	expect(await lines()).toEqual(["consent.give submission:firewood", "consent.take_back submission:firewood"]);
	await give("submission:firewood/wechat");
	expect(await rows()).toHaveLength(3);
});

test("one question is answered by yes or no, once each; a no takes back what stood, and of what is not theirs nothing is answered", async () => {
	const asked = ["submission:firewood/press"];
	const editions = { readEdition: textEdition, textEdition };
	const say = (answer: string, more: object = {}) =>
		answerConsent({ ...{ asked, answer, until: "", ...editions, by: cast.homes.bao, at: LATER }, ...more });
	expect([await say("yes"), await say("yes"), await standing()]).toEqual(["given", "given", [["press", "own", null]]]);
	expect([await say("no"), await say("no"), await standing()]).toEqual(["back", "declined", []]);
	await expect(say("yes", { readEdition: "2020-01" })).rejects.toMatchObject({ refusal: "conflict", key: "consents.textChanged" });
	await expect(say("maybe")).rejects.toMatchObject({ refusal: "invalid" });
	for (const answer of ["yes", "no"])
		await expect(say(answer, { asked: ["submission:well/press"] })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await lines()).toEqual(["consent.give submission:firewood", "consent.take_back submission:firewood"]);
});

test("an officer writes down what was said or signed, once; the household reads by whom, and takes it back", async () => {
	await recorded();
	await recorded();
	await recorded({
		agreed: ["submission:firewood/wechat"],
		how: "paper",
		paperCode: "https://x.test/staff/publicity/consents?household=h&paper=ABCD-EFGH",
	});
	expect(await standing()).toEqual([
		["wechat", "paper", "鲍春生"],
		["press", "spoken", "鲍春生"],
	]);
	expect((await rows()).map(({ paperCode }) => paperCode)).toEqual([null, "abcdefgh"]);
	expect((await noticesFor(cast.homes.bao.viewer)).map(({ kind }) => kind)).toContain("consent_recorded");
	await back("submission:firewood/press");
	expect(await standing()).toEqual([["wechat", "paper", "鲍春生"]]);
});

test("an officer takes a channel back on the household's word, once; it reads of it", async () => {
	await give("submission:firewood/wechat");
	const taking = { householdId: "household-bao", agreed: "submission:firewood/wechat", saidBy: "鲍春生", by: cast.staff.li, at: LATER };
	await expect(takeBackConsentFor({ ...taking, saidBy: " " })).rejects.toMatchObject({ refusal: "invalid", field: "saidBy" });
	await expect(takeBackConsentFor({ ...taking, by: cast.staff.song })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(takeBackConsentFor({ ...taking, by: cast.baoAsModerator })).rejects.toMatchObject({ key: "households.recused" });
	await expect(takeBackConsentFor({ ...taking, saidBy: "陈桂兰" })).rejects.toMatchObject({ key: "households.speaker.unknown" });
	await takeBackConsentFor(taking);
	await takeBackConsentFor(taking);
	expect(await rows()).toMatchObject([{ withdrawnBy: "person-li", withdrawnSaidBy: "鲍春生" }]);
	expect((await noticesFor(cast.homes.bao.viewer)).map(({ kind }) => kind)).toEqual(["consent_taken_back"]);
	expect(await lines()).toHaveLength(2);
});

const child = () => write((tx) => tx.update(people).set({ isUnder14: true }).where(eq(people.id, "person-bao")));
const related = () =>
	write((tx) => tx.insert(declaredRelatives).values({ personId: "person-li", householdId: "household-bao", declaredAt: MORNING }));
const admin = () => as(cast.staff.li, "village_admin", cast.places.qingshi);
const slip = () => issueSlip({ householdId: "household-bao", personId: "person-bao", by: admin(), at: MORNING });

test.each<[string, object, () => Promise<unknown>]>([
	["of nothing", { key: "consents.nothingTicked" }, () => give()],
	["to a channel that nobody asks for", { refusal: "invalid" }, () => give("submission:firewood/site")],
	["of another household's pair", { refusal: "not_found" }, () => give("submission:well/press")],
	["of what it does not show any more", { key: "consents.notShown" }, async () => [await gone(), await give("submission:firewood/press")]],
	["by somebody under 14", { key: "submissions.under14" }, async () => [await child(), await give("submission:firewood/press")]],
	["written down elsewhere", { refusal: "not_found" }, () => recorded({ by: as(cast.staff.li, "moderator", cast.places.baiyang) })],
	["written down by an auditor", { refusal: "not_found" }, () => recorded({ by: cast.staff.song })],
	["written down by themselves as staff", { key: "households.recused" }, () => recorded({ by: cast.baoAsModerator })],
	["written down by a relative", { key: "households.recused" }, async () => [await related(), await recorded()]],
	["written down by who printed its slip", { key: "consents.ownSlip" }, async () => [await slip(), await recorded({ by: admin() })]],
	["that nobody said", { field: "saidBy" }, () => recorded({ saidBy: " " })],
	["that somebody said who is none of the household's", { key: "households.speaker.unknown" }, () => recorded({ saidBy: "陈桂兰" })],
	["that came nobody says how", { key: "assist.howMissing" }, () => recorded({ how: "own" })],
	["on a sheet without its number", { key: "consents.codeMissing" }, () => recorded({ how: "paper", paperCode: "abc" })],
	["on another household's sheet", { key: "consents.codeOfOthers" }, async () => [await sheetOfChen(), await recorded(SHEET)]],
])("no consent %s", async (_what, refusal, deed) => {
	await expect(deed()).rejects.toMatchObject(refusal);
	expect((await rows()).filter(({ householdId }) => householdId === "household-bao")).toEqual([]);
});

const SHEET = { how: "paper", paperCode: "abcdefgh" };
const sheetOfChen = () => recorded({ ...SHEET, householdId: "household-chen", agreed: ["submission:well/press"], saidBy: "陈桂兰" });
const gone = () => withdrawSubmission({ submissionId: "firewood", by: cast.homes.bao, at: LATER });

test("nobody takes back what another household agreed to", async () => {
	await give("submission:firewood/wechat");
	await expect(back(undefined, cast.homes.chen)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await standing()).toHaveLength(1);
});

test("a pair that its household withdraws leaves every channel at once", async () => {
	await give("submission:firewood/wechat", "submission:firewood/press");
	await gone();
	expect((await rows()).map(({ withdrawnAt, withdrawnBy }) => [withdrawnAt?.getTime(), withdrawnBy])).toEqual([
		[LATER.getTime(), "person-bao"],
		[LATER.getTime(), "person-bao"],
	]);
});

test("what a household agreed to, the one into which it was merged reads and takes back", async () => {
	await give("submission:firewood/wechat");
	await carryOut(mergeHouseholds, { householdId: "household-bao", intoId: "household-chen", by: cast.staff.wang, at: LATER });
	expect((await askedOf("household-chen")).map(({ standing }) => standing.length)).toEqual([0, 1]);
	await back(undefined, cast.homes.chen);
	expect((await rows())[0]?.withdrawnBy).toBe("person-chen");
});

const story = async () => {
	await write(async (tx) => {
		await tx
			.insert(stories)
			.values({ id: "yard", regionId: cast.places.qingshi.id, stageAt: MORNING, createdBy: "person-wang", createdAt: MORNING });
		await tx.insert(storyHouseholds).values([
			{ storyId: "yard", householdId: "household-bao" },
			{ storyId: "yard", householdId: "household-chen" },
		]);
	});
};
const silent = () => db.all<{ home: string; channel: string }>(sql`select household_id as home, channel from story_households_silent`);

test("a story asks everybody of whom it tells for each channel, this site too", async () => {
	await story();
	expect(await silent()).toHaveLength(8);
	await give("story:yard/site", "story:yard/press");
	await give("story:yard/site");
	await recorded({ householdId: "household-chen", agreed: ["story:yard/site"], saidBy: "陈桂兰" });
	expect((await silent()).filter(({ channel }) => channel === "site")).toEqual([]);
	await expect(recorded({ householdId: "household-du", agreed: ["story:yard/site"], saidBy: "杜长河" })).rejects.toMatchObject({
		refusal: "not_found",
	});
	await back("story:yard/site");
	await back("story:yard/site");
	expect((await silent()).filter(({ channel }) => channel === "site")).toEqual([{ home: "household-bao", channel: "site" }]);
	expect(await lines()).toHaveLength(3);
});

test("the newest twenty pairs are asked about, whichever older one goes somewhere, and one that is asked for by its address", async () => {
	for (let n = 1; n <= 23; n += 1) await pairOf(cast.homes.bao, `later-${n}`, { at: minutesAfter(MORNING, n) });
	const asked = async (one?: string) => (await askedOf("household-bao", one)).map(({ item }) => item.replace("submission:", ""));
	const newest = Array.from({ length: 20 }, (_, n) => `later-${23 - n}`);
	expect(await asked()).toEqual(newest);
	expect([await asked("later-1"), await asked("well")]).toEqual([[...newest, "later-1"], newest]);
	await give("submission:firewood/press");
	expect(await asked()).toEqual([...newest, "firewood"]);
	await back("submission:firewood/press");
	expect(await asked()).toEqual(newest);
});

test("a no to this site says that it takes the story along; a no to another place of the story does not, nor one to what never stood", async () => {
	await story();
	const say = (answer: string, ...channels: string[]) =>
		answerConsent({
			...{ asked: channels.map((channel) => `story:yard/${channel}`), answer, until: "", readEdition: textEdition, textEdition },
			...{ by: cast.homes.bao, at: LATER },
		});
	expect(await say("no", "site")).toBe("declined");
	await say("yes", "site");
	await say("yes", "press");
	expect(await say("no", "press")).toBe("back");
	expect([await say("no", "site", "press"), await say("no", "site")]).toEqual(["backStory", "declined"]);
});

const ROW = {
	...{ householdId: "household-bao", item: "submission:firewood", channel: "wechat" as const, textEdition, how: "own" as const },
	...{ recordedBy: "person-bao", givenAt: LATER },
};
const SAID = { how: "spoken" as const, saidBy: "鲍春生" };
const insert = (more: Partial<typeof channelConsents.$inferInsert>) =>
	write((tx) => tx.insert(channelConsents).values({ ...ROW, ...more }));
const change = (more: Partial<typeof channelConsents.$inferInsert>) => write((tx) => tx.update(channelConsents).set(more));
const changedOnce = async (more: Partial<typeof channelConsents.$inferInsert>) => {
	await insert({});
	await change(more);
};

test.each<[string, string, () => Promise<unknown>]>([
	["a consent is given by another household", "given by a grown member", () => insert({ recordedBy: "person-chen" })],
	["a child gives it", "given by a grown member", async () => [await child(), await insert({})]],
	["it is of another household's pair", "of what the household shows", () => insert({ item: "submission:well" })],
	["a pair gets a second consent to this site", "of what the household shows", () => insert({ channel: "site" })],
	["it is of a story of others", "of a story that tells of the household", () => insert({ item: "story:none" })],
	["it begins withdrawn", "stand when they are given", () => insert({ withdrawnAt: LATER })],
	[
		"who is close writes it down",
		"somebody who is not close",
		async () => [await related(), await insert({ ...SAID, recordedBy: "person-li" })],
	],
	["who printed a slip writes it down", "printed no slip", async () => [await slip(), await insert({ ...SAID, recordedBy: "person-li" })]],
	["nobody said it", "channel_consents_said", () => insert({ how: "spoken", recordedBy: "person-li" })],
	[
		"a sheet is of two households",
		"a sheet is of one household",
		async () => [await sheetOfChen(), await insert({ ...SAID, ...SHEET, how: "paper", recordedBy: "person-li" })],
	],
	["two stand for one channel", "UNIQUE", async () => [await insert({}), await insert({})]],
	["it moves to another channel", "can only be withdrawn", () => changedOnce({ channel: "press", withdrawnAt: LATER })],
	["a stranger takes it back", "withdrawn by the household itself", () => changedOnce({ withdrawnAt: LATER, withdrawnBy: "person-li" })],
	[
		"who is close writes the taking back down",
		"own household or declared relatives",
		async () => [await related(), await changedOnce({ withdrawnAt: LATER, withdrawnBy: "person-li", withdrawnSaidBy: "鲍春生" })],
	],
	["it is withdrawn twice", "can only be withdrawn", async () => [await changedOnce(BACK), await change(BACK)]],
	["it is deleted", "stay", async () => [await insert({}), await write((tx) => tx.delete(channelConsents))]],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject(refused(words));
});
const BACK = { withdrawnAt: LATER, withdrawnBy: "person-bao" };
