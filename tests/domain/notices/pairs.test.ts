import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sendAgain, sentPair } from "#tests/pairs.ts";

freshDatabase();

let li: Viewer;
let cast: Awaited<ReturnType<typeof inviteCast>>;
let pair: Pair;
const at = minutesAfter(MORNING, 30);

beforeEach(async () => {
	cast = await inviteCast();
	li = cast.staff.li;
	pair = await sentPair(cast.homes.chen);
});

const on = () => ({ by: li, submissionId: pair.submissionId, version: pair.version, at });
const giveBack = () => returnToHousehold({ ...on(), reasons: ["blurred"], note: "请站稳一点。" });
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params }) => [kind, params]);

test("a pair that is shown is told with its points, once", async () => {
	await publish(on());
	await publish(on());
	expect(await heard()).toEqual([["pair_shown", { points: 5 }]]);
});

test("a decision that was taken back was never told", async () => {
	const { decisionId } = await publish(on());
	await undoDecision({ by: li, decisionId, at });
	expect(await heard()).toEqual([]);
	await publish(on());
	expect(await heard()).toHaveLength(1);
});

test("what is to be mended is told with its reasons, without the moderator's words, and goes when it was mended", async () => {
	await giveBack();
	await giveBack();
	expect(await heard()).toEqual([["pair_returned", { reasons: ["blurred"] }]]);
	await sendAgain(pair, cast.homes.chen, at);
	expect(await heard()).toEqual([]);
});

test("what was not taken is told with its reasons", async () => {
	await decline({ ...on(), reasons: ["not_own"], note: "" });
	expect(await heard()).toEqual([["pair_declined", { reasons: ["not_own"] }]]);
});

test("of a pair that was withdrawn nothing is told any more", async () => {
	await giveBack();
	await withdrawSubmission({ submissionId: pair.submissionId, by: cast.homes.chen, at });
	expect(await heard()).toEqual([]);
});
