import { expect, test } from "vitest";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { roundResult } from "#domain/votes/counts/result.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag, flagsOf, visitsOf } from "#domain/votes/doubts/flags.ts";
import { roundsWaiting } from "#domain/votes/rounds/announcement.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { correctRound } from "#domain/votes/rounds/draft-round.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { closeRound, say, sayOnPaper } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const OVER = minutesAfter(CLOSES, 4 * 24 * 60);

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
});
const wang = () => cast.staff.wang;
const find = () => findFlags({ roundId: "june", by: wang(), at: OVER });
const flagged = async () => (await flagsOf("june")).find(({ evidence }) => evidence.kind === "sample")?.flagId ?? "";

test("a result names the corrections that were announced, and no draft, neither before nor after it was called off", async () => {
	await closeRound("june");
	await countRound({ roundId: "june", by: wang(), at: CLOSES });
	await finishRound({ roundId: "june", by: wang(), at: OVER });
	const named = async () => (await roundResult("june", OVER)).corrections.map(({ id }) => id);
	const { roundId } = await correctRound({ by: wang(), roundId: "june", at: OVER });
	expect(await named()).toEqual([]);
	await cancelRound({ by: wang(), roundId, why: "不用更正了", at: OVER });
	expect(await named()).toEqual([]);
	const { bao, chen, fan } = cast.homes;
	await roundOf("second", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [chen], correctsId: "june" });
	expect(await named()).toEqual(["second"]);
});

test("who drafted a round is told at each turn that it waits for them, and nobody else is", async () => {
	const waits = async (at: Date, by = wang()) => (await roundsWaiting(by, at)).map(({ phase }) => phase);
	expect(await waits(OPENS)).toEqual([]);
	await closeRound("june");
	expect([await waits(CLOSES), await waits(CLOSES, await hireZhao(wang()))]).toEqual([["closed"], []]);
	await countRound({ roundId: "june", by: wang(), at: CLOSES });
	expect([await waits(CLOSES), await waits(OVER)]).toEqual([[], ["counted"]]);
	await finishRound({ roundId: "june", by: wang(), at: OVER });
	const { bao, fan, chen } = cast.homes;
	await roundOf("july", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [chen], isAnnounced: false });
	expect(await waits(OVER)).toEqual(["draft"]);
});

test("how many were drawn to be asked at the door, and whether what they said was written down, is told in figures only", async () => {
	await sayOnPaper("june", 2, [1]);
	await sayOnPaper("june", 3, [2]);
	await closeRound("june");
	expect(await visitsOf("june")).toEqual({ drawn: 0, isAnswered: false, waivedWhy: null });
	await find();
	expect(await visitsOf("june")).toEqual({ drawn: 2, isAnswered: false, waivedWhy: null });
	await answerFlag({ flagId: await flagged(), note: "问了两户，都说投过。", by: wang(), at: OVER });
	expect(await visitsOf("june")).toEqual({ drawn: 2, isAnswered: true, waivedWhy: null });
});

test("who was let in by a slip since the announcement might have been asked as well", async () => {
	const { householdId, personId } = cast.homes.bao;
	await issueSlip({ householdId, personId, by: wang(), at: OPENS });
	await closeRound("june");
	expect(await visitsOf("june")).toEqual({ drawn: 0, isAnswered: false, waivedWhy: null });
	await find();
	expect(await visitsOf("june")).toMatchObject({ drawn: 1 });
});

test("a slip that was printed after the ballot brought it through nobody's hands", async () => {
	const { householdId, personId } = cast.homes.bao;
	await closeRound("june");
	await issueSlip({ householdId, personId, by: wang(), at: OVER });
	expect(await visitsOf("june")).toBeNull();
});

test("it is counted only after the visits are drawn, and told or waived with a reason that everybody reads", async () => {
	await sayOnPaper("june", 2, [1]);
	await closeRound("june");
	const count = () => countRound({ roundId: "june", by: wang(), at: OVER });
	await expect(count()).rejects.toMatchObject({ refusal: "conflict", key: "counts.visitsUndrawn" });
	await find();
	await expect(count()).rejects.toMatchObject({ refusal: "conflict", key: "counts.visitsOpen" });
	await answerFlag({ flagId: await flagged(), note: "大雪封山，没人能去。", isWaived: true, by: wang(), at: OVER });
	expect(await visitsOf("june")).toEqual({ drawn: 1, isAnswered: true, waivedWhy: "大雪封山，没人能去。" });
	await count();
	const late = answerFlag({ flagId: await flagged(), note: "后来去问过了。", by: wang(), at: OVER });
	await expect(late).rejects.toMatchObject({ refusal: "conflict", key: "doubts.countedAlready" });
	await expect(find()).rejects.toMatchObject({ refusal: "conflict", key: "doubts.countedAlready" });
});

test("where every ballot came by the household's own phone there was nobody to ask", async () => {
	await sayOnPaper("june", 2, []);
	await closeRound("june");
	await find();
	expect(await visitsOf("june")).toBeNull();
});
