import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { phoneVote } from "#tests/papers.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { hired, officeOf } from "#tests/village.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let zhao: Viewer;
const at = minutesAfter(CLOSES, 60);

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] });
	zhao = await hireZhao(cast.staff.wang);
	await phoneVote(2, [1]);
	await closeDueRounds(CLOSES, () => true);
});

const propose = (by = cast.staff.wang, why = "有人拿两袋米换了这一票，本人承认。") =>
	proposeOnLine({ kind: "invalidation", roundId: "june", rollNumber: 2, outcome: "bought", why, by, at });
const waits = async (viewer: Viewer) => (await noticesAtWork(viewer)).map(({ kind, way }) => [kind, way]);
const WAITS = [["signature_waits", "/staff/votes/june/doubts"]];
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params, way }) => [kind, params, way]);

test("a second signature waits for those only who may give it: not for whom the proposer made, nor for who made the proposer", async () => {
	const { bao, chen, du } = cast.homes;
	const office = await officeOf(cast.places, cast.staff.wang);
	await roundOf("village", { regionId: cast.places.qingshi.id, candidates: [bao, du], roll: [bao, chen, du] });
	await say("village", 2, [1]);
	await closeRound("village");
	const bought = { roundId: "village", rollNumber: 2, outcome: "bought" as const, why: "有人拿两袋米换了这一票，本人承认。" };
	await proposeOnLine({ kind: "invalidation", ...bought, by: office.yun, at });
	const waiting = [["signature_waits", "/staff/votes/village/doubts"]];
	expect([await waits(office.qiu), await waits(office.rao), await waits(cast.staff.song)]).toEqual([waiting, waiting, waiting]);
	expect([await waits(office.yun), await waits(office.hao), await waits(office.tao), await waits(office.gu)]).toEqual([[], [], [], []]);
});

test("a second signature waits for every witness but who proposed, and nobody else hears of it", async () => {
	await propose();
	await propose();
	expect([await waits(cast.staff.song), await waits(zhao), await waits(cast.staff.wang)]).toEqual([WAITS, WAITS, []]);
	expect(await heard()).toEqual([]);
});

test("a proposal in the place of another waits for who made the first", async () => {
	await propose();
	await propose(zhao, "另有两个人看见，写了说明。");
	expect([await waits(cast.staff.wang), await waits(zhao)]).toEqual([WAITS, []]);
});

test("signed, it waits for nobody, and the household is told where to read why", async () => {
	const { approvalId } = await propose();
	await sign({ approvalId, by: cast.staff.song, at }, BALLOT_APPROVALS);
	expect([await waits(cast.staff.song), await waits(zhao)]).toEqual([[], []]);
	expect(await heard()).toEqual([
		["two_decided", { what: "invalidation", outcome: "bought", until: minutesAfter(at, 3 * 24 * 60).getTime() }, "/votes/june/appeal"],
	]);
});

test("refused, it waits for nobody, and the household hears nothing", async () => {
	const { approvalId } = await propose();
	await refuse({ approvalId, why: "问过这户，没有这回事", by: cast.staff.song, at }, BALLOT_APPROVALS);
	expect([await waits(zhao), await heard()]).toEqual([[], []]);
});

test("an appeal waits for those only who may rule on it, until a ruling is proposed, and again when that is refused", async () => {
	const gu = await hired("gu", "auditor", cast.places.shilin, cast.staff.wang);
	const { approvalId } = await propose();
	await sign({ approvalId, by: cast.staff.song, at }, BALLOT_APPROVALS);
	const say = (words: string) => appeal({ roundId: "june", by: cast.homes.chen, words, at });
	await say("是我自己选的，没有人给过东西。");
	await say("是我自己选的，没有人给过东西。");
	const told = async () => Promise.all([zhao, gu, cast.staff.wang, cast.staff.song].map(waits));
	const appealed = [["appeal_waits", "/staff/votes/june/doubts"]];
	// Wang proposed, Song signed, and Wang appointed Gu.
	expect(await told()).toEqual([appealed, [], [], []]);
	const ruling = { kind: "ruling", roundId: "june", rollNumber: 2, outcome: "restored", why: "问了本人，确实是自己选的。" } as const;
	const proposed = await proposeOnLine({ ...ruling, by: zhao, at });
	expect(await told()).toEqual([[], WAITS, WAITS, WAITS]);
	await refuse({ approvalId: proposed.approvalId, why: "再问问邻居", by: cast.staff.wang, at }, BALLOT_APPROVALS);
	expect((await told())[0]).toEqual(appealed);
	await cancelRound({ by: cast.staff.wang, roundId: "june", why: "重新组织一次", at });
	expect((await told())[0]).toEqual([]);
});

test("in a round that was called off no signature is waited for", async () => {
	await propose();
	await cancelRound({ by: cast.staff.wang, roundId: "june", why: "重新组织一次", at });
	expect(await waits(zhao)).toEqual([]);
});
