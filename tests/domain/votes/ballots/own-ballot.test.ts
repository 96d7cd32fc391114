import { expect, test } from "vitest";
import { ballotOf, ballotPaper } from "#domain/votes/ballots/ballot.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { receiptOf } from "#domain/votes/ballots/receipts.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { isReceiptCounted } from "#domain/votes/counts/counted.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { openRoundsFor, shownRounds } from "#domain/votes/rounds/rounds.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { closeRound, makeInvalid, sayOnPaper } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const NOON = minutesAfter(OPENS, 60);
const LATER = minutesAfter(CLOSES, 1);
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao, chen, fan] });
});
const castAs = (home: "bao" | "chen" | "fan", numbers: number[]) =>
	castBallot({ roundId: "june", householdId: `household-${home}`, numbers, channel: "phone", at: NOON });
const ballotAs = (home: string) => ballotOf("june", `household-${home}`);

test("a household sees that its ballot is in and never whom it is for; others see nothing of it", async () => {
	await castAs("bao", [2, 3]);
	const first = await ballotAs("bao");
	expect(first).toMatchObject({ state: "cast", last: { channel: "phone", at: NOON }, receipt: receiptOf("june", 1) });
	await castAs("bao", [4]);
	expect(await ballotAs("bao")).toEqual(first);
	expect(await ballotAs("chen")).toMatchObject({ state: "none", receipt: null });
	expect(await ballotAs("du")).toBeNull();
});

test("a household is told that its ballot was taken back, or made invalid and why", async () => {
	await castAs("bao", [2]);
	await castAs("chen", [2]);
	await withdrawBallot({ roundId: "june", householdId: "household-chen", channel: "phone", at: NOON });
	await closeRound("june");
	await makeInvalid("june", 1);
	expect(await ballotAs("bao")).toMatchObject({ state: "invalidated", why: "有人拿鸡蛋换票" });
	expect(await ballotAs("chen")).toMatchObject({ state: "withdrawn", why: null });
});

test("who has voted on paper is told so, and adds nothing online", async () => {
	await sayOnPaper("june", 1, [2]);
	expect(await ballotAs("bao")).toMatchObject({ paper: "used", last: { channel: "paper" } });
	await expect(castAs("bao", [3])).rejects.toMatchObject({ key: "ballots.paperUsed" });
	const back = withdrawBallot({ roundId: "june", householdId: "household-bao", channel: "phone", at: NOON });
	await expect(back).rejects.toMatchObject({ key: "ballots.paperUsed" });
});

test("a receipt is found once it is counted, however it is typed, and of a ballot that was taken back nothing is", async () => {
	await castAs("bao", [2]);
	await castAs("chen", [2]);
	await withdrawBallot({ roundId: "june", householdId: "household-chen", channel: "phone", at: NOON });
	const receipt = receiptOf("june", 1);
	expect(await isReceiptCounted("june", receipt)).toBeNull();
	await closeRound("june");
	expect(await isReceiptCounted("june", receipt)).toBeNull();
	await countRound({ roundId: "june", by: cast.staff.wang, at: LATER });
	expect(await isReceiptCounted("june", ` ${receipt.slice(0, 6).toUpperCase()} ${receipt.slice(6)}`)).toBe(true);
	expect(await isReceiptCounted("june", receiptOf("june", 2))).toBe(false);
	expect(await isReceiptCounted("june", "000000000000")).toBe(false);
});

test("each household has an order of its own, sees who it cannot choose, and nobody's order moves with the votes", async () => {
	const order = async (home: string | null) => {
		const paper = await ballotPaper(await roundFor("june"), home ? { personId: `person-${home}`, householdId: `household-${home}` } : null);
		return paper.candidates.map(({ number, bar }) => `${number}${bar ?? ""}`);
	};
	const before = [await order(null), await order("bao"), await order("chen"), await order("fan")];
	expect(new Set(before.map((numbers) => numbers.join().replaceAll(/[a-z]/g, ""))).size).toBeGreaterThan(1);
	expect(before[1]).toContain("1own");
	await castAs("chen", [2, 4]);
	await castAs("fan", [4]);
	expect([await order(null), await order("bao"), await order("chen"), await order("fan")]).toEqual(before);
});

test("a round is in the list from its announcement on, and offered to who may vote while it is open", async () => {
	await roundOf("draft", { regionId: cast.places.shilin.id, candidates: [], roll: [cast.homes.bao], isAnnounced: false });
	expect((await shownRounds(NOON)).map(({ roundId, phase }) => [roundId, phase])).toEqual([["june", "open"]]);
	const offered = async (home: string, at: Date) => (await openRoundsFor(`household-${home}`, at)).length;
	expect([await offered("bao", NOON), await offered("du", NOON), await offered("bao", CLOSES)]).toEqual([1, 0, 0]);
});
