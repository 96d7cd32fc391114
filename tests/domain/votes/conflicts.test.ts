import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteCounts } from "#db/schema/votes/counts.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import { takeStep } from "#domain/stages.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { standingBallots } from "#domain/votes/ballots/standing-ballots.ts";
import { withdrawBallot } from "#domain/votes/ballots/withdraw-ballot.ts";
import { ballotNews } from "#domain/votes/doubts/ballot-news.ts";
import { conflictsOf } from "#domain/votes/papers/conflicts.ts";
import { proposeSettlement, settleConflict } from "#domain/votes/papers/settle-conflict.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { NOON, paperFor, phoneVote, readByTwo, ticked } from "#tests/papers.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
const UNTIL = minutesAfter(CLOSES, 60);
const LATER = minutesAfter(UNTIL, 60);
const WHY = "上门问过，本人说以纸上的为准。";

beforeEach(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan], paperUntil: UNTIL });
});

/** Chen's household voted for 1 by phone, then for 2 on paper; the round is closed. */
async function inConflict(): Promise<string> {
	await phoneVote(2, [1]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(UNTIL, () => true);
	const [found] = await db.select().from(ballotConflicts);
	return found?.id ?? "";
}
const propose = (conflictId: string, more: Partial<Parameters<typeof proposeSettlement>[0]> = {}) =>
	proposeSettlement({ conflictId, settlement: "paper", why: WHY, by: cast.staff.wang, at: LATER, ...more });
const settle = (conflictId: string, more: Partial<Parameters<typeof settleConflict>[0]> = {}) =>
	settleConflict({ conflictId, settlement: "paper", why: WHY, by: cast.staff.song, at: LATER, ...more });
const standing = async () => (await standingBallots("june")).map(({ rollNumber, channel, numbers }) => ({ rollNumber, channel, numbers }));

test("a household that changed its mind as often as it may still has its paper settled", async () => {
	for (let n = 0; n < 100; n++) await phoneVote(2, [1 + (n % 2)]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(1), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(UNTIL, () => true);
	const [found] = await db.select().from(ballotConflicts);
	await propose(found?.id ?? "");
	await settle(found?.id ?? "");
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "paper", numbers: [1] }]);
});

test("a household that voted by phone and on paper is found, and nothing is put over the other", async () => {
	const id = await inConflict();
	expect(await db.select().from(ballots)).toMatchObject([{ channel: "phone", version: 1 }]);
	const [view] = await conflictsOf(cast.staff.wang, "june");
	expect(view).toMatchObject({
		conflictId: id,
		home: { headName: "陈桂兰" },
		other: { channel: "phone", at: NOON },
		paperReadAt: NOON,
		proposal: null,
	});
	expect(JSON.stringify(view)).not.toMatch(/numbers|sealed/);
	expect(await ballotNews("household-chen")).toMatchObject([{ kind: "conflict" }]);
});

test("while it waits, the household can neither change nor take back by phone", async () => {
	await phoneVote(2, [1]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	const phone = { roundId: "june", householdId: "household-chen", channel: "phone" as const, at: NOON };
	await expect(castBallot({ ...phone, numbers: [2] })).rejects.toMatchObject({ key: "ballots.paperUnsettled" });
	await expect(withdrawBallot(phone)).rejects.toMatchObject({ key: "ballots.paperUnsettled" });
});

test("who took the phone's ballot back before has no conflict: paper counts", async () => {
	await phoneVote(2, [1]);
	await withdrawBallot({ roundId: "june", householdId: "household-chen", channel: "phone", at: NOON });
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(UNTIL, () => true);
	expect(await db.select().from(ballotConflicts)).toEqual([]);
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "paper", numbers: [2] }]);
});

test("two settle for the paper: it goes into the box as of when it was read, and the household is told why", async () => {
	const id = await inConflict();
	await propose(id);
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "phone", numbers: [1] }]);
	await settle(id);
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "paper", numbers: [2] }]);
	expect(await db.select().from(ballots)).toMatchObject([{ version: 1 }, { version: 2, at: NOON }]);
	expect(await ballotNews("household-chen")).toMatchObject([{ kind: "settled", settlement: "paper", why: WHY }]);
	expect(
		await db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.subject, `conflict:${id}`)),
	).toHaveLength(2);
});

test("two settle for the other: it stands as it was", async () => {
	const id = await inConflict();
	await propose(id, { settlement: "other" });
	await settle(id, { settlement: "other" });
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "phone", numbers: [1] }]);
	expect(await ballotNews("household-chen")).toMatchObject([{ kind: "settled", settlement: "other" }]);
});

test("proposed twice is proposed once, and somebody who thinks otherwise proposes in its place", async () => {
	const id = await inConflict();
	await propose(id);
	await propose(id);
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "conflict.propose"))).toHaveLength(1);
	const town = { ...as(cast.staff.song, "town_admin", cast.places.shilin) };
	await propose(id, { settlement: "other", by: town });
	await expect(settle(id, { by: cast.staff.wang })).rejects.toMatchObject({ key: "doubts.proposedAnew" });
	await settle(id, { by: cast.staff.wang, settlement: "other" });
	expect(await standing()).toMatchObject([{ channel: "phone" }]);
});

