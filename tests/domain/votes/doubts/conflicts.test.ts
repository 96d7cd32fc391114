import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { publishedFiles } from "#db/schema/published-files.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type Answering, refuse, sign } from "#domain/approvals/answer.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { takeStep } from "#domain/stages.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { standingBallots } from "#domain/votes/ballots/standing-ballots.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { casesOf, lineAt } from "#domain/votes/doubts/cases.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { Settlement } from "#domain/votes/types.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { NOON, paperFor, phoneVote, readByTwo, ticked } from "#tests/papers.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";
import { countRow, propose as proposeByHand, signByHand, waiveVisits } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const UNTIL = minutesAfter(CLOSES, 60);
const LATER = minutesAfter(UNTIL, 60);
const WHY = "上门问过，本人说以纸上的为准。";

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan], paperUntil: UNTIL });
});

/** Chen's household voted for 1 by phone, then for 2 on paper; the round is closed. */
async function inConflict(): Promise<void> {
	await phoneVote(2, [1]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(UNTIL, () => true);
}
type Proposing = { outcome: Settlement; rollNumber: number; why: string; by: Viewer; at: Date };
const propose = async (more: Partial<Proposing> = {}) =>
	(
		await proposeOnLine({
			kind: "settlement",
			roundId: "june",
			rollNumber: 2,
			outcome: "paper",
			why: WHY,
			by: cast.staff.wang,
			at: LATER,
			...more,
		})
	).approvalId;
const settle = (approvalId: string, more: Partial<Answering> = {}) =>
	sign({ approvalId, by: cast.staff.song, at: LATER, ...more }, BALLOT_APPROVALS);
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params }) => ({ kind, ...params }));
const standing = async () => (await standingBallots("june")).map(({ rollNumber, channel, numbers }) => ({ rollNumber, channel, numbers }));

test("a household that changed its mind as often as it may still has its paper settled", async () => {
	for (let n = 0; n < 100; n++) await phoneVote(2, [1 + (n % 2)]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(1), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(UNTIL, () => true);
	await settle(await propose());
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "paper", numbers: [1] }]);
});

test("a household that voted by phone and on paper is found, and nothing is put over the other", async () => {
	await inConflict();
	expect(await db.select().from(ballots)).toMatchObject([{ channel: "phone", version: 1 }]);
	const [view] = await casesOf(cast.staff.wang, await roundFor("june"));
	expect(view).toMatchObject({
		home: { headName: "陈桂兰" },
		twice: { other: { channel: "phone", at: NOON }, paperReadAt: NOON },
		approvals: [],
	});
	expect(JSON.stringify(view)).not.toMatch(/numbers|sealed/);
	expect(await heard()).toEqual([{ kind: "paper_read", round: "金秋最美庭院", outcome: "conflict" }]);
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
	await inConflict();
	const id = await propose();
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "phone", numbers: [1] }]);
	await settle(id);
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "paper", numbers: [2] }]);
	expect(await db.select().from(ballots)).toMatchObject([{ version: 1 }, { version: 2, at: NOON }]);
	expect(await heard()).toEqual([{ kind: "two_decided", what: "settlement", outcome: "paper" }]);
	expect(await lineAt("june", { householdId: "household-chen" })).toMatchObject({ approvals: [{ outcome: "paper", why: WHY }] });
	expect(
		await db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.subject, `settlement:${id}`)),
	).toHaveLength(2);
});

test("two settle for the other: it stands as it was", async () => {
	await inConflict();
	await settle(await propose({ outcome: "other" }));
	expect(await standing()).toEqual([{ rollNumber: 2, channel: "phone", numbers: [1] }]);
	expect(await heard()).toEqual([{ kind: "two_decided", what: "settlement", outcome: "other" }]);
});

test("proposed twice is proposed once, and somebody who thinks otherwise proposes in its place", async () => {
	await inConflict();
	const id = await propose();
	expect(await propose()).toBe(id);
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "settlement.propose"))).toHaveLength(1);
	const town = { ...as(cast.staff.song, "town_admin", cast.places.shilin) };
	const other = await propose({ outcome: "other", by: town });
	await expect(settle(id, { by: cast.staff.wang })).rejects.toMatchObject({ key: "approvals.proposedAnew" });
	await settle(other, { by: cast.staff.wang });
	expect(await standing()).toMatchObject([{ channel: "phone" }]);
});

