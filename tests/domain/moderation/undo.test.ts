import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { decisions } from "#db/schema/moderation.ts";
import { photos } from "#db/schema/photos.ts";
import { pointEntries } from "#db/schema/points.ts";
import { SUBMISSION_LIFE, submissions, submissionVersions } from "#db/schema/submissions.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { openItem } from "#domain/moderation/open.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { undoable } from "#domain/moderation/undoable.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { takeStep } from "#domain/stages.ts";
import { describe } from "#domain/submissions/describe.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { type Pair, sendAgain, sentPair } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pair: Pair;

freshDatabase(async () => {
	cast = await inviteCast();
	pair = await sentPair(cast.homes.chen);
});

const secondsLater = (seconds: number) => new Date(MORNING.getTime() + seconds * 1000);
const on = (at = MORNING) => ({ by: cast.staff.li, submissionId: pair.submissionId, version: pair.version, at });
const giveBack = () => returnToHousehold({ ...on(), reasons: ["blurred"], note: "" });
const undo = (decisionId: string, seconds = 60, viewer = cast.staff.li) =>
	undoDecision({ by: viewer, decisionId, at: secondsLater(seconds) });

async function stage(): Promise<string | undefined> {
	const [row] = await db.select({ stage: submissions.stage }).from(submissions).where(eq(submissions.id, pair.submissionId));
	return row?.stage;
}

test("within a minute a publication is taken back: hidden, waiting, points reversed, open for the same moderator", async () => {
	const { decisionId } = await publish(on());
	const told: (readonly Tag[])[] = [];
	const stop = onChange((tags) => told.push(tags));
	await undo(decisionId);
	stop();
	expect(await stage()).toBe("waiting");
	expect((await db.select().from(photos)).map(({ releasedAt }) => releasedAt)).toEqual([null, null]);
	expect((await db.select().from(pointEntries)).map(({ points, held, kind }) => [points, held, kind])).toEqual([
		[2, 0, "issue"],
		[0, 3, "hold"],
		[-2, 0, "reverse"],
		[0, -3, "reverse"],
	]);
	expect(await openItem(cast.staff.meng, pair.submissionId, secondsLater(61))).toMatchObject({ name: "李敏" });
	expect(told[0]).toContain("wall");
	expect((await verifyPublications()).faults).toEqual([]);
});

test("undoing twice is undoing once", async () => {
	const { decisionId } = await publish(on());
	await undo(decisionId, 30);
	await undo(decisionId, 300);
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "decision.undo"))).toHaveLength(1);
	expect((await accountOf(db, cast.homes.chen.householdId)).balance).toBe(0);
});

test("after a minute it is refused, and why", async () => {
	const { decisionId } = await publish(on());
	await expect(undo(decisionId, 60.001)).rejects.toMatchObject({
		refusal: "conflict",
		key: "moderation.undoTooLate",
		params: { seconds: 60 },
	});
	expect(await stage()).toBe("published");
	expect(await accountOf(db, cast.homes.chen.householdId)).toEqual({ balance: 2, held: 3 });
});

test("nobody undoes another's decision: it does not exist for them", async () => {
	const { decisionId } = await publish(on());
	for (const viewer of [cast.staff.meng, cast.staff.wang, cast.homes.chen.viewer]) {
		await expect(undo(decisionId, 1, viewer)).rejects.toMatchObject({ refusal: "not_found" });
	}
});

test("a returned pair waits again, unless the household has begun to mend it", async () => {
	const first = await giveBack();
	await undo(first.decisionId, 10);
	expect(await stage()).toBe("waiting");
	const second = await giveBack();
	await describe({ submissionId: pair.submissionId, words: "改过了", by: cast.homes.chen, at: secondsLater(20) });
	await expect(undo(second.decisionId)).rejects.toMatchObject({ key: "moderation.undoMovedOn" });
	expect(await stage()).toBe("returned");
});

test("words that came with a form begun before the return, and arrived after it, are not slipped under a decision", async () => {
	const { decisionId } = await giveBack();
	await describe({ submissionId: pair.submissionId, words: "没人看过的话", by: cast.homes.chen, at: secondsLater(-600) });
	await expect(undo(decisionId)).rejects.toMatchObject({ key: "moderation.undoMovedOn" });
	expect(await stage()).toBe("returned");
});

test("what was sent again or withdrawn meanwhile is not undone", async () => {
	const returned = await giveBack();
	await sendAgain(pair, cast.homes.chen, secondsLater(20));
	await expect(undo(returned.decisionId)).rejects.toMatchObject({ refusal: "conflict", key: "moderation.undoMovedOn" });
	const published = await publish({ ...on(secondsLater(30)), version: 2 });
	await withdrawSubmission({ submissionId: pair.submissionId, by: cast.homes.chen, at: secondsLater(40) });
	await expect(undo(published.decisionId)).rejects.toMatchObject({ key: "moderation.undoMovedOn" });
	expect(await stage()).toBe("withdrawn");
});

