import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { publishedFiles } from "#db/schema/published-files.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { voteRoundStages } from "#db/schema/votes/rounds.ts";
import { lot, seedOf } from "#domain/draws/draws.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag, flagsOf } from "#domain/votes/doubts/flags.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { NOON, paperFor, phoneVote, readByTwo, ticked } from "#tests/papers.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { countRow } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const LATER = minutesAfter(CLOSES, 60);

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, du], roll: [bao, chen, du, fan] });
});

/** Bao and Fan choose each other only; all four use one phone. */
async function oddRound() {
	await phoneVote(1, [2], { device: "one" });
	await phoneVote(4, [1], { device: "one" });
	await phoneVote(2, [1, 3], { device: "one", at: minutesAfter(NOON, 5) });
	await phoneVote(3, [1, 2], { device: "one" });
	await closeDueRounds(CLOSES, () => true);
}
const find = (more: Partial<Parameters<typeof findFlags>[0]> = {}) =>
	findFlags({ roundId: "june", by: cast.staff.wang, at: LATER, ...more });
const firstFlag = async () => (await flagsOf("june"))[0]?.flagId ?? "";
const answer = (flagId: string, more: Partial<Parameters<typeof answerFlag>[0]> = {}) =>
	answerFlag({ flagId, note: "问过四户，是网格员帮着操作的。", by: cast.staff.wang, at: LATER, ...more });

test("what deserves a question is found after the closing, with just what the officer needs", async () => {
	await oddRound();
	expect(await find()).toBe(2);
	expect(
		(await flagsOf("june")).map(({ evidence, homes }) => ({ ...evidence, heads: homes.map(({ headName }) => headName).join() })),
	).toEqual([
		{
			kind: "device",
			households: [1, 2, 3, 4],
			from: NOON.getTime(),
			to: minutesAfter(NOON, 5).getTime(),
			heads: "鲍春生,陈桂兰,杜长河,范秋菊",
		},
		{ kind: "ring", candidates: [1, 2], households: [1, 4], heads: "鲍春生,范秋菊" },
	]);
	expect(await db.select().from(ballots)).toHaveLength(4);
});

test("found again, nothing is added and an answer stays", async () => {
	await oddRound();
	await find();
	await answer(await firstFlag());
	expect(await find({ at: minutesAfter(LATER, 5) })).toBe(0);
	expect(await flagsOf("june")).toMatchObject([{ answer: null }, { answer: { byName: "王立新" }, foundAt: LATER }]);
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "flag.find"))).toHaveLength(1);
});

test("the figures are settings", async () => {
	await phoneVote(1, [2], { device: "one" });
	await phoneVote(2, [1], { device: "one" });
	await phoneVote(3, [1, 2], { device: "one" });
	await closeDueRounds(CLOSES, () => true);
	expect(await find()).toBe(0);
	await changeSetting({ key: "voteDeviceHouseholds", value: "3", by: cast.staff.wang, at: LATER });
	expect(await find()).toBe(1);
});

test("an ordinary round with paper has none, but for who is asked at the door", async () => {
	await phoneVote(1, [2, 3]);
	await phoneVote(4, [1, 3]);
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(2), [cast.staff.li, cast.staff.meng]);
	await closeDueRounds(CLOSES, () => true);
	expect(await find()).toBe(1);
	expect(await flagsOf("june")).toMatchObject([
		{ evidence: { kind: "sample", households: [2], outOf: 1 }, homes: [{ headName: "陈桂兰" }] },
	]);
});

/** Twelve households at the kiosk in the hall, with so many seconds between; for one candidate after the other. */
async function voteInTheHall(between: number): Promise<void> {
	const crowd = await crowdOf(12, [cast.places.donggou]);
	const { bao, chen, du } = cast.homes;
	await roundOf("hall", {
		regionId: cast.places.shilin.id,
		candidates: [bao, chen, du],
		roll: crowd,
		paperUntil: minutesAfter(CLOSES, 24 * 60),
	});
	for (const [n, { householdId }] of crowd.entries()) {
		const at = minutesAfter(NOON, (n * between) / 60);
		await castBallot({ roundId: "hall", householdId, numbers: [1 + (n % 3)], channel: "kiosk", mark: "hall", at });
	}
	await closeDueRounds(CLOSES, () => true);
}
const evidenceIn = async (roundId: string) => (await flagsOf(roundId)).map(({ evidence }) => evidence);

test("a kiosk at which households follow each other too quickly is found, with how quickly", async () => {
	await voteInTheHall(20);
	expect(await find({ roundId: "hall" })).toBe(1);
	const households = Array.from({ length: 12 }, (_, n) => n + 1);
	const to = minutesAfter(NOON, (11 * 20) / 60).getTime();
	expect(await evidenceIn("hall")).toEqual([{ kind: "kiosk", households, from: NOON.getTime(), to }]);
	expect(await find({ roundId: "hall" })).toBe(0);
});

