import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { claims } from "#db/schema/moderation.ts";
import { publish } from "#domain/moderation/decide.ts";
import { letGo, openItem, takeOver } from "#domain/moderation/open.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";

let li: Awaited<ReturnType<typeof inviteCast>>["staff"]["li"];
let meng: typeof li;
let cast: Awaited<ReturnType<typeof inviteCast>>;
let pair: Pair;
const isTakeOver = eq(auditEntries.action, "claim.take_over");

freshDatabase(async () => {
	cast = await inviteCast();
	({ li, meng } = cast.staff);
});
beforeEach(async () => {
	pair = await sentPair(cast.homes.chen);
});

const opening = (viewer: typeof li, minutes = 0) => ({ by: viewer, submissionId: pair.submissionId, at: minutesAfter(MORNING, minutes) });
const open = (viewer: typeof li, minutes = 0) => openItem(viewer, pair.submissionId, minutesAfter(MORNING, minutes));

test("opening claims for ten minutes, and looking again renews it", async () => {
	expect(await open(li)).toMatchObject({ isMine: true, expiresAt: minutesAfter(MORNING, 10) });
	expect(await open(li, 1)).toMatchObject({ expiresAt: minutesAfter(MORNING, 10) });
	expect(await open(li, 6)).toMatchObject({ expiresAt: minutesAfter(MORNING, 16) });
});

test("who opens what somebody has open is told who, and does not disturb", async () => {
	await open(li);
	expect(await open(meng, 5)).toMatchObject({ isMine: false, name: "李敏" });
	expect(await open(li, 5)).toMatchObject({ isMine: true });
});

test("an expired claim is taken over silently", async () => {
	await open(li);
	expect(await open(meng, 10)).toMatchObject({ isMine: true });
	expect(await db.select().from(auditEntries).where(isTakeOver)).toEqual([]);
});

test("a live claim is taken over by asking, which the trail keeps; asking twice is asking once", async () => {
	await open(li);
	await takeOver(opening(meng, 1));
	await takeOver(opening(meng, 2));
	expect(await open(li, 3)).toMatchObject({ isMine: false, name: "孟和" });
	expect(await db.select().from(auditEntries).where(isTakeOver)).toMatchObject([{ detail: { from: li.personId } }]);
});

test("while somebody has it open nobody else decides; after taking it over they do, and the first is told", async () => {
	await open(li);
	const on = { submissionId: pair.submissionId, version: 1, at: minutesAfter(MORNING, 2) };
	await expect(publish({ ...on, by: meng })).rejects.toMatchObject({ key: "moderation.openedByOther", params: { name: "李敏" } });
	await takeOver(opening(meng, 1));
	await expect(publish({ ...on, by: li })).rejects.toMatchObject({ key: "moderation.openedByOther", params: { name: "孟和" } });
	await expect(publish({ ...on, by: meng })).resolves.toHaveProperty("decisionId");
});

test("an item that somebody opened and forgot can be decided when the claim has ended", async () => {
	await open(li);
	const at = minutesAfter(MORNING, 10);
	await expect(publish({ by: meng, submissionId: pair.submissionId, version: 1, at })).resolves.toHaveProperty("decisionId");
});

test("a decided item is free, and opening it claims nothing", async () => {
	await open(li);
	await publish({ by: li, submissionId: pair.submissionId, version: 1, at: MORNING });
	expect(await open(meng)).toBeNull();
	expect(await db.select().from(claims)).toEqual([]);
	await expect(takeOver(opening(meng))).rejects.toMatchObject({ refusal: "conflict", key: "moderation.notWaiting" });
});

test("letting go frees it at once; letting go of another's changes nothing, twice neither", async () => {
	await open(li);
	await letGo(opening(meng));
	expect(await open(meng)).toMatchObject({ name: "李敏" });
	await letGo(opening(li));
	await letGo(opening(li));
	expect(await open(meng)).toMatchObject({ isMine: true });
});

test("what is not theirs to moderate nobody opens or takes over", async () => {
	for (const viewer of [cast.homes.du.viewer, cast.staff.song, cast.staff.wang]) {
		await expect(open(viewer)).rejects.toMatchObject({ refusal: "not_found" });
		await expect(takeOver(opening(viewer))).rejects.toMatchObject({ refusal: "not_found" });
	}
	pair = await sentPair(cast.homes.bao);
	await expect(open(cast.baoAsModerator)).rejects.toMatchObject({ refusal: "not_found" });
});
