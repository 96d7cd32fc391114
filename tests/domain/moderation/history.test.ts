import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { decisionsOn, history } from "#domain/moderation/history.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;

beforeEach(async () => {
	cast = await inviteCast();
});

const at = (minutes: number) => minutesAfter(MORNING, minutes);
const publishAt = (pair: Pair, minutes: number) => publish({ ...pair, by: cast.staff.meng, at: at(minutes) });
const giveBack = (pair: Pair, minutes: number) =>
	returnToHousehold({ ...pair, by: cast.staff.meng, reasons: ["too_dark", "swapped"], note: "白天再拍", at: at(minutes) });
const placesSeenBy = async (viewer: Viewer) => (await history(viewer)).lines.map(({ hamlet }) => hamlet);

test("every decision is there, newest first, with its reasons, and an undone one says so", async () => {
	const pair = await sentPair(cast.homes.chen);
	const { decisionId } = await publishAt(pair, 1);
	await undoDecision({ by: cast.staff.meng, decisionId, at: at(2) });
	await giveBack(pair, 3);
	expect((await history(cast.staff.meng)).lines).toMatchObject([
		{ outcome: "returned", reasons: ["swapped", "too_dark"], note: "白天再拍", undoneAt: null, moderator: { name: "孟和" } },
		{ outcome: "published", undoneAt: at(2), village: "青石村", hamlet: "东沟", courtyard: "code-chen", version: 1 },
	]);
	expect((await decisionsOn(pair.submissionId)).map(({ outcome }) => outcome)).toEqual(["returned", "published"]);
	expect((await history(cast.staff.meng, { outcome: "published" })).lines).toHaveLength(1);
});

test("moderators, admins and auditors read their regions; others, and one's own household's, nothing", async () => {
	for (const home of ["bao", "chen", "fan"] as const) await giveBack(await sentPair(cast.homes[home]), 1);
	expect((await placesSeenBy(cast.staff.li)).sort()).toEqual(["东沟", "东沟"]);
	expect(await placesSeenBy(cast.staff.wang)).toHaveLength(3);
	expect(await placesSeenBy(cast.staff.song)).toHaveLength(3);
	expect(await placesSeenBy(cast.baoAsModerator)).toHaveLength(1);
	expect(await placesSeenBy(cast.homes.chen.viewer)).toEqual([]);
});

test("a long history comes page by page, without a gap or a double", async () => {
	for (let n = 0; n < 33; n++) await giveBack(await sentPair(cast.homes.chen, { at: at(n * 24 * 60) }), n * 24 * 60);
	const first = await history(cast.staff.song);
	const second = await history(cast.staff.song, { cursor: first.cursor });
	expect([first.lines.length, second.lines.length, second.cursor]).toEqual([30, 3, null]);
	expect((await history(cast.staff.song, { cursor: "1e300-x" })).lines).toHaveLength(30);
	expect(new Set([...first.lines, ...second.lines].map(({ decisionId }) => decisionId)).size).toBe(33);
});
