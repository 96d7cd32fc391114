import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { declaredRelatives, householdMembers } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { publish } from "#domain/moderation/decide.ts";
import { openItem } from "#domain/moderation/open.ts";
import { neighbours } from "#domain/moderation/places.ts";
import { queue } from "#domain/moderation/queue.ts";
import { reviewItem } from "#domain/moderation/review.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const NOON = minutesAfter(MORNING, 180);

freshDatabase(async () => {
	cast = await inviteCast();
});

const queueOf = async (viewer: Viewer, at = NOON) => (await queue(viewer, { at })).items.map(({ submissionId }) => submissionId);
const sentBy = async (home: keyof typeof cast.homes, minutes = 0) =>
	(await sentPair(cast.homes[home], { at: minutesAfter(MORNING, minutes) })).submissionId;

test("the longest waiting comes first, and an item tells what an easy decision needs", async () => {
	const later = await sentBy("du", 5);
	const first = await sentBy("chen");
	expect(await queueOf(cast.staff.li)).toEqual([first, later]);
	const { items, waiting, cursor } = await queue(cast.staff.li, { at: NOON });
	expect([waiting, cursor]).toEqual([2, null]);
	expect(items[0]).toMatchObject({
		...{ version: 1, sentAt: MORNING, courtyard: "code-chen", photoCount: 2, openedBy: null, hints: [] },
		...{ village: { name: "青石村" }, hamlet: { name: "东沟" }, category: { code: "Q3-01" }, words: expect.stringContaining("柴火") },
		before: { sources: expect.arrayContaining([expect.objectContaining({ width: 480, format: "jpeg" })]) },
	});
});

test("each moderator sees their regions only; other roles see nothing", async () => {
	const [chen, fan] = [await sentBy("chen"), await sentBy("fan", 1)];
	expect(await queueOf(cast.staff.li)).toEqual([chen]);
	expect(await queueOf(cast.staff.meng)).toEqual([chen, fan]);
	for (const viewer of [cast.staff.wang, cast.staff.song, cast.homes.chen.viewer]) expect(await queueOf(viewer)).toEqual([]);
});

test("a moderator of a hamlet sees that hamlet", async () => {
	const [, du] = [await sentBy("chen"), await sentBy("du", 1)];
	const { id, name, path } = cast.places.xipo;
	const ofXipo: Viewer = { ...cast.staff.li, roles: [{ role: "moderator", regionId: id, regionName: name, path }] };
	expect(await queueOf(ofXipo)).toEqual([du]);
});

test("one's own household and declared relatives never appear; a household left behind does", async () => {
	const [bao, chen, du] = [await sentBy("bao"), await sentBy("chen", 1), await sentBy("du", 2)];
	await write((tx) =>
		tx.insert(declaredRelatives).values({ ...cast.homes.bao, householdId: cast.homes.du.householdId, declaredAt: MORNING }),
	);
	expect(await queueOf(cast.baoAsModerator)).toEqual([chen]);
	expect((await queue(cast.baoAsModerator, { at: NOON })).waiting).toBe(1);
	await expect(reviewItem(cast.baoAsModerator, du, NOON)).rejects.toMatchObject({ refusal: "not_found" });
	expect((await neighbours(cast.baoAsModerator, { submissionId: chen, at: NOON })).next).toBeNull();
	await write((tx) => tx.update(householdMembers).set({ leftAt: MORNING }));
	expect(await queueOf(cast.baoAsModerator)).toEqual([bao, chen]);
});

test("a decided item leaves the queue, and an undone one is back in its place", async () => {
	const [first, second] = [await sentBy("chen"), await sentBy("du", 1)];
	const { decisionId } = await publish({ by: cast.staff.li, submissionId: first, version: 1, at: NOON });
	expect(await queueOf(cast.staff.li)).toEqual([second]);
	await undoDecision({ by: cast.staff.li, decisionId, at: NOON });
	expect(await queueOf(cast.staff.li)).toEqual([first, second]);
});

test("who has an item open is told to the others until the claim ends", async () => {
	const submissionId = await sentBy("chen");
	await openItem(cast.staff.li, submissionId, NOON);
	const openedBy = async (viewer: Viewer, minutes: number) =>
		(await queue(viewer, { at: minutesAfter(NOON, minutes) })).items.map((item) => item.openedBy);
	expect(await openedBy(cast.staff.meng, 9)).toEqual(["李敏"]);
	expect(await openedBy(cast.staff.li, 9)).toEqual([null]);
	expect(await openedBy(cast.staff.meng, 10)).toEqual([null]);
});

