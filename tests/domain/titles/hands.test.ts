import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { titleCase } from "#domain/titles/case.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { grantTitle, removeTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle, leaveTitle, showTitle } from "#domain/titles/household-word.ts";
import { noticeTitle } from "#domain/titles/notice-title.ts";
import { applyForTitle, proposeTitle } from "#domain/titles/propose-title.ts";
import { plaqueOf, runningNotices } from "#domain/titles/public-titles.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast } from "#tests/cast.ts";
import { watchedClock } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { daysAfter, grantedTitle, noticedTitle, SAID, SETTLED, settledYards, warnedTitle } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const BAO = "household-bao";
const LATER = daysAfter(SETTLED, 40);

beforeEach(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await settledYards(cast);
});

const own = () => ({ ...cast.homes.bao.viewer, householdId: BAO });
const rowOf = async (titleId: string) => (await db.select().from(courtyardTitles).where(eq(courtyardTitles.id, titleId)))[0];
const told = async () =>
	(await db.select().from(notices).where(eq(notices.householdId, BAO))).flatMap(({ kind, params }) =>
		kind === "title_step" ? [(params as { step: string }).step] : [],
	);
const stepped = (titleId: string, seq: number, stage: string, actor: Viewer) =>
	write(() =>
		rawClient().execute(
			`INSERT INTO courtyard_title_stages (id, title_id, seq, stage, actor_id, at) VALUES ('x', '${titleId}', ${seq}, '${stage}', '${actor.personId}', ${LATER.getTime()})`,
		),
	);

test("whoever wrote down that a household asks for the title does not notice it, nor by an account of their making; the household hears what was written", async () => {
	const apply = (by: Viewer) => applyForTitle({ householdId: BAO, by, saidBy: "鲍春生", at: SETTLED });
	const { titleId } = await apply(offices.yun);
	expect(await apply(offices.yun)).toEqual({ titleId });
	expect(await told()).toEqual(["applied"]);
	const notice = (by: Viewer) => noticeTitle({ titleId, by, at: daysAfter(SETTLED, 1) });
	const helper = await hired("pan", "village_admin", cast.places.qingshi, offices.yun);
	for (const by of [offices.yun, helper]) {
		await expect(notice(by)).rejects.toMatchObject({ refusal: "forbidden" });
		expect((await titleCase(by, titleId, SETTLED)).may.notice).toBe(false);
	}
	const ends = `UPDATE courtyard_titles SET notice_ends_at = ${daysAfter(LATER, 9).getTime()}`;
	await write(() => rawClient().execute(ends));
	await expect(stepped(titleId, 2, "noticed", helper)).rejects.toThrow("nobody who wrote the household's yes down");
	expect((await titleCase(cast.staff.wang, titleId, SETTLED)).may.notice).toBe(true);
	await notice(cast.staff.wang);
	expect(await told()).toEqual(["applied", "noticed"]);
});

test("a title is not given up by the hand of who looked at it, only in the household's own session or by another's hand, of which it hears", async () => {
	const titleId = await grantedTitle(cast, offices);
	const words = { words: "门前院里都还干净。", help: "", days: "" };
	await checkTitle({ titleId, result: "passed", ...words, by: offices.tao, at: LATER });
	const leave = (by: Viewer) => leaveTitle({ titleId, by, saidBy: "鲍春生", at: daysAfter(LATER, 1) });
	await expect(leave(offices.tao)).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(stepped(titleId, 4, "given_up", offices.tao)).rejects.toThrow("never by a hand of who looked at it");
	for (const _ of [1, 2]) await leave(cast.staff.li);
	expect([(await rowOf(titleId))?.stage, (await told()).at(-1)]).toEqual(["given_up", "left"]);
	expect((await told()).filter((step) => step === "left")).toHaveLength(1);
});

