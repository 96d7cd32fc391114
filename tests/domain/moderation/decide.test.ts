import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { decisionReasons, decisions } from "#db/schema/moderation.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import { consents, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { decisionsOn } from "#domain/moderation/history.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sendAgain, sentPair } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pair: Pair;
const at = minutesAfter(MORNING, 30);

freshDatabase(async () => {
	cast = await inviteCast();
});
beforeEach(async () => {
	pair = await sentPair(cast.homes.chen);
});

const chen = () => cast.homes.chen;
const on = (viewer: Viewer, more = {}) => ({ by: viewer, submissionId: pair.submissionId, version: pair.version, at, ...more });
const whyNot = { reasons: ["blurred"], note: "请站稳一点。" };
const commands = {
	publish: (viewer: Viewer, more = {}) => publish(on(viewer, more)),
	return: (viewer: Viewer, more = {}) => returnToHousehold({ ...on(viewer), ...whyNot, ...more }),
	decline: (viewer: Viewer, more = {}) => decline({ ...on(viewer), reasons: ["not_own"], note: "", ...more }),
};
const verbs = Object.keys(commands) as (keyof typeof commands)[];

async function stage(): Promise<string | undefined> {
	const [row] = await db.select({ stage: submissions.stage }).from(submissions).where(eq(submissions.id, pair.submissionId));
	return row?.stage;
}

test("publishing shows the pair, pays the household, frees the pictures and tells the pages", async () => {
	const told: (readonly Tag[])[] = [];
	const stop = onChange((tags) => told.push(tags));
	const published = await commands.publish(cast.staff.li);
	stop();
	expect(published).toMatchObject({ points: 5, isPastCap: false });
	expect(await stage()).toBe("published");
	expect(await accountOf(db, chen().householdId)).toEqual({ balance: 2, held: 3 });
	expect((await db.select().from(photos)).map(({ releasedAt }) => releasedAt)).toEqual([at, at]);
	expect((await db.select().from(photoRedactions)).map(({ rectangles }) => rectangles)).toEqual([[], []]);
	expect(told).toEqual([
		["home", "wall", `village:${cast.places.qingshi.id}`, `submission:${pair.submissionId}`, `courtyard:${"code-chen"}`],
	]);
	expect((await verifyPublications()).faults).toEqual([]);
});

test("returning tells the reasons and the words, pays nothing and keeps the pictures in", async () => {
	const { decisionId } = await commands.return(cast.staff.li);
	expect(await stage()).toBe("returned");
	expect(await db.select().from(decisions)).toMatchObject([{ id: decisionId, outcome: "returned", note: "请站稳一点。" }]);
	expect(await db.select().from(decisionReasons)).toEqual([{ decisionId, reason: "blurred", side: null }]);
	expect((await accountOf(db, chen().householdId)).balance).toBe(0);
	expect((await db.select().from(photos)).map(({ releasedAt }) => releasedAt)).toEqual([null, null]);
});

test("a reason about a photo keeps the side that was named; returned once more by the same moderator, the first word stays", async () => {
	const said = { reasons: ["blurred", "too_dark"], sides: { blurred: "after", other_place: "before" } };
	const { decisionId } = await commands.return(cast.staff.li, said);
	const kept = [
		{ decisionId, reason: "blurred", side: "after" },
		{ decisionId, reason: "too_dark", side: null },
	];
	expect(await db.select().from(decisionReasons)).toEqual(kept);
	expect(await commands.return(cast.staff.li, { ...said, sides: { blurred: "before" } })).toEqual({ decisionId });
	expect(await db.select().from(decisionReasons)).toEqual(kept);
	expect((await ownSubmission(chen().viewer, pair.submissionId)).feedback).toMatchObject({ sides: { blurred: "after" } });
	expect(await decisionsOn(pair.submissionId)).toMatchObject([{ sides: { blurred: "after" } }]);
});

