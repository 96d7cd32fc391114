import { expect, test } from "vitest";
import { areReadAlike, boundsOf, weekOf } from "#domain/checks/rules.ts";
import { readingsFor } from "#domain/finder/pinyin.ts";

test.each([
	["陈桂兰", "陈桂蓝", true],
	["陈桂兰", "程桂兰", false],
	["张伟", "章炜", true],
	["单小乐", "单小月", false],
	["阿依夏·卡德尔", "阿依夏卡德尔", true],
	["丁爱莲", "丁小军", false],
	["丁爱莲", "丁爱军", false],
	["丁爱莲", "王大海", false],
	["丁爱莲", "丁爱", false],
	["Anna", "Bert", false],
	["བསོད་ནམས", "བཀྲ་ཤིས", false],
	["Anna", "Anna", true],
])("%s → %s: read alike is %s", async (from, to, isAlike) => {
	const readings = await readingsFor();
	expect(areReadAlike(readings, [from, to])).toBe(isAlike);
	expect(areReadAlike(readings, [to, from])).toBe(isAlike);
});

test.each([
	["2026-11-02T00:00:00+08:00", "2026-11-02"],
	["2026-11-08T23:59:59+08:00", "2026-11-02"],
	["2026-11-09T00:00:00+08:00", "2026-11-09"],
])("the week of %s began on %s", (at, week) => {
	const moment = new Date(at);
	expect(weekOf(moment)).toBe(week);
	const { from, until } = boundsOf(weekOf(moment));
	expect([moment >= from, moment < until]).toEqual([true, true]);
});
