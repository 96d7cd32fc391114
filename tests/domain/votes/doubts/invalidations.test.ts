import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { publishedFiles } from "#db/schema/published-files.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { takeStep } from "#domain/stages.ts";
import type { Line } from "#domain/votes/ballots/lines.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { casesOf, invalidatedRolls, lineAt } from "#domain/votes/doubts/cases.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { homesLike } from "#domain/votes/rounds/roll.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { phoneVote } from "#tests/papers.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";
import { countRow, propose as proposeByHand, signByHand } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
/** A second admin, for what takes somebody new. */
let zhao: Viewer;
const LATER = minutesAfter(CLOSES, 60);
const WHY = "有人拿两袋米换了这一票，本人承认。";

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] });
	zhao = await hireZhao(cast.staff.wang);
	await phoneVote(2, [1]);
	await closeDueRounds(CLOSES, () => true);
});

const propose = (more: Partial<Line & { why: string; by: Viewer }> = {}) =>
	proposeOnLine({
		kind: "invalidation",
		roundId: "june",
		rollNumber: 2,
		outcome: "bought",
		why: WHY,
		by: cast.staff.wang,
		at: LATER,
		...more,
	});
const answering = (approvalId: string, by = cast.staff.song) => ({ approvalId, by, at: LATER });
const proposed = async () => (await propose()).approvalId;
const signInvalidation = (answer: ReturnType<typeof answering>) => sign(answer, BALLOT_APPROVALS);
const refuseInvalidation = (answer: ReturnType<typeof answering>) => refuse({ ...answer, why: "问过这户，没有这回事。" }, BALLOT_APPROVALS);

async function count(at: Date) {
	await write(async (tx) => {
		await tx.insert(publishedFiles).values(countRow("june", at));
		await takeStep(tx, ROUND_LIFE, { id: "june", stage: "counted", actorId: "person-wang", at });
	});
}
const cases = async () => casesOf(cast.staff.wang, await roundFor("june"));
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params }) => ({ kind, ...params }));

test("one proposes, another signs; the ballot stays, is named for the count, and the household reads why", async () => {
	const id = await proposed();
	expect(await invalidatedRolls("june")).toEqual([]);
	expect(await heard()).toEqual([]);
	await signInvalidation(answering(id));
	expect(await invalidatedRolls("june")).toEqual([{ rollNumber: 2, reason: "bought" }]);
	expect(await db.select().from(ballots)).toHaveLength(1);
	expect(await heard()).toMatchObject([{ kind: "two_decided", what: "invalidation", until: minutesAfter(LATER, 3 * 24 * 60).getTime() }]);
	expect(await lineAt("june", { householdId: "household-chen" })).toMatchObject({ approvals: [{ outcome: "bought", why: WHY }] });
	expect(await cases()).toMatchObject([
		{
			home: { headName: "陈桂兰" },
			approvals: [{ proposed: { byName: "王立新" }, answer: { said: "signed", byName: "宋平" } }],
			appealUntil: minutesAfter(LATER, 3 * 24 * 60),
			appeal: null,
			isOwn: false,
		},
	]);
	const trail = await db
		.select()
		.from(auditEntries)
		.where(eq(auditEntries.subject, `invalidation:${id}`));
	expect(trail.map(({ action }) => action)).toEqual(["invalidation.propose", "invalidation.sign"]);
	expect(JSON.stringify(trail)).not.toContain("米");
});

test("once counted no ballot can be made invalid: two counts would tell for whom it was", async () => {
	await count(LATER);
	await expect(propose()).rejects.toMatchObject({ refusal: "conflict", key: "doubts.countedAlready" });
	expect(await cases()).toEqual([]);
});

test("who does not sign leaves the ballot in the count, and somebody else may propose it again", async () => {
	await refuseInvalidation(answering(await proposed()));
	expect(await invalidatedRolls("june")).toEqual([]);
	expect(await heard()).toEqual([]);
	await expect(propose()).rejects.toMatchObject({ refusal: "conflict", key: "approvals.refusedOnce" });
	const { approvalId } = await propose({ by: zhao });
	await signInvalidation(answering(approvalId));
	expect(await invalidatedRolls("june")).toHaveLength(1);
});

test.each<[string, string, () => Promise<unknown>]>([
	["nothing is said of why", "approvals.whyMissing", () => propose({ why: "买票" })],
	["three emoji are said of why", "approvals.whyMissing", () => propose({ why: "🙃🙃🙃" })],
	["the household has not voted", "doubts.noBallot", () => propose({ rollNumber: 3 })],
	["an auditor proposes", "rounds.notYours", () => propose({ by: cast.staff.song })],
	["a moderator proposes", "common.notFound", () => propose({ by: cast.staff.li })],
	["nobody proposed it", "common.notFound", () => signInvalidation(answering("none"))],
	["the same person signs", "approvals.secondPerson", async () => signInvalidation(answering(await proposed(), cast.staff.wang))],
	["the same person refuses", "approvals.secondPerson", async () => refuseInvalidation(answering(await proposed(), cast.staff.wang))],
	["a moderator signs", "common.notFound", async () => signInvalidation(answering(await proposed(), cast.staff.li))],
])("invalidating is refused when %s", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
	expect(await invalidatedRolls("june")).toEqual([]);
});

test("nothing is signed while nobody is left who could look again", async () => {
	const id = await proposed();
	const relative = { personId: zhao.personId, householdId: "household-chen", declaredAt: MORNING };
	await write((tx) => tx.insert(declaredRelatives).values(relative));
	await expect(signInvalidation(answering(id))).rejects.toMatchObject({ refusal: "conflict", key: "doubts.nobodyNew" });
	await refuseInvalidation(answering(id));
	expect(await invalidatedRolls("june")).toEqual([]);
});

