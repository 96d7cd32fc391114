import { expect, test } from "vitest";
import { toldLooks } from "#domain/lookbacks/shown.ts";
import { showStars } from "#domain/ratings/show-stars.ts";
import { courtyardLife } from "#domain/titles/courtyard.ts";
import { leaveTitle, showTitle } from "#domain/titles/household-word.ts";
import { plaqueOf, plaqueToPrint } from "#domain/titles/public-titles.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { daysAfter, grantedTitle, noticedTitle, SETTLED, settledYards, warnedTitle } from "#tests/titles.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await settledYards(cast);
});
const bao = () => ({ ...cast.homes.bao.viewer, householdId: "household-bao" });
const at = daysAfter(SETTLED, 30);

test("stars stand on a courtyard's page only while its household lets them, and of settled yards alone", async () => {
	expect((await courtyardLife("code-bao")).stars).toEqual([]);
	for (const isShown of [true, true]) await showStars({ isShown, by: bao(), at });
	expect((await courtyardLife("code-bao")).stars).toEqual([{ month: "2026-11", stars: 5 }]);
	expect((await courtyardLife("code-du")).stars).toEqual([]);
	for (const isShown of [false, false]) await showStars({ isShown, by: bao(), at });
	expect((await courtyardLife("code-bao")).stars).toEqual([]);
});

test("a title stands on the page only while it is shown; with and without a warning it is the same, and given up it is gone", async () => {
	const titleId = await grantedTitle(cast, offices);
	expect((await courtyardLife("code-bao")).title).toBeNull();
	await showTitle({ titleId, isShown: true, by: bao(), at });
	const shown = await courtyardLife("code-bao");
	expect(shown.title).toEqual({ titleId, at: daysAfter(SETTLED, 20) });
	const plaque = await plaqueOf(titleId);
	expect(plaque).toMatchObject({ state: "stands", code: "code-bao", village: "青石村", town: "柿林镇" });
	await warnedTitle(titleId, offices, daysAfter(SETTLED, 100));
	expect([await courtyardLife("code-bao"), await plaqueOf(titleId)]).toEqual([shown, plaque]);
	await leaveTitle({ titleId, by: bao(), at: daysAfter(SETTLED, 101) });
	expect([(await courtyardLife("code-bao")).title, await plaqueOf(titleId)]).toMatchObject([null, { state: "over", code: null }]);
});

test("the plaque is printed by the household, and by its offices once it lets the title be shown; by nobody else, and not without a title", async () => {
	const noticed = await noticedTitle(cast, offices, SETTLED, "du");
	await expect(plaqueToPrint(cast.homes.du.viewer, noticed)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await plaqueOf("none")).toBeNull();
	const titleId = await grantedTitle(cast, offices);
	expect(await plaqueToPrint(bao(), titleId)).toMatchObject({ village: "青石村", code: null });
	for (const viewer of [offices.yun, cast.homes.chen.viewer, cast.staff.wang])
		await expect(plaqueToPrint(viewer, titleId)).rejects.toMatchObject({ refusal: "not_found" });
	await showTitle({ titleId, isShown: true, by: bao(), at });
	await plaqueToPrint(offices.yun, titleId);
	await expect(plaqueToPrint(cast.homes.chen.viewer, titleId)).rejects.toMatchObject({ refusal: "not_found" });
	await leaveTitle({ titleId, by: bao(), at });
	await expect(plaqueToPrint(bao(), titleId)).rejects.toMatchObject({ refusal: "not_found" });
});

const DAY = 86_400_000;
const look = (answered: number, published: number, answer: "clean" | "relapsed" = "clean", isShown: 0 | 1 = 1) =>
	({ day: 30, answer, answeredAt: answered * DAY, publishedAt: published * DAY, isShown }) as const;

test.each([
	["of one look", [look(90, 0)], 90],
	["of two pairs, from the first one on", [look(200, 110), look(90, 0)], 200],
	["from the relapse on, also if that is not told", [look(200, 110), look(95, 0, "relapsed", 0), look(90, 0)], 90],
	["from the relapse on, though the pair is older", [look(200, 0), look(95, 0, "relapsed")], 105],
	["not at all while the newest look is not told", [look(200, 110, "clean", 0), look(90, 0)], null],
	["not at all after a relapse", [look(200, 110, "relapsed"), look(90, 0)], null],
	["not at all without a look", [], null],
])("how long it stayed clean is counted %s", (_what, looks, days) => {
	expect(toldLooks(looks).staysClean).toBe(days);
});