test("next and previous walk the queue, around its end, past what others have open", async () => {
	const [a, b, c] = [await sentBy("chen"), await sentBy("du", 1), await sentBy("fan", 2)];
	const around = (submissionId: string | null) => neighbours(cast.staff.meng, { submissionId, at: NOON });
	expect(await around(a)).toEqual({ previous: null, next: b });
	expect(await around(b)).toEqual({ previous: a, next: c });
	expect(await around(c)).toEqual({ previous: b, next: a });
	expect(await around(null)).toEqual({ previous: null, next: a });
	await openItem(cast.staff.li, b, NOON);
	expect(await around(a)).toEqual({ previous: null, next: c });
	await publish({ by: cast.staff.meng, submissionId: a, version: 1, at: NOON });
	expect(await around(a)).toEqual({ previous: null, next: c });
});

test("a long queue comes page by page without a gap or a double, also among items of the same moment", async () => {
	for (let n = 0; n < 23; n++) {
		const month = new Date(Date.UTC(2026, 10, 2 + Math.floor(n / 3)));
		await sentPair(cast.homes[(["chen", "du", "bao"] as const)[n % 3] ?? "chen"], { at: month });
	}
	const first = await queue(cast.staff.li, { at: NOON });
	const second = await queue(cast.staff.li, { at: NOON, cursor: first.cursor });
	expect([first.items.length, second.items.length, second.cursor, first.waiting]).toEqual([20, 3, null, 23]);
	expect(new Set([...first.items, ...second.items].map(({ submissionId }) => submissionId)).size).toBe(23);
	// Wherever one stands in it, work begins with the oldest that nobody has open, also if the whole first page is taken.
	const [oldest, secondOldest] = first.items.map(({ submissionId }) => submissionId);
	expect([first.firstFree, second.firstFree]).toEqual([oldest, oldest]);
	await openItem(cast.staff.meng, oldest as string, NOON);
	expect((await queue(cast.staff.li, { at: NOON })).firstFree).toBe(secondOldest);
	expect((await queue(cast.staff.li, { at: NOON, cursor: first.cursor })).firstFree).toBe(secondOldest);
	for (const { submissionId } of first.items.slice(1)) await openItem(cast.staff.meng, submissionId, NOON);
	expect((await queue(cast.staff.li, { at: NOON })).firstFree).toBe(second.items[0]?.submissionId);
	for (const cursor of ["nonsense", "1e300-x"]) expect((await queue(cast.staff.li, { at: NOON, cursor })).items).toHaveLength(20);
});

test("the item shows what was sent, its pictures, and the hints beside it", async () => {
	const measures = { brightness: 20, sharpness: 3, takenAt: minutesAfter(MORNING, -500 * 24 * 60) };
	const pair = await sentPair(cast.homes.chen, { measures });
	const item = await reviewItem(cast.staff.li, pair.submissionId, NOON);
	expect(item).toMatchObject({ stage: "waiting", version: 1, startedBy: "self", decisions: [], before: [{ photoId: pair.before }] });
	expect(item.hints.filter(({ photoId }) => photoId === pair.after).map(({ kind }) => kind)).toEqual(["long_ago", "too_dark", "blurred"]);
	expect((await queue(cast.staff.li, { at: NOON })).items[0]?.hints).toContain("too_dark");
});

test("a town's queue puts its villages' in one order, page by page, and counts what is one's own out", async () => {
	const homes = [cast.homes.chen, cast.homes.fan, cast.homes.du];
	for (let n = 0; n < 23; n++) await sentPair(homes[n % 3] ?? cast.homes.chen, { at: new Date(Date.UTC(2026, 10, 2 + n)) });
	const first = await queue(cast.staff.meng, { at: NOON });
	const second = await queue(cast.staff.meng, { at: NOON, cursor: first.cursor });
	const times = [...first.items, ...second.items].map(({ sentAt }) => sentAt.getTime());
	expect(times).toEqual(Array.from({ length: 23 }, (_, n) => Date.UTC(2026, 10, 2 + n)));
	const relative = { personId: cast.staff.meng.personId, householdId: cast.homes.fan.householdId, declaredAt: NOON };
	await write((tx) => tx.insert(declaredRelatives).values(relative));
	expect((await queue(cast.staff.meng, { at: NOON })).waiting).toBe(15);
});