test("how many at one kiosk, and in how many minutes, are settings", async () => {
	await voteInTheHall(35);
	expect(await find({ roundId: "hall" })).toBe(0);
	const set = (key: string, value: string) => changeSetting({ key, value, by: cast.staff.wang, at: LATER });
	await expect(set("voteKioskMinutes", "121")).rejects.toMatchObject({ key: "staff.countOutside" });
	await set("voteKioskMinutes", "7");
	await set("voteKioskBallots", "13");
	expect(await find({ roundId: "hall" })).toBe(0);
	await set("voteKioskBallots", "12");
	expect(await find({ roundId: "hall" })).toBe(1);
});

test("who is asked at the door is drawn when no more paper may come, once, by the seed of the round", async () => {
	await voteInTheHall(60);
	const paperEnds = minutesAfter(CLOSES, 24 * 60);
	expect(await find({ roundId: "hall", at: minutesAfter(paperEnds, -1) })).toBe(0);
	expect(await find({ roundId: "hall", at: paperEnds })).toBe(1);
	const [sample] = await evidenceIn("hall");
	const numbers = Array.from({ length: 12 }, (_, n) => String(n + 1));
	const households = lot(seedOf("hall"), "sample", numbers, 5).map(Number);
	expect(sample).toEqual({ kind: "sample", households: households.sort((a, b) => a - b), outOf: 12 });
	expect(await find({ roundId: "hall", at: minutesAfter(paperEnds, 60) })).toBe(0);
	expect(await evidenceIn("hall")).toEqual([sample]);
});

test("who votes by phone with a slip that was printed since the announcement may be asked at the door", async () => {
	await oddRound();
	await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at: NOON });
	await find();
	expect(await evidenceIn("june")).toContainEqual({ kind: "sample", households: [1], outOf: 1 });
});

test("a ring says who voted for whom: the database alone gives it away neither by its households nor by its name", async () => {
	await oddRound();
	await find();
	const [ring] = await db.select().from(voteFlags).where(eq(voteFlags.kind, "ring"));
	expect(Object.keys(ring?.evidence ?? {})).toEqual(["kind", "sealed"]);
	expect(ring?.subject).not.toContain("1-2");
	expect(await find()).toBe(0);
});

test("nobody writes over what another one found out", async () => {
	await oddRound();
	await find();
	const [{ flagId } = { flagId: "" }] = await flagsOf("june");
	await answer(flagId, { note: "四户都说没有投过票。" });
	const zhao = await hireZhao(cast.staff.wang);
	await expect(answer(flagId, { note: "没有问题。", by: zhao })).rejects.toMatchObject({
		refusal: "conflict",
		key: "doubts.answeredByAnother",
	});
	await answer(flagId, { note: "四户都说没有投过票，写了说明。" });
	expect((await flagsOf("june")).find((flag) => flag.flagId === flagId)?.answer).toMatchObject({ note: "四户都说没有投过票，写了说明。" });
});

test("a ballot that was taken back, and one by phone, bring nobody to the door", async () => {
	const box = { roundId: "june", channel: "kiosk" as const, mark: "hall", at: NOON };
	await castBallot({ ...box, householdId: "household-chen", numbers: [1] });
	await withdrawBallot({ ...box, householdId: "household-chen", at: minutesAfter(NOON, 1) });
	await castBallot({ ...box, householdId: "household-bao", numbers: [2] });
	await phoneVote(1, [3], { at: minutesAfter(NOON, 5) });
	await closeDueRounds(CLOSES, () => true);
	expect(await find()).toBe(0);
});

test("while the round is open nobody looks, and nothing is found", async () => {
	await phoneVote(1, [2], { device: "one" });
	await expect(find({ at: NOON })).rejects.toMatchObject({ refusal: "conflict", key: "doubts.notClosed" });
	await expect(find({ by: cast.staff.song })).rejects.toMatchObject({ key: "rounds.notYours" });
	const flag = { roundId: "june", kind: "ring" as const, subject: "1-2", evidence: {}, foundAt: NOON };
	const early = write((tx) => tx.insert(voteFlags).values(flag));
	await expect(early).rejects.toMatchObject({ cause: { message: expect.stringContaining("not while the round is open") } });
});