test("a yes and a no that an officer wrote down are told to the household; what it says itself is not", async () => {
	const { titleId } = await proposeTitle({ householdId: BAO, by: offices.yun, at: SETTLED });
	await agreeToTitle({ titleId, by: cast.staff.li, saidBy: "鲍春生", at: SETTLED });
	await leaveTitle({ titleId, by: own(), at: LATER });
	expect(await told()).toEqual(["agreed"]);
});

test.each<[string, () => Promise<unknown>]>([
	["ends", () => carryOut(closeHousehold, { householdId: BAO, why: "moved_away", by: cast.staff.wang, at: LATER })],
	["ends in another one", () => carryOut(mergeHouseholds, { householdId: BAO, intoId: "household-chen", by: cast.staff.wang, at: LATER })],
	[
		"leaves the village",
		() => carryOut(moveHousehold, { householdId: BAO, hamletId: cast.places.qiaotou.id, number: "", by: cast.staff.wang, at: LATER }),
	],
])("the title of a household that %s is over, on its plaque and in kept pages too", async (_what, change) => {
	const titleId = await grantedTitle(cast, offices);
	await showTitle({ titleId, isShown: true, by: own(), at: LATER });
	const tags: string[] = [];
	const stop = onChange((changed) => tags.push(...changed));
	await change();
	stop();
	expect(tags).toContain("titles");
	expect(await rowOf(titleId)).toMatchObject({ stage: "given_up", shownAt: null });
	expect(await plaqueOf(titleId)).toMatchObject({ state: "over", code: null });
});

test("a notice that runs ends with its household; the database gives no title to one that ended", async () => {
	const titleId = await noticedTitle(cast, offices);
	await carryOut(closeHousehold, { householdId: BAO, why: "moved_away", by: cast.staff.wang, at: daysAfter(SETTLED, 1) });
	expect([(await rowOf(titleId))?.stage, (await runningNotices(daysAfter(SETTLED, 1))).notices]).toEqual(["declined", []]);
	const other = await noticedTitle(cast, offices, SETTLED, "du");
	await write(() => rawClient().execute("UPDATE households SET closed_at = 1 WHERE id = 'household-du'"));
	await expect(stepped(other, 3, "titled", cast.staff.wang)).rejects.toThrow("of an open household");
});

test("a clock that jumps past a warning's term finds nothing failed, and past the household's days takes no title", async () => {
	const titleId = await grantedTitle(cast, offices);
	const zhou = await hired("zhou", "town_admin", cast.places.shilin, cast.staff.wang);
	const clock = watchedClock(LATER);
	await warnedTitle(titleId, offices, clock.now());
	const found = { result: "failed", words: "柴草还堆着，路过不去。", help: "", days: "" };
	const steps = [
		() => checkTitle({ titleId, ...found, by: offices.tao, at: clock.now() }),
		() => removeTitle({ titleId, words: "两次去看都没有收拾。", by: zhou, at: clock.now() }),
	];
	for (const step of steps) {
		const jump = daysAfter(LATER, 40).getTime() - LATER.getTime();
		clock.set(jump);
		await expect(step()).rejects.toMatchObject({ refusal: "busy", key: "rounds.clockMoved" });
		clock.set(-jump);
		await expect(step()).rejects.toMatchObject({ refusal: "conflict" });
		clock.pass(jump);
		await step();
	}
	expect((await rowOf(titleId))?.stage).toBe("removed");
});

test("a clock that jumps past the end of a notice gives no title; put right it still runs, run on it is given", async () => {
	const titleId = await noticedTitle(cast, offices);
	const clock = watchedClock(SETTLED);
	const grant = () => grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: clock.now() });
	const jump = daysAfter(SETTLED, 20).getTime() - SETTLED.getTime();
	clock.set(jump);
	await expect(grant()).rejects.toMatchObject({ refusal: "busy", key: "rounds.clockMoved" });
	clock.set(-jump);
	await expect(grant()).rejects.toMatchObject({ key: "titles.noticeRuns" });
	clock.pass(jump);
	await grant();
	expect((await rowOf(titleId))?.stage).toBe("titled");
});
