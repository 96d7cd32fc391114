import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { decisionsOn, history } from "#domain/moderation/history.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";
import { growingPlans } from "#tests/plans.ts";
import { recordedStatements } from "#tests/statements.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;

freshDatabase(async () => {
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

test("an old decision is found by door code, public code, number, the pair's address, place, day and outcome", async () => {
	const { bao, chen, fan } = cast.homes;
	const day = 24 * 60;
	const pairs = { bao: await sentPair(bao), chen: await sentPair(chen), fan: await sentPair(fan) };
	await publishAt(pairs.bao, 1);
	await giveBack(pairs.chen, 2);
	await giveBack(pairs.fan, day);
	const found = async (asked: Parameters<typeof history>[1], by: Viewer = cast.staff.meng) =>
		(await history(by, asked)).lines.map(({ courtyard }) => courtyard.replace("code-", ""));
	const [door] = await db.select({ token: households.doorToken }).from(households).where(eq(households.id, chen.householdId));
	const own = `https://example.org/submissions/${pairs.chen.submissionId}`;
	for (const home of [door?.token ?? "", "code-chen", "https://example.org/courtyards/code-chen", pairs.chen.submissionId, own])
		expect([home, await found({ home })]).toEqual([home, ["chen"]]);
	expect(await found({ home: "0001", place: "青石村" })).toEqual(["bao"]);
	expect(await found({ home: "2", place: "donggou" })).toEqual(["chen"]);
	expect(await found({ home: "0001" }, cast.staff.li)).toEqual(["bao"]);
	expect(await found({ home: "0001" })).toEqual([]);
	expect(await found({ place: "白杨村" })).toEqual(["fan"]);
	expect(await found({ place: "东沟" })).toEqual(["chen", "bao"]);
	expect(await found({ place: "西坡" })).toEqual([]);
	expect(await found({ day: "2026-11-03" })).toEqual(["fan"]);
	expect(await found({ day: "2026-11-02", outcome: "returned" })).toEqual(["chen"]);
	expect(await found({ home: "code-chen", outcome: "published" })).toEqual([]);
	expect(await found({ home: "code-chen", day: "2026-11-03" })).toEqual([]);
	expect(await found({ home: "code-chen", place: "白杨村" })).toEqual([]);
});

test("nobody finds what is not theirs: another village's, one's own household's, or by a name", async () => {
	for (const home of ["bao", "fan"] as const) await giveBack(await sentPair(cast.homes[home]), 1);
	const found = async (by: Viewer, asked: Parameters<typeof history>[1]) => (await history(by, asked)).lines.length;
	expect(await found(cast.staff.li, { home: "code-fan" })).toBe(0);
	expect(await found(cast.staff.li, { place: "白杨村" })).toBe(0);
	expect(await found(cast.baoAsModerator, { home: "code-bao" })).toBe(0);
	for (const home of ["鲍春生", "baochunsheng", "%", ""])
		expect([home, await found(cast.staff.li, { home })]).toEqual([home, home === "" ? 1 : 0]);
});

test("a merged household's old door leads to the decisions of the one that goes on", async () => {
	await giveBack(await sentPair(cast.homes.chen), 1);
	await carryOut(mergeHouseholds, { householdId: "household-chen", intoId: "household-du", by: cast.staff.wang, at: at(3) });
	expect((await history(cast.staff.li, { home: "code-chen" })).lines).toMatchObject([{ courtyard: "code-du", hamlet: "西坡" }]);
});

test("whatever is sought, an index finds it", async () => {
	const { li, meng, wang } = cast.staff;
	const statements = recordedStatements();
	const asked = [
		{ home: "code-chen" },
		{ home: "2", place: "青石村" },
		{ place: "青石村" },
		{ place: "东沟" },
		{ day: "2026-11-02" },
		{ outcome: "returned" as const },
	];
	for (const by of [li, meng, wang]) for (const one of asked) await history(by, { ...one, day: one.day ?? "2026-11-02" });
	for (const one of asked) await history(wang, one);
	const read = [...statements].filter((text) => text.includes('from "decisions"'));
	expect(read.length).toBeGreaterThan(4);
	expect(growingPlans(read, []).growing).toEqual([]);
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

test("a town reads what its villages decided in one order, page by page; a hamlet reads its own; moved households take theirs along", async () => {
	const { places, staff, homes } = cast;
	const day = 24 * 60;
	for (let n = 0; n < 33; n++)
		await giveBack(await sentPair([homes.chen, homes.fan, homes.du][n % 3] ?? homes.chen, { at: at(n * day) }), n * day);
	const first = await history(staff.meng);
	const second = await history(staff.meng, { cursor: first.cursor });
	const times = [...first.lines, ...second.lines].map(({ decidedAt }) => decidedAt.getTime());
	expect(times).toEqual(Array.from({ length: 33 }, (_, n) => at((32 - n) * day).getTime()));
	expect(new Set(await placesSeenBy(as(staff.song, "auditor", places.xipo)))).toEqual(new Set(["西坡"]));
	await moveRegion({ regionId: places.xipo.id, toId: places.baiyang.id, by: staff.wang, at: at(40 * day) });
	expect(new Set(await placesSeenBy(as(staff.song, "auditor", places.baiyang)))).toEqual(new Set(["桥头", "西坡"]));
	expect(await verifyPublications()).toMatchObject({ faults: [] });
});