const WHY_NOT = "我也上门问了，本人说以手机上的为准。";
const doNotAgree = (approvalId: string, by = cast.staff.song, why = WHY_NOT) =>
	refuse({ approvalId, by, why, at: LATER }, BALLOT_APPROVALS);

test("one witness who refuses all holds up no count: another one decides what the same admin proposes again, in view of why not", async () => {
	await inConflict();
	const zhao = await hireZhao(cast.staff.wang);
	await doNotAgree(await propose());
	const again = await propose();
	await expect(doNotAgree(again)).rejects.toMatchObject({ refusal: "conflict", key: "approvals.refusedBefore" });
	await settle(again, { by: zhao });
	expect(await standing()).toMatchObject([{ channel: "paper" }]);
	const [view] = await casesOf(cast.staff.wang, await roundFor("june"));
	expect(view?.approvals.map(({ answer }) => answer)).toMatchObject([
		{ said: "refused", byName: "宋平", why: WHY_NOT },
		{ said: "signed" },
	]);
});

test("whom two witnesses refused leaves it to somebody else, and so does whom the only one refused", async () => {
	await inConflict();
	await doNotAgree(await propose());
	await expect(propose()).rejects.toMatchObject({ refusal: "conflict", key: "approvals.refusedOnce" });
	const zhao = await hireZhao(cast.staff.wang);
	await doNotAgree(await propose(), zhao);
	await expect(propose({ outcome: "other" })).rejects.toMatchObject({ key: "approvals.refusedOnce" });
	await expect(byHand()).rejects.toMatchObject({ cause: { message: expect.stringContaining("somebody else") } });
});

test("who refuses says why, and the database asks for it too, once from each witness", async () => {
	await inConflict();
	const id = await propose();
	await expect(doNotAgree(id, cast.staff.song, " 不行 ")).rejects.toMatchObject({ refusal: "invalid", key: "approvals.whyNot" });
	const said = { answer: "refused", answeredBy: "person-song", answeredAt: LATER } as const;
	const answered = (approvalId: string, answerWhy?: string) =>
		write((tx) =>
			tx
				.update(approvals)
				.set({ ...said, ...(answerWhy && { answerWhy }) })
				.where(eq(approvals.id, approvalId)),
		);
	await expect(answered(id)).rejects.toMatchObject({ cause: { message: expect.stringContaining("says why") } });
	await doNotAgree(id);
	await hireZhao(cast.staff.wang);
	await expect(answered(await propose(), WHY_NOT)).rejects.toMatchObject({
		cause: { message: expect.stringContaining("another witness") },
	});
});

test("who does not agree leaves it open, and may propose the other one", async () => {
	await inConflict();
	const town = { ...as(cast.staff.song, "town_admin", cast.places.shilin) };
	await doNotAgree(await propose(), town);
	await settle(await propose({ outcome: "other", by: town }), { by: cast.staff.wang });
	expect(await standing()).toMatchObject([{ channel: "phone" }]);
});

test.each<[string, string, () => Promise<unknown>]>([
	["no reason is given", "approvals.whyMissing", () => propose({ why: " 好 " })],
	["an auditor proposes", "rounds.notYours", () => propose({ by: cast.staff.song })],
	["there is no such conflict", "common.notFound", () => propose({ rollNumber: 3 })],
	["nobody has proposed", "common.notFound", () => settle("none")],
	["the same person agrees", "approvals.secondPerson", async () => settle(await propose(), { by: cast.staff.wang })],
	["a moderator agrees", "common.notFound", async () => settle(await propose(), { by: cast.staff.li })],
	["somebody agrees whom the other appointed", "accounts.askAnother", async () => settle(await propose(), { by: await guByWang() })],
	[
		"it is settled already",
		"approvals.answeredAlready",
		async () => {
			const id = await propose();
			await settle(id);
			await settle(id);
		},
	],
	[
		"it is settled and proposed again",
		"approvals.signedAlready",
		async () => [await settle(await propose()), await propose({ outcome: "other" })],
	],
])("settling is refused when %s", async (_what, key, deed) => {
	await inConflict();
	await expect(deed()).rejects.toMatchObject({ key });
});

const guByWang = () => hired("gu", "auditor", cast.places.shilin, cast.staff.wang);

