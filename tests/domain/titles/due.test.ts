import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { homesToPropose, titleDesk } from "#domain/titles/desk.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle, leaveTitle } from "#domain/titles/household-word.ts";
import { noticeTitle } from "#domain/titles/notice-title.ts";
import { proposeTitle } from "#domain/titles/propose-title.ts";
import { titlesWaiting } from "#domain/titles/waiting.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { daysAfter, SAID, SETTLED, settledYards, warnedTitle } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await settledYards(cast);
});
const on = (days: number) => daysAfter(SETTLED, days);
const bao = () => ({ ...cast.homes.bao.viewer, householdId: "household-bao" });

test("what is due is told to who may take the next step, from the day on that it is due: a title each quarter", async () => {
	const min = await hired("zhou", "town_admin", cast.places.shilin, cast.staff.wang);
	const people: [string, Viewer][] = [
		["yun", offices.yun],
		["tao", offices.tao],
		["wang", cast.staff.wang],
		["gu", offices.gu],
		["min", min],
		["li", cast.staff.li],
	];
	const dueFor = async (days: number) => {
		const waiting = await Promise.all(
			people.map(async ([name, viewer]) => {
				const { titles } = await titleDesk(viewer, { list: "due", at: on(days) });
				const [line] = await titlesWaiting(viewer, on(days));
				expect(line?.params["count"] ?? 0).toBe(titles.length);
				return titles.length > 0 ? [name] : [];
			}),
		);
		return waiting.flat().join(" ");
	};
	const due = async () => (await db.select().from(courtyardTitles))[0]?.dueAt ?? null;
	const { titleId } = await proposeTitle({ householdId: "household-bao", by: offices.yun, at: on(0) });
	expect([await due(), await dueFor(9)]).toEqual([null, ""]);
	await agreeToTitle({ titleId, by: bao(), at: on(1) });
	expect([await due(), await dueFor(1)]).toEqual([on(1), "yun tao wang min"]);
	const { until } = await noticeTitle({ titleId, by: offices.yun, at: on(2) });
	expect([await due(), await dueFor(3), await dueFor(30)]).toEqual([until, "", "tao wang min"]);
	await grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: on(30) });
	expect([await due(), await dueFor(120), await dueFor(121)]).toEqual([on(121), "", "tao wang gu min"]);
	await write((tx) => tx.update(households).set({ isHardship: true }).where(eq(households.id, "household-bao")));
	expect(await dueFor(121)).toBe("");
	await write((tx) => tx.update(households).set({ isHardship: false }).where(eq(households.id, "household-bao")));
	await checkTitle({ titleId, result: "passed", words: "门前院里都还干净。", help: "", days: "", by: offices.gu, at: on(125) });
	expect([await due(), await dueFor(215), await dueFor(216)]).toEqual([on(216), "", "tao wang gu min"]);
	await warnedTitle(titleId, offices, on(220));
	expect([await dueFor(240), await dueFor(252)]).toEqual(["", "tao wang gu min"]);
	await checkTitle({ titleId, result: "failed", words: "柴草还堆着，路过不去。", help: "", days: "", by: offices.tao, at: on(252) });
	expect([await dueFor(253), await dueFor(270)]).toEqual(["", "tao wang min"]);
	await leaveTitle({ titleId, by: bao(), at: on(271) });
	expect([await due(), await dueFor(900)]).toEqual([null, ""]);
});

test("an office sees the titles of its places alone; along a list page by page nothing is lost", async () => {
	for (const key of ["bao", "du"] as const) await proposeTitle({ householdId: `household-${key}`, by: offices.yun, at: SETTLED });
	const seen = async (viewer: Viewer) =>
		(await titleDesk(viewer, { list: "all", at: SETTLED })).titles.map(({ headName }) => headName).sort();
	for (const viewer of [offices.yun, offices.tao, cast.staff.wang, cast.staff.song])
		expect(await seen(viewer)).toEqual(["杜长河", "鲍春生"]);
	const bai = await hired("bai", "village_admin", cast.places.baiyang, cast.staff.wang);
	expect(await seen(bai)).toEqual([]);
	expect((await titleDesk(offices.yun, { list: "all", after: "forged", at: SETTLED })).titles).toHaveLength(2);
});

test("whom a village may put forward: four stars, with nothing under way, nobody's own, and none of another office's places", async () => {
	const found = async (by: Viewer) =>
		(await homesToPropose(by, { villageId: cast.places.qingshi.id, after: null, at: SETTLED })).homes.map(({ headName }) => headName);
	expect(await found(offices.yun)).toEqual(["鲍春生", "杜长河"]);
	await proposeTitle({ householdId: "household-bao", by: offices.yun, at: SETTLED });
	expect(await found(offices.yun)).toEqual(["杜长河"]);
	const bai = await hired("bai", "village_admin", cast.places.baiyang, cast.staff.wang);
	expect(await found(bai)).toEqual([]);
	await write((tx) => tx.update(households).set({ status: "away" }).where(eq(households.id, "household-du")));
	expect(await found(offices.yun)).toEqual([]);
});
