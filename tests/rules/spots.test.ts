import { expect, test } from "vitest";
import { beijingField } from "#domain/calendar/rules.ts";
import type { Mark } from "#domain/calendar/types.ts";
import { heldFor } from "#domain/spots/held-words.ts";
import { appealDueAfter, boxAround, cellOf, dueAfter, isFarFrom, metresBetween } from "#domain/spots/rules.ts";
import { answering } from "#domain/units/rules.ts";

const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
/** National Day 2026: 1–7 October free, 10 October (a Saturday) worked. */
const CALENDAR = new Map<string, Mark>([
	...[1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, "rest"] as [string, Mark]),
	["2026-10-10", "work"],
]);

test.each([
	["A runs by the hour, also over a holiday", "2026-09-30T16:00", "A", "2026-10-01T16:00"],
	["B ends with the third day", "2026-09-07T09:00", "B", "2026-09-11T00:00"],
	["B over the holiday ends with the next working day", "2026-09-30T16:00", "B", "2026-10-09T00:00"],
	["C to a weekend that is worked ends there", "2026-10-03T08:00", "C", "2026-10-11T00:00"],
	["C to a Saturday ends with Monday", "2026-10-10T08:00", "C", "2026-10-20T00:00"],
	["D has seven days for its plan", "2026-10-12T08:00", "D", "2026-10-20T00:00"],
] as const)("%s", (_what, from, grade, due) => {
	expect(beijingField(dueAfter(beijing(from), grade, CALENDAR))).toBe(due);
});

test("an appeal is decided by the end of the third working day", () => {
	expect(beijingField(appealDueAfter(beijing("2026-09-30T16:00"), CALENDAR))).toBe("2026-10-11T00:00");
});

test("a position is kept to a thousandth of a degree; what is none on Earth is refused", () => {
	expect(cellOf(43.82516, 87.61683)).toEqual({ latitude: 43825, longitude: 87617 });
	expect(cellOf(91, 0)).toBeUndefined();
	expect(cellOf(0, -180.1)).toBeUndefined();
	expect(cellOf(Number.NaN, 0)).toBeUndefined();
});

test("a position far outside a village is told from one beside its border; without an outline none is far", () => {
	const ring: [number, number][] = [
		[87.6, 43.8],
		[87.63, 43.8],
		[87.63, 43.82],
		[87.6, 43.8],
	];
	const farFrom = (longitude: number, latitude: number) => isFarFrom({ longitude, latitude }, [[ring]]);
	expect([
		farFrom(87_610, 43_810),
		farFrom(87_645, 43_810),
		farFrom(87_660, 43_810),
		farFrom(87_610, 43_830),
		farFrom(110_000, 35_000),
	]).toEqual([false, false, true, false, true]);
	expect(isFarFrom({ longitude: 0, latitude: 0 }, [])).toBe(false);
});

test("distances agree with the haversine to a metre, and the box holds everything within 250 m", () => {
	const here = { latitude: 43825, longitude: 87617 };
	const haversine = (one: typeof here, other: typeof here) => {
		const rad = (milli: number) => (milli / 1000) * (Math.PI / 180);
		const a =
			Math.sin((rad(other.latitude) - rad(one.latitude)) / 2) ** 2 +
			Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * Math.sin((rad(other.longitude) - rad(one.longitude)) / 2) ** 2;
		return 2 * 6_371_009 * Math.asin(Math.sqrt(a));
	};
	const box = boxAround(here);
	for (let north = -6; north <= 6; north += 1)
		for (let east = -6; east <= 6; east += 1) {
			const other = { latitude: here.latitude + north, longitude: here.longitude + east };
			expect(Math.abs(metresBetween(here, other) - haversine(here, other))).toBeLessThan(1);
			if (metresBetween(here, other) > 250) continue;
			expect(other.latitude).toBeGreaterThanOrEqual(box.south);
			expect(other.latitude).toBeLessThanOrEqual(box.north);
			expect(other.longitude).toBeGreaterThanOrEqual(box.west);
			expect(other.longitude).toBeLessThanOrEqual(box.east);
		}
});

test.each([
	["水沟堵了，下雨漫到路上。", undefined],
	["3号桥下面全是塑料袋", undefined],
	["村口桥头、5号井旁边", undefined],
	["电话13812345678", "personal"],
	["座机0991-8812345", "personal"],
	["电话１３８１２３４５６７８", "personal"],
	["打138 1234 5678", "personal"],
	["打一三八一二三四五六七八", "personal"],
	["３组１２号门口", "personal"],
	["身份证 650101 19900101 123X", "personal"],
	["2025年11月28日到12月1日，一天两三回", undefined],
	["鲁A·12345停在路上", "personal"],
	["是3组12号倒的", "personal"],
	["张某某天天往这儿倒", "personal"],
	["身份证 65010119900101123X", "personal"],
	["就是姓马的干的", "personal"],
	["你妈逼的谁倒的", "rude"],
	["傻B才往这里倒", "rude"],
] as const)("the words %s are held for %s", (words, why) => {
	expect(heldFor(words)).toBe(why);
});

test("what a village gave to its own unit no wider unit answers for; hamlets have theirs beside", () => {
	const [district, town, village, hamlet] = [1, 2, 3, 4];
	const given = (depth: number, prefix: string) => ({ depth, prefix });
	const all = [given(district, ""), given(town, "Q2-"), given(town, "R-"), given(village, "Q"), given(hamlet, "Q2-")];
	expect(answering(all)).toEqual([given(village, "Q"), given(town, "R-"), given(district, ""), given(hamlet, "Q2-")]);
	expect(answering([given(town, ""), given(village, "")])).toEqual([given(village, "")]);
	expect(answering([given(town, ""), given(hamlet, "")])).toHaveLength(2);
});