test.each<[string, string, (id: string) => Promise<unknown>]>([
	["no reason is given", "doubts.whyMissing", (id) => propose(id, { why: " 好 " })],
	["an auditor proposes", "rounds.notYours", (id) => propose(id, { by: cast.staff.song })],
	["there is no such conflict", "common.notFound", () => propose("none")],
	["nobody has proposed", "doubts.notProposed", (id) => settle(id)],
	["the same person agrees", "doubts.secondPerson", async (id) => [await propose(id), await settle(id, { by: cast.staff.wang })]],
	["a moderator agrees", "common.notFound", async (id) => [await propose(id), await settle(id, { by: cast.staff.li })]],
	["it is settled already", "doubts.settledAlready", async (id) => [await propose(id), await settle(id), await settle(id)]],
	[
		"it is settled and proposed again",
		"doubts.settledAlready",
		async (id) => [await propose(id), await settle(id), await propose(id, { settlement: "other" })],
	],
])("settling is refused when %s", async (_what, key, deed) => {
	const id = await inConflict();
	await expect(deed(id)).rejects.toMatchObject({ key });
});

test("while the vote is open nobody settles anything, for nobody may hear who has voted", async () => {
	await phoneVote(2, [1]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	const [found] = await db.select().from(ballotConflicts);
	await expect(propose(found?.id ?? "", { at: NOON })).rejects.toMatchObject({ refusal: "conflict", key: "doubts.notClosed" });
	await expect(settle(found?.id ?? "", { at: NOON })).rejects.toMatchObject({ key: "doubts.notClosed" });
});

test.each([
	["the household's own relative", "household-chen", "households.recused"],
	["a candidate's relative", "household-fan", "rounds.closeToCandidate"],
])("%s neither proposes nor agrees", async (_who, householdId, key) => {
	const id = await inConflict();
	for (const personId of ["person-wang", "person-song"])
		await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: MORNING }));
	await expect(propose(id)).rejects.toMatchObject({ refusal: "forbidden", key });
	const town = as({ ...cast.staff.li, personId: "person-meng" }, "town_admin", cast.places.shilin);
	await propose(id, { by: town });
	await expect(settle(id)).rejects.toMatchObject({ refusal: "forbidden", key });
});

test("fifty who agree at once settle it once", async () => {
	const id = await inConflict();
	await propose(id);
	const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => settle(id)));
	expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(ballots)).toHaveLength(2);
});

test("the database counts nothing while a conflict is open, and keeps what was settled", async () => {
	const id = await inConflict();
	const file = { roundId: "june", sha256: "0", countedBy: "person-wang", countedAt: LATER };
	const count = () =>
		write(async (tx) => {
			await tx.insert(voteCounts).values(file);
			await takeStep(tx, ROUND_LIFE, { id: "june", stage: "counted", actorId: "person-wang", at: LATER });
		});
	await expect(count()).rejects.toMatchObject({ cause: { message: expect.stringContaining("two ballots of a household") } });
	const settledBy = (set: Partial<typeof ballotConflicts.$inferInsert>) => write((tx) => tx.update(ballotConflicts).set(set));
	const by = { settledAt: LATER, settledBy: "person-song" };
	await expect(settledBy({ settled: "paper", ...by })).rejects.toMatchObject({ cause: { message: expect.stringContaining("by two") } });
	await propose(id);
	await expect(settledBy({ settled: "other", ...by })).rejects.toMatchObject({ cause: { message: expect.stringContaining("by two") } });
	await expect(settledBy({ settled: "paper", ...by, settledBy: "person-wang" })).rejects.toMatchObject({
		cause: { message: expect.stringContaining("two_people") },
	});
	await settle(id);
	await expect(settledBy({ why: "x" })).rejects.toMatchObject({ cause: { message: expect.stringContaining("settled once") } });
	await expect(write((tx) => tx.delete(ballotConflicts))).rejects.toMatchObject({ cause: { message: expect.stringContaining("stay") } });
	await count();
});

test.each(["household-chen", "household-fan"])(
	"the database lets nobody settle who is close to %s, the voter or a candidate",
	async (householdId) => {
		const id = await inConflict();
		await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId, declaredAt: MORNING }));
		const proposal = { proposed: "paper" as const, why: WHY, proposedBy: "person-wang", proposedAt: LATER };
		const proposed = write((tx) => tx.update(ballotConflicts).set(proposal).where(eq(ballotConflicts.id, id)));
		await expect(proposed).rejects.toMatchObject({ cause: { message: expect.stringContaining("a candidate among them") } });
	},
);

test("the database takes no conflict about a paper that nobody read", async () => {
	await paperFor("household-chen", cast.staff.wang);
	const [paper] = await db.select().from(paperBallots);
	const row = { roundId: "june", rollNumber: 2, paperBallotId: paper?.id ?? "", foundAt: NOON };
	const found = write((tx) => tx.insert(ballotConflicts).values(row));
	await expect(found).rejects.toMatchObject({ cause: { message: expect.stringContaining("that two people read") } });
});