test("who declares a relative after proposing holds nobody else up", async () => {
	const id = await proposed();
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-chen", declaredAt: MORNING }));
	await signInvalidation(answering(id));
	expect(await invalidatedRolls("june")).toHaveLength(1);
});

test("proposed twice is proposed once; while nobody has answered, another's words take its place and are what is signed", async () => {
	const id = await proposed();
	expect(await proposed()).toBe(id);
	const anew = (await propose({ by: zhao, why: "问过邻居，没有这回事，是代投。" })).approvalId;
	await expect(signInvalidation(answering(id))).rejects.toMatchObject({ refusal: "conflict", key: "approvals.proposedAnew" });
	await signInvalidation(answering(anew));
	expect(await invalidatedRolls("june")).toHaveLength(1);
	await expect(propose({ why: "又有人说看见了。" })).rejects.toMatchObject({ key: "approvals.signedAlready" });
});

test("who proposes and who signs are independent of one another; who is not hears whom to ask", async () => {
	const { shilin } = cast.places;
	const tao = await hired("tao", "town_admin", shilin, cast.staff.wang);
	const gu = await hired("gu", "auditor", shilin, tao);
	const { approvalId } = await propose({ by: tao });
	await expect(signInvalidation(answering(approvalId, gu))).rejects.toMatchObject({
		refusal: "forbidden",
		key: "accounts.askAnother",
		params: { name: tao.name, names: "宋平、赵新" },
	});
	await expect(refuseInvalidation(answering(approvalId, gu))).rejects.toMatchObject({ key: "accounts.askAnother" });
	await expect(signByHand(approvalId, gu.personId)).rejects.toMatchObject({ cause: { message: expect.stringContaining("independent") } });
	await signInvalidation(answering(approvalId));
	expect(await invalidatedRolls("june")).toHaveLength(1);
});

test("signed is signed: neither signing nor refusing does anything after", async () => {
	const id = await proposed();
	await signInvalidation(answering(id));
	await expect(signInvalidation(answering(id))).rejects.toMatchObject({ refusal: "conflict", key: "approvals.answeredAlready" });
	await expect(refuseInvalidation(answering(id))).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	expect(await invalidatedRolls("june")).toHaveLength(1);
});

test("while the round is open nothing can be made invalid", async () => {
	const { bao, chen } = cast.homes;
	await roundOf("july", { regionId: cast.places.shilin.id, candidates: [bao, chen], roll: [bao, chen] });
	await expect(propose({ roundId: "july", rollNumber: 1 })).rejects.toMatchObject({ key: "doubts.notClosed" });
});

test.each([
	["the household's own relative", "household-chen", "households.recused"],
	["a candidate's relative", "household-fan", "rounds.closeToCandidate"],
])("%s neither proposes nor signs", async (_who, householdId, key) => {
	const id = await proposed();
	for (const personId of ["person-wang", "person-song"])
		await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: MORNING }));
	await expect(signInvalidation(answering(id))).rejects.toMatchObject({ refusal: "forbidden", key });
	await expect(propose({ rollNumber: 2 })).rejects.toMatchObject({ refusal: "forbidden", key });
});

test("a household is found by its head's name or its number", async () => {
	expect((await homesLike("june", "桂")).homes.map(({ headName }) => headName)).toEqual(["陈桂兰"]);
	expect((await homesLike("june", "1")).homes.map(({ number }) => number)).toEqual(["0001", "0001", "0001"]);
	expect(await homesLike("june", " ")).toEqual({ homes: [], total: 0 });
});

const row = (by = "person-wang", rollNumber = 2, id = "x") =>
	proposeByHand({ kind: "invalidation", roundId: "june", rollNumber, outcome: "bought", by, at: LATER, id });
const signed = (answeredBy: string) => signByHand("x", answeredBy, LATER);

test.each<[string, string, () => Promise<unknown>]>([
	["a ballot is made invalid that was never cast", "there is no ballot", () => row("person-wang", 3)],
	[
		"who was refused proposes it again",
		"somebody else",
		async () => [await row(), await signByHand("x", "person-song", LATER, "refused"), await row("person-wang", 2, "y")],
	],
	[
		"it begins with its signature",
		"begin unanswered",
		() =>
			write((tx) => {
				const about = { kind: "invalidation", subject: "june/2", regionId: cast.places.shilin.id, householdId: "household-chen" } as const;
				const said = { outcome: "bought", why: WHY, proposedBy: "person-wang", proposedAt: LATER };
				return tx.insert(approvals).values({ ...about, ...said, answer: "signed", answeredBy: "person-song", answeredAt: LATER });
			}),
	],
	["somebody proposes on their own household", "own household", () => row("person-chen")],
	["somebody signs for their own household", "own household", async () => [await row(), await signed("person-chen")]],
	["a candidate proposes", "a candidate among", () => row("person-fan")],
	["a candidate signs", "a candidate among", async () => [await row(), await signed("person-fan")]],
	["one person does both", "two_people", async () => [await row(), await signed("person-wang")]],
	["it is signed twice", "answered once", async () => [await row(), await signed("person-song"), await signed("person-song")]],
	["two stand on one ballot", "UNIQUE", async () => [await row(), await row("person-song", 2, "y")]],
	["it is removed", "stay", async () => [await row(), await write((tx) => tx.delete(approvals))]],
	["it is proposed once it is counted", "before the count", async () => [await count(LATER), await row()]],
	["a round is counted while a signature is open", "a signature", async () => [await row(), await count(LATER)]],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