test("while the vote is open nobody settles anything, for nobody may hear who has voted", async () => {
	await phoneVote(2, [1]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	await expect(propose({ at: NOON })).rejects.toMatchObject({ refusal: "conflict", key: "doubts.notClosed" });
	await expect(propose({ rollNumber: 3, at: NOON })).rejects.toMatchObject({ key: "doubts.notClosed" });
	await expect(byHand()).rejects.toMatchObject({ cause: { message: expect.stringContaining("after the closing") } });
});

const byHand = (by = "person-wang", outcome = "paper") =>
	proposeByHand({ kind: "settlement", roundId: "june", rollNumber: 2, outcome, by, at: LATER, id: "x" });

test.each([
	["the household's own relative", "household-chen", "households.recused"],
	["a candidate's relative", "household-fan", "rounds.closeToCandidate"],
])("%s neither proposes nor agrees", async (_who, householdId, key) => {
	await inConflict();
	for (const personId of ["person-wang", "person-song"])
		await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: MORNING }));
	await expect(propose()).rejects.toMatchObject({ refusal: "forbidden", key });
	const town = as({ ...cast.staff.li, personId: "person-meng" }, "town_admin", cast.places.shilin);
	const id = await propose({ by: town });
	await expect(settle(id)).rejects.toMatchObject({ refusal: "forbidden", key });
});

test("fifty who agree at once settle it once", async () => {
	await inConflict();
	const id = await propose();
	const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => settle(id)));
	expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(ballots)).toHaveLength(2);
});

test("the database counts nothing while a conflict is open, and keeps what was settled", async () => {
	await inConflict();
	const count = () =>
		write(async (tx) => {
			await tx.insert(publishedFiles).values(countRow("june", LATER));
			await takeStep(tx, ROUND_LIFE, { id: "june", stage: "counted", actorId: "person-wang", at: LATER });
		});
	const refusal = (words: string) => ({ cause: { message: expect.stringContaining(words) } });
	await expect(count()).rejects.toMatchObject(refusal("two ballots of a household"));
	await byHand();
	await expect(count()).rejects.toMatchObject(refusal("two ballots of a household"));
	await expect(signByHand("x", "person-wang", LATER)).rejects.toMatchObject(refusal("two_people"));
	await expect(signByHand("x", (await guByWang()).personId, LATER)).rejects.toMatchObject(refusal("independent"));
	await settle("x");
	await waiveVisits({ roundId: "june", by: cast.staff.wang, at: LATER });
	await expect(write((tx) => tx.update(approvals).set({ outcome: "other" }))).rejects.toMatchObject(refusal("answered once"));
	await expect(write((tx) => tx.delete(approvals))).rejects.toMatchObject(refusal("stay"));
	await expect(write((tx) => tx.delete(ballotConflicts))).rejects.toMatchObject(refusal("append-only"));
	await count();
});

test.each(["household-chen", "household-fan"])(
	"the database lets nobody settle who is close to %s, the voter or a candidate",
	async (householdId) => {
		await inConflict();
		for (const personId of ["person-wang", "person-zhou"]) {
			await write((tx) => tx.insert(people).values({ id: personId, name: personId, createdAt: MORNING }).onConflictDoNothing());
			await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: MORNING }));
		}
		const close = { cause: { message: expect.stringContaining("own household or declared relatives") } };
		await expect(byHand()).rejects.toMatchObject(close);
		await byHand("person-song");
		await expect(signByHand("x", "person-zhou", LATER)).rejects.toMatchObject(close);
	},
);

test("the database settles nothing for a household that voted once", async () => {
	await inConflict();
	const of = { kind: "settlement", roundId: "june", rollNumber: 3, outcome: "paper", by: "person-wang" } as const;
	await expect(proposeByHand(of)).rejects.toMatchObject({ cause: { message: expect.stringContaining("no household voted twice") } });
});

test("the database takes no conflict about a paper that nobody read", async () => {
	await paperFor("household-chen", cast.staff.wang);
	const [paper] = await db.select().from(paperBallots);
	const row = { roundId: "june", rollNumber: 2, paperBallotId: paper?.id ?? "", foundAt: NOON };
	const found = write((tx) => tx.insert(ballotConflicts).values(row));
	await expect(found).rejects.toMatchObject({ cause: { message: expect.stringContaining("that two people read") } });
});