test.each([
	["of a reason about words", { reason: "private_words", side: "after" }],
	["that a pair does not have", { reason: "too_dark", side: "left" }],
])("the database keeps no side %s, and changes none", async (_name, row) => {
	const { decisionId } = await commands.return(cast.staff.li, { sides: { blurred: "after" } });
	await expect(
		write((tx) => tx.insert(decisionReasons).values({ decisionId, reason: row.reason, side: row.side as "before" })),
	).rejects.toThrow();
	await expect(write((tx) => tx.update(decisionReasons).set({ side: "before" }))).rejects.toThrow();
	expect(await db.select().from(decisionReasons)).toEqual([{ decisionId, reason: "blurred", side: "after" }]);
});

test("declining closes the pair", async () => {
	await commands.decline(cast.staff.meng);
	expect(await stage()).toBe("declined");
});

test("each decision leaves a line in the trail", async () => {
	await commands.publish(cast.staff.li);
	const [line] = await db.select().from(auditEntries).where(eq(auditEntries.action, "submission.publish"));
	expect(line).toMatchObject({
		actorId: cast.staff.li.personId,
		subject: `submission:${pair.submissionId}`,
		detail: { version: 1, points: 2, held: 3 },
	});
});

test.each(verbs)("to %s twice is to do it once, and to hear the same answer", async (verb) => {
	const first = await commands[verb](cast.staff.li);
	expect(await commands[verb](cast.staff.li, { at: minutesAfter(at, 1) })).toEqual(first);
	expect(await db.select().from(decisions)).toHaveLength(1);
	expect(
		await db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.action, `submission.${verb}`)),
	).toHaveLength(1);
	expect(await accountOf(db, chen().householdId)).toEqual(verb === "publish" ? { balance: 2, held: 3 } : { balance: 0, held: 0 });
});

test.each(verbs)("nobody may %s outside their role and region, or their own, or a relative's: it does not exist for them", async (verb) => {
	await write((tx) =>
		tx.insert(declaredRelatives).values({ personId: cast.staff.meng.personId, householdId: chen().householdId, declaredAt: MORNING }),
	);
	const elsewhere = { ...cast.staff.li, roles: [{ ...(cast.staff.li.roles[0] as Viewer["roles"][0]), path: cast.places.baiyang.path }] };
	const strangers = {
		villager: cast.homes.du.viewer,
		auditor: cast.staff.song,
		admin: cast.staff.wang,
		elsewhere,
		relative: cast.staff.meng,
	};
	for (const viewer of Object.values(strangers)) {
		await expect(commands[verb](viewer)).rejects.toMatchObject({ refusal: "not_found" });
	}
	const own = await sentPair(cast.homes.bao);
	await expect(commands[verb](cast.baoAsModerator, own)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.select().from(decisions)).toEqual([]);
});

test("the database itself refuses a decision on one's own household or a declared relative's", async () => {
	const [bao, li] = [cast.homes.bao, cast.staff.li];
	const own = await sentPair(bao);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: li.personId, householdId: chen().householdId, declaredAt: MORNING }));
	const decision = { version: 1, outcome: "returned" as const, decidedAt: at };
	for (const refused of [
		{ ...decision, submissionId: own.submissionId, moderatorId: bao.personId },
		{ ...decision, submissionId: pair.submissionId, moderatorId: li.personId },
	]) {
		await expect(write((tx) => tx.insert(decisions).values(refused))).rejects.toMatchObject({
			cause: { message: expect.stringContaining("own household or declared relatives") },
		});
	}
});

test("the database refuses a second decision on a version, a changed one and a removed one", async () => {
	await commands.return(cast.staff.li);
	const second = {
		submissionId: pair.submissionId,
		version: 1,
		outcome: "declined" as const,
		moderatorId: cast.staff.meng.personId,
		decidedAt: at,
	};
	await expect(write((tx) => tx.insert(decisions).values(second))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(/UNIQUE/) },
	});
	await expect(rawClient().execute("UPDATE decisions SET outcome = 'published'")).rejects.toThrow("can only be undone");
	await expect(rawClient().execute("DELETE FROM decisions")).rejects.toThrow("decisions stay");
});