test("written twice, the newer words stand and the trail has both; the same words again change nothing", async () => {
	await oddRound();
	await find();
	const flagId = await firstFlag();
	await answer(flagId);
	await answer(flagId);
	await answer(flagId, { note: "再问了一次，都说是自己选的。" });
	const [row] = await db.select().from(voteFlags).where(eq(voteFlags.id, flagId));
	expect(row).toMatchObject({ note: "再问了一次，都说是自己选的。", answeredBy: "person-wang", answeredAt: LATER });
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "flag.answer"))).toHaveLength(2);
});

test.each<[string, string, (flagId: string) => Promise<unknown>]>([
	["nothing is written", "doubts.noteMissing", (flagId) => answer(flagId, { note: " " })],
	["one emoji is written", "doubts.noteMissing", (flagId) => answer(flagId, { note: "🙃" })],
	["there is no such flag", "common.notFound", () => answer("none")],
	["it is not their round", "rounds.notYours", (flagId) => answer(flagId, { by: cast.staff.song })],
	["a moderator answers", "common.notFound", (flagId) => answer(flagId, { by: cast.staff.li })],
])("an answer is refused when %s", async (_what, key, deed) => {
	await oddRound();
	await find();
	await expect(deed(await firstFlag())).rejects.toMatchObject({ key });
	expect((await flagsOf("june")).every((flag) => flag.answer === null)).toBe(true);
});

test("nobody answers for a relative's household, nor for a list on which it was drawn", async () => {
	await oddRound();
	await find();
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-chen", declaredAt: MORNING }));
	await expect(answer(await firstFlag())).rejects.toMatchObject({ refusal: "forbidden", key: "households.recused" });
	const evidence = { kind: "sample", households: [1, 2], outOf: 2 };
	const sample = { id: "sample", roundId: "june", kind: "sample" as const, subject: "sample", evidence, foundAt: LATER };
	await write((tx) => tx.insert(voteFlags).values(sample));
	await expect(answer("sample")).rejects.toMatchObject({ refusal: "forbidden", key: "households.recused" });
});

test("who is close to a drawn household still says why nobody goes; twice is once", async () => {
	await oddRound();
	await sampled("one", [1, 2]);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-chen", declaredAt: MORNING }));
	const waive = () => answer("one", { note: "大雪封山，没人能去。", isWaived: true });
	await waive();
	await waive();
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "flag.waive"))).toHaveLength(1);
});

test("a visit after all takes the place of the reason why nobody went; other flags are not waived", async () => {
	await oddRound();
	await find();
	await expect(answer(await firstFlag(), { isWaived: true })).rejects.toMatchObject({ refusal: "not_found" });
	await sampled("one", [1, 2]);
	await answer("one", { isWaived: true });
	await answer("one");
	expect((await flagsOf("june")).find(({ flagId }) => flagId === "one")?.answer).toMatchObject({ isWaived: false });
});

test("the database counts no ballot of a kiosk before the visits are drawn", async () => {
	await castBallot({ roundId: "june", householdId: "household-chen", numbers: [1], channel: "kiosk", mark: "hall", at: NOON });
	await closeDueRounds(CLOSES, () => true);
	await expect(counted()).rejects.toMatchObject({ cause: { message: expect.stringContaining("the visits are open") } });
});

test.each<[string, string, () => Promise<unknown>]>([
	["it is answered after the count", "before the count", async () => [await counted(), await answered("person-wang")]],
	["it is counted while visits are open", "the visits are open", async () => [await sampled("one"), await counted()]],
	["a flag is removed", "stay", () => write((tx) => tx.delete(voteFlags))],
	["what was found is changed", "what was found stays", () => write((tx) => tx.update(voteFlags).set({ evidence: { kind: "none" } }))],
	["its round is changed", "what was found stays", () => write((tx) => tx.update(voteFlags).set({ subject: "other" }))],
	["another writes over an answer", "nobody writes over", async () => [await answered("person-wang"), await answered("person-song")]],
	["who is asked at the door is drawn twice", "UNIQUE", async () => [await sampled("one"), await sampled("two")]],
])("the database refuses that %s", async (_what, words, deed) => {
	await oddRound();
	await find();
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

const answered = (answeredBy: string) => write((tx) => tx.update(voteFlags).set({ note: "没有问题。", answeredBy, answeredAt: LATER }));
const sampled = (subject: string, households: number[] = []) => {
	const evidence = { kind: "sample", households, outOf: households.length };
	const flag = { id: subject, roundId: "june", kind: "sample" as const, subject, evidence, foundAt: LATER };
	return write((tx) => tx.insert(voteFlags).values(flag));
};
const counted = () =>
	write(async (tx) => {
		await tx.insert(publishedFiles).values(countRow("june", LATER));
		await tx.insert(voteRoundStages).values({ roundId: "june", seq: 4, stage: "counted", actorId: "person-wang", at: LATER });
	});
