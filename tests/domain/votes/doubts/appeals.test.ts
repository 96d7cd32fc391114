import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { publishedFiles } from "#db/schema/published-files.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import { voteRoundStages } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign as signApproval } from "#domain/approvals/answer.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { ballotOf } from "#domain/votes/ballots/ballot.ts";
import type { Line } from "#domain/votes/ballots/lines.ts";
import { receiptHash, receiptOf } from "#domain/votes/ballots/receipts.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { openQuestions } from "#domain/votes/counts/open-questions.ts";
import { appeal, appealFor } from "#domain/votes/doubts/appeal.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { casesOf, invalidatedRolls, lineAt } from "#domain/votes/doubts/cases.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { Ruling } from "#domain/votes/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";
import { APPEALS_OVER, closeRound, countRow, makeInvalid, propose as proposeByHand, say, signByHand } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let zhao: Viewer;
const SOON = minutesAfter(CLOSES, 60);
const SAID = "鸡蛋是走亲戚送的，和投票没有关系。";
const WHY = "问了送鸡蛋的亲戚和两家邻居，都说是满月酒的回礼。";
const CHEN = { roundId: "june", rollNumber: 2 };

// Wang and Song made Chen's ballot invalid; Zhao has signed nothing.
freshDatabase(async () => {
	cast = await inviteCast();
	zhao = await hireZhao(cast.staff.wang);
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] });
	await say("june", 2, [1]);
	await say("june", 3, [2]);
	await closeRound("june");
	await makeInvalid("june", 2);
});

const appealed = (more: Partial<Parameters<typeof appeal>[0]> = {}) =>
	appeal({ roundId: "june", by: cast.homes.chen, words: SAID, at: SOON, ...more });
const propose = async (outcome: Ruling, more: Partial<Line & { why: string; by: Viewer }> = {}) =>
	(await proposeOnLine({ kind: "ruling", ...CHEN, outcome, why: WHY, by: zhao, at: SOON, ...more })).approvalId;
const sign = (approvalId: string, by = cast.staff.wang) => signApproval({ approvalId, by, at: SOON }, BALLOT_APPROVALS);
const count = (at = SOON) => countRound({ roundId: "june", by: cast.staff.wang, at });
const ownLine = () => lineAt("june", { householdId: "household-chen" });
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ params }) => params);

test("what somebody new proposes and another one signs brings the ballot back before the only count", async () => {
	await appealed();
	expect(await heard()).toEqual([]);
	const id = await propose("restored");
	expect(await invalidatedRolls("june")).toHaveLength(1);
	await sign(id);
	expect(await invalidatedRolls("june")).toEqual([]);
	expect(await heard()).toEqual([{ what: "ruling", outcome: "restored" }]);
	expect(await ownLine()).toMatchObject({ approvals: [{}, { outcome: "restored", why: WHY }] });
	expect(await ballotOf("june", "household-chen")).toMatchObject({ state: "cast", why: null });
	await count();
	const file = JSON.parse((await countedFile("june"))?.text ?? "");
	expect(file).toMatchObject({ invalidated: [], result: { ballots: 2, votes: 2 } });
	expect(file.receipts.flat()).toContain(receiptHash("june", receiptOf("june", 2)));
});

test("where it stays invalid, the household reads why, and it is counted without", async () => {
	await appealed();
	await sign(await propose("stands"), cast.staff.song);
	expect(await heard()).toEqual([{ what: "ruling", outcome: "stands" }]);
	expect(await ownLine()).toMatchObject({ approvals: [{}, { outcome: "stands", why: WHY }] });
	await count();
	expect(JSON.parse((await countedFile("june"))?.text ?? "")).toMatchObject({
		invalidated: [{ reason: "bought" }],
		result: { ballots: 1 },
	});
});

test("nothing is counted while a household may appeal or an appeal is open; without one it is counted when the days are over", async () => {
	expect(await openQuestions(await roundFor("june"))).toMatchObject({ conflicts: 0, signatures: 0, appeals: 0, appealEnd: APPEALS_OVER });
	await expect(count()).rejects.toMatchObject({ refusal: "conflict", key: "counts.appealsRun" });
	await appealed();
	await expect(count()).rejects.toMatchObject({ key: "counts.appealsOpen", params: { count: 1 } });
	await expect(count(APPEALS_OVER)).rejects.toMatchObject({ key: "counts.appealsOpen" });
	const id = await propose("stands");
	await expect(count()).rejects.toMatchObject({ key: "counts.appealsOpen" });
	await sign(id);
	await count();
});

test("who does not appeal is counted without when the days are over", async () => {
	await count(APPEALS_OVER);
	expect(JSON.parse((await countedFile("june"))?.text ?? "")).toMatchObject({ invalidated: [{ reason: "bought" }] });
});