test.each(verbs)("who comes to %s after another moderator decided is told by whom and what", async (verb) => {
	await commands.return(cast.staff.meng);
	const told = { refusal: "conflict", key: "moderation.decidedMeanwhile", params: { name: "孟和", outcome: "returned" } };
	await expect(commands[verb](cast.staff.li)).rejects.toMatchObject(told);
	expect(await db.select().from(decisions)).toHaveLength(1);
});

test.each(verbs)("who comes to %s after the household withdrew is told so", async (verb) => {
	await withdrawSubmission({ submissionId: pair.submissionId, by: chen(), at: MORNING });
	await expect(commands[verb](cast.staff.li)).rejects.toMatchObject({ refusal: "conflict", key: "moderation.withdrawnMeanwhile" });
});

test.each(verbs)("who comes to %s what was mended and sent again meanwhile is told to look at the new one", async (verb) => {
	await commands.return(cast.staff.meng);
	await sendAgain(pair, chen(), minutesAfter(at, 5));
	const late = { at: minutesAfter(at, 6) };
	await expect(commands[verb](cast.staff.li, late)).rejects.toMatchObject({ refusal: "conflict", key: "moderation.resentMeanwhile" });
	await expect(commands[verb](cast.staff.li, { ...late, version: 2 })).resolves.toHaveProperty("decisionId");
});

test("a draft does not exist for moderators", async () => {
	const { submissionId } = await startDraft({ householdId: chen().householdId, idempotencyKey: "draft", by: chen(), at: MORNING });
	await expect(commands.publish(cast.staff.li, { submissionId, version: 0 })).rejects.toMatchObject({ refusal: "not_found" });
});

test("without the household's consent nothing becomes public", async () => {
	await write((tx) => tx.update(consents).set({ withdrawnAt: MORNING, withdrawnBy: chen().personId }));
	await expect(commands.publish(cast.staff.li)).rejects.toMatchObject({ refusal: "conflict", key: "moderation.consentMissing" });
	expect(await stage()).toBe("waiting");
	expect((await accountOf(db, chen().householdId)).balance).toBe(0);
});

test("the third pair of a month becomes public without points, and says so", async () => {
	const day = 24 * 60;
	for (const days of [1, 2]) {
		pair = await sentPair(chen(), { at: minutesAfter(MORNING, days * day) });
		await commands.publish(cast.staff.li);
	}
	pair = await sentPair(chen(), { at: minutesAfter(MORNING, 3 * day) });
	const third = await commands.publish(cast.staff.li);
	expect(third).toMatchObject({ points: 0, isPastCap: true });
	expect(await stage()).toBe("published");
	expect(await commands.publish(cast.staff.li, { at: minutesAfter(MORNING, 40 * day) })).toEqual(third);
});

test.each([
	["nothing said", { reasons: [], note: "  " }, "moderation.reasonMissing"],
	["a reason that belongs to another decision", { reasons: ["not_own"], note: "" }, "moderation.unfitReason"],
	["a reason that nobody knows", { reasons: ["because"], note: "" }, "moderation.unfitReason"],
	["a side that no pair has", { sides: { blurred: "left" } }, "moderation.unfitSide"],
	["a side of what is no photo", { sides: { private_words: "after" } }, "moderation.unfitSide"],
	["too many words", { reasons: [], note: "长".repeat(501) }, "moderation.noteTooLong"],
])("returning with %s is refused", async (_name, said, key) => {
	await expect(commands.return(cast.staff.li, said)).rejects.toMatchObject({ refusal: "invalid", key });
	expect(await stage()).toBe("waiting");
});