test("of a household that was closed meanwhile nothing waits again, by command or by hand, and its hamlet moves on", async () => {
	const { decisionId } = await publish(on());
	const closing = { householdId: "household-chen", by: cast.staff.wang, why: "other" } as const;
	await expect(carryOut(closeHousehold, { ...closing, at: secondsLater(60) })).rejects.toMatchObject({ key: "households.life.waiting" });
	await carryOut(closeHousehold, { ...closing, at: secondsLater(61) });
	await expect(undo(decisionId, 59)).rejects.toMatchObject({ refusal: "conflict", key: "moderation.undoClosed" });
	const byHand = write(async (tx) => {
		await tx.update(decisions).set({ undoneAt: MORNING, undoneBy: "person-li" }).where(eq(decisions.id, decisionId));
		await takeStep(tx, SUBMISSION_LIFE, { id: pair.submissionId, stage: "waiting", actorId: "person-li", at: MORNING });
	});
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("nothing of a closed household waits") } });
	expect(await stage()).toBe("published");
	const { donggou, baiyang } = cast.places;
	await moveRegion({ regionId: donggou.id, toId: baiyang.id, by: cast.staff.wang, at: secondsLater(62) });
	const [moved] = await db.select({ villageId: submissions.villageId }).from(submissions);
	expect(moved).toEqual({ villageId: baiyang.id });
});

test("after an undo the other outcome can be decided, and both decisions stay as rows", async () => {
	const { decisionId } = await publish(on());
	await undo(decisionId, 5);
	await giveBack();
	const rows = await db.select().from(decisions).orderBy(decisions.outcome);
	expect(rows.map(({ outcome, undoneAt }) => [outcome, undoneAt !== null])).toEqual([
		["published", true],
		["returned", false],
	]);
});

test("publishing again after an undo pays once in sum, and the wall counts from then", async () => {
	const { decisionId } = await publish(on());
	await undo(decisionId, 5);
	expect(await publish(on(secondsLater(6)))).toMatchObject({ points: 5 });
	expect(await db.select({ publishedAt: submissions.publishedAt }).from(submissions)).toEqual([{ publishedAt: secondsLater(6) }]);
	expect(await accountOf(db, cast.homes.chen.householdId)).toEqual({ balance: 2, held: 3 });
});

test("points that are spent already do not keep a wrong picture public: the rest is taken back, and verification knows why", async () => {
	await depositIn(cast.places.qingshi.id, 100);
	const { decisionId } = await publish(on());
	const { householdId } = cast.homes.chen;
	const order = { householdId, points: 2, source: "order:1", evidence: "order:1", actorId: null, at: MORNING };
	await write((tx) => redeem(tx, order));
	await undo(decisionId);
	expect(await stage()).toBe("waiting");
	expect(await accountOf(db, householdId)).toEqual({ balance: 0, held: 0 });
	expect((await verifyPublications()).faults).toEqual([]);
});

test("the page offers to undo one's own decisions of the last minute", async () => {
	const { decisionId } = await publish(on());
	expect(await undoable(cast.staff.li, secondsLater(60))).toMatchObject([{ decisionId, outcome: "published", hamlet: "东沟" }]);
	expect(await undoable(cast.staff.li, secondsLater(61))).toEqual([]);
	expect(await undoable(cast.staff.meng, secondsLater(1))).toEqual([]);
	await undo(decisionId);
	expect(await undoable(cast.staff.li, secondsLater(60))).toEqual([]);
});

test("the database lets a decision be undone once and nothing else", async () => {
	const { decisionId } = await publish(on());
	await undo(decisionId);
	await expect(rawClient().execute("UPDATE decisions SET undone_at = 1")).rejects.toThrow("can only be undone");
	await expect(rawClient().execute("UPDATE decisions SET undone_at = NULL")).rejects.toThrow("can only be undone");
});

test("the database keeps every column of a decision, also one that is added, alone or along with an undo", async () => {
	await publish(on());
	await rawClient().execute("ALTER TABLE decisions ADD COLUMN later TEXT");
	await expect(rawClient().execute("UPDATE decisions SET later = 'x'")).rejects.toThrow("can only be undone");
	const { rows } = await rawClient().execute(
		"SELECT name FROM pragma_table_info('decisions') WHERE name NOT IN ('undone_at', 'undone_by', 'later')",
	);
	expect(rows.length).toBeGreaterThan(6);
	for (const { name } of rows)
		await expect(
			rawClient().execute(`UPDATE decisions SET undone_at = 1, undone_by = 'person-li', ${name} = 'x'`),
			String(name),
		).rejects.toThrow(name === "village_id" ? "go along with their submission" : "can only be undone");
});

const standing = { cause: { message: expect.stringContaining("waits again only when the decision is undone") } };

test.each([
	["published", publish],
	["declined", (item: ReturnType<typeof on>) => decline({ ...item, reasons: ["unfit"], note: "" })],
	["returned", (item: ReturnType<typeof on>) => returnToHousehold({ ...item, reasons: ["blurred"], note: "" })],
])("the database lets what was %s wait again only when the decision is undone", async (_outcome, decide) => {
	const { decisionId } = await decide(on());
	const { submissionId } = pair;
	const waitAgain = () =>
		write((tx) => takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: "person-li", at: MORNING }));
	await expect(waitAgain()).rejects.toMatchObject(standing);
	await undo(decisionId);
	expect(await stage()).toBe("waiting");
});

test("the database lets no new version of what stands published slip past its decision", async () => {
	await publish(on());
	const { submissionId } = pair;
	const resend = write(async (tx) => {
		await tx.update(submissions).set({ version: 2 }).where(eq(submissions.id, submissionId));
		const [sent] = await tx.select().from(submissionVersions).where(eq(submissionVersions.submissionId, submissionId));
		await tx.insert(submissionVersions).values({ ...(sent as NonNullable<typeof sent>), version: 2 });
		await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: "person-chen", at: MORNING });
	});
	await expect(resend).rejects.toMatchObject(standing);
	expect(await stage()).toBe("published");
});