test("an appeal is made once, by whoever of the household or at the office; the same words again change nothing", async () => {
	await appealed();
	await appealed();
	await expect(appealed({ words: "还有别的话要说" })).rejects.toMatchObject({ refusal: "conflict", key: "doubts.appealedAlready" });
	const other = { ...CHEN, by: zhao, words: "又来说了一遍", at: SOON };
	await expect(appealFor(other)).rejects.toMatchObject({ key: "doubts.appealedAlready" });
	expect(await db.select().from(ballotAppeals)).toHaveLength(1);
});

test("who has no phone says it at the office, to somebody who has not signed", async () => {
	const said = { ...CHEN, words: SAID, at: SOON };
	await expect(appealFor({ ...said, by: cast.staff.song })).rejects.toMatchObject({
		refusal: "forbidden",
		key: "doubts.notBySigner",
	});
	await expect(appealFor({ ...said, by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	await appealFor({ ...said, by: zhao });
	expect(await db.select().from(ballotAppeals)).toMatchObject([{ words: SAID, madeBy: "person-zhao" }]);
});

test("who is related to the household, or stands in the round, writes nothing down for it", async () => {
	const said = { ...CHEN, words: SAID, by: zhao, at: SOON };
	const relative = { personId: zhao.personId, declaredAt: MORNING };
	await write((tx) => tx.insert(declaredRelatives).values({ ...relative, householdId: "household-fan" }));
	await expect(appealFor(said)).rejects.toMatchObject({ refusal: "forbidden", key: "rounds.closeToCandidate" });
});

test("what the household itself says takes the place of what the office wrote, until somebody has ruled", async () => {
	await appealFor({ ...CHEN, words: "这户承认收了鸡蛋。", by: zhao, at: SOON });
	expect(await ownLine()).toMatchObject({ isOwnAppeal: false });
	await appealed();
	expect(await ownLine()).toMatchObject({ isOwnAppeal: true, appeal: { words: SAID, madeBy: "person-chen" } });
	await expect(appealed({ words: "还有别的话要说" })).rejects.toMatchObject({ key: "doubts.appealedAlready" });
	expect(await db.select().from(ballotAppeals)).toHaveLength(1);
});

test("once somebody has ruled, the household's words come too late to take another's place", async () => {
	await appealFor({ ...CHEN, words: "这户承认收了鸡蛋。", by: zhao, at: SOON });
	await propose("stands");
	await expect(appealed()).rejects.toMatchObject({ refusal: "conflict", key: "doubts.appealedAlready" });
});

test.each<[string, string, () => Promise<unknown>]>([
	["the ballot of the household is good", "common.notFound", () => appealed({ by: cast.homes.du })],
	["nothing is said", "approvals.appealLength", () => appealed({ words: " 不对 " })],
	["three emoji are said", "approvals.appealLength", () => appealed({ words: "😡😡😡" })],
	["the days are over", "doubts.appealTooLate", () => appealed({ at: APPEALS_OVER })],
	["it is counted", "doubts.countedAlready", async () => [await count(APPEALS_OVER), await appealed()]],
])("an appeal is refused when %s", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
	expect(await db.select().from(ballotAppeals)).toEqual([]);
});

test.each<[string, string, () => Promise<unknown>]>([
	["nothing is said of why", "approvals.whyMissing", () => propose("stands", { why: "买票" })],
	["three emoji are said of why", "approvals.whyMissing", () => propose("stands", { why: "🙃🙃🙃" })],
	["who proposed to invalidate rules first", "doubts.notBySigner", () => propose("stands", { by: cast.staff.wang })],
	["who signed rules first", "doubts.notBySigner", () => propose("restored", { by: cast.staff.song })],
	["somebody rules first whom a signer appointed", "accounts.askAnother", async () => propose("stands", { by: await guByWang() })],
	["a moderator rules", "common.notFound", () => propose("restored", { by: cast.staff.li })],
	["there is no such appeal", "common.notFound", () => propose("restored", { rollNumber: 3 })],
	["nobody proposed", "common.notFound", () => sign("none")],
	["the same person signs", "approvals.secondPerson", async () => sign(await propose("restored"), zhao)],
	[
		"it was proposed otherwise meanwhile",
		"approvals.proposedAnew",
		async () => signFirstOf(await propose("restored"), await propose("stands")),
	],
	[
		"the words were changed meanwhile",
		"approvals.proposedAnew",
		async () => signFirstOf(await propose("restored"), await propose("restored", { why: "又问了一遍，是真的。" })),
	],
	["a moderator signs", "common.notFound", async () => sign(await propose("restored"), cast.staff.li)],
])("a ruling is refused when %s", async (_what, key, deed) => {
	await appealed();
	await expect(deed()).rejects.toMatchObject({ key });
	expect((await openQuestions(await roundFor("june"))).appeals).toBe(1);
});

const guByWang = () => hired("gu", "auditor", cast.places.shilin, cast.staff.wang);
const signFirstOf = (first: string, _second: string) => sign(first);

test("ruled is ruled, and a ballot that was brought back is not made invalid again", async () => {
	await appealed();
	const id = await propose("restored");
	expect(await propose("restored")).toBe(id);
	await sign(id);
	await expect(sign(id, cast.staff.song)).rejects.toMatchObject({ refusal: "conflict", key: "approvals.answeredAlready" });
	await expect(propose("stands")).rejects.toMatchObject({ key: "approvals.signedAlready" });
	const again = proposeOnLine({ kind: "invalidation", ...CHEN, outcome: "bought", why: WHY, by: cast.staff.wang, at: SOON });
	await expect(again).rejects.toMatchObject({ key: "approvals.signedAlready" });
	const lines = await db.select().from(auditEntries);
	expect(lines.map(({ action }) => action)).toEqual(["appeal.make", "ruling.propose", "ruling.sign"]);
	expect(JSON.stringify(lines)).not.toContain("鸡蛋");
});

test.each([
	["a relative of the household", "household-chen", "households.recused"],
	["a relative of a candidate", "household-fan", "rounds.closeToCandidate"],
])("%s neither rules nor signs", async (_who, householdId, key) => {
	await appealed();
	const id = await propose("restored");
	for (const personId of ["person-wang", "person-zhao"])
		await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: MORNING }));
	await expect(sign(id)).rejects.toMatchObject({ refusal: "forbidden", key });
	await expect(propose("stands")).rejects.toMatchObject({ refusal: "forbidden", key });
});

