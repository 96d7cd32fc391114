import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import type { Reason } from "#domain/moderation/types.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import type { Notice } from "#domain/notices/types.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { messagesFor } from "#i18n/messages.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sendAgain, sentPair } from "#tests/pairs.ts";
import { told } from "#ui/notices/told.ts";

let li: Viewer;
let cast: Awaited<ReturnType<typeof inviteCast>>;
let pair: Pair;
const at = minutesAfter(MORNING, 30);

freshDatabase(async () => {
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
	expect(await heard()).toEqual([["pair_shown", { points: 5, held: 3 }]]);
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

test("which photo is meant is told with the reason, in the notice and in the trail, and nothing of reasons that were not chosen", async () => {
	const said = { reasons: ["blurred", "too_dark"] as Reason[], sides: { blurred: "after", other_place: "before" } };
	await returnToHousehold({ ...on(), ...said, note: "" });
	const meant = { reasons: ["blurred", "too_dark"], sides: { blurred: "after" } };
	expect(await heard()).toEqual([["pair_returned", meant]]);
	const [line] = await db.select().from(auditEntries).where(eq(auditEntries.action, "submission.return"));
	expect(line?.detail).toMatchObject(meant);
	const [notice] = await noticesFor(cast.homes.chen.viewer);
	expect(told(notice as Notice, messagesFor("zh-CN"), "zh-CN")).toBe(
		"“柴草杂物码齐了”（11月2日那组）请改一改再交：收拾后：照片不清楚、照片太暗",
	);
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