test("the officers see words, proposal and ruling; who has signed stands beside", async () => {
	await appealed();
	await sign(await propose("restored"));
	expect(await casesOf(zhao, await roundFor("june"))).toMatchObject([
		{
			home: { headName: "陈桂兰" },
			appealUntil: APPEALS_OVER,
			appeal: { words: SAID },
			approvals: [
				{ answer: { byId: "person-song" } },
				{ outcome: "restored", proposed: { byName: "赵新" }, answer: { said: "signed", byName: "王立新" } },
			],
		},
	]);
});

const row = (more: Partial<typeof ballotAppeals.$inferInsert> = {}) =>
	write((tx) =>
		tx.insert(ballotAppeals).values({ roundId: "june", rollNumber: 2, words: SAID, madeBy: "person-chen", madeAt: SOON, ...more }),
	);
const changed = (more: Partial<typeof ballotAppeals.$inferInsert>) => write((tx) => tx.update(ballotAppeals).set(more));
const proposal = (by = "person-zhao", rollNumber = 2) =>
	proposeByHand({ kind: "ruling", roundId: "june", rollNumber, outcome: "restored", by, at: SOON, id: `ruling-${rollNumber}` });
const settled = (by = "person-wang") => signByHand("ruling-2", by, SOON);

test.each<[string, string, () => Promise<unknown>]>([
	["it comes when the days are over", "in time", () => row({ madeAt: APPEALS_OVER })],
	["it comes when it is counted", "before the count", async () => [await count(APPEALS_OVER), await row()]],
	["who signed makes it", "not by who signed", () => row({ madeBy: "person-song" })],
	["a household appeals whose ballot is good", "against what was signed", () => row({ rollNumber: 3, madeBy: "person-du" })],
	["there are two", "UNIQUE", async () => [await row(), await row({ words: "又说了一遍" })]],
	["somebody rules where nobody appealed", "no appeal", () => proposal()],
	["who made it invalid rules first", "somebody new", async () => [await row(), await proposal("person-wang")]],
	["somebody rules first whom a signer appointed", "somebody new", async () => [await row(), await proposal((await guByWang()).personId)]],
	["one person does both", "two_people", async () => [await row(), await proposal(), await settled("person-zhao")]],
	[
		"another ruling is signed than was proposed",
		"answered once",
		async () => {
			await row();
			await proposal();
			await write((tx) => tx.update(approvals).set({ outcome: "stands", answer: "signed", answeredBy: "person-wang", answeredAt: SOON }));
		},
	],
	["it is ruled twice", "answered once", async () => [await row(), await proposal(), await settled(), await settled("person-song")]],
	["the household rules for itself", "own household", async () => [await row(), await proposal("person-chen")]],
	["a candidate signs", "own household", async () => [await row(), await proposal(), await settled("person-fan")]],
	["the words are changed", "only the household itself", async () => [await row(), await changed({ words: "我收了钱" })]],
	["it is removed", "stay", async () => [await row(), await write((tx) => tx.delete(ballotAppeals))]],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

test.each([
	["may still come", async () => undefined, SOON],
	["is open", () => row(), APPEALS_OVER],
])("the database counts nothing while an appeal %s", async (_what, prepare, at) => {
	await prepare();
	const stage = { id: "s", roundId: "june", seq: 4, stage: "counted", actorId: "person-wang", at } as const;
	const counting = write(async (tx) => {
		await tx.insert(publishedFiles).values(countRow("june", at));
		await tx.insert(voteRoundStages).values(stage);
	});
	await expect(counting).rejects.toMatchObject({ cause: { message: expect.stringContaining("an appeal or the visits are open") } });
});
