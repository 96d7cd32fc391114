import { expect, test } from "vitest";
import { ClockWatch, STEADY_MS } from "#platform/steady-clock.ts";

/** A clock that the test turns: `pass` lets time go by, `set` moves the hands. */
function watched() {
	let [wall, monotonic] = [1_000_000_000, 0];
	const watch = new ClockWatch({ wall: () => wall, monotonic: () => monotonic });
	const pass = (ms: number) => {
		wall += ms;
		monotonic += ms;
	};
	const set = (ms: number) => {
		wall += ms;
	};
	return { watch, pass, set, in: (ms: number) => new Date(wall + ms) };
}
const HOUR = 3_600_000;

test("the clock is believed once it has run along for a while", () => {
	const { watch, pass } = watched();
	expect(watch.isSteady()).toBe(false);
	pass(STEADY_MS - 1);
	expect(watch.isSteady()).toBe(false);
	pass(1);
	expect(watch.isSteady()).toBe(true);
});

test.each([
	["forward", HOUR],
	["back", -HOUR],
	["by seconds", 3_000],
])("after a jump %s it is not believed until it has been steady again", (_way, ms) => {
	const { watch, pass, set } = watched();
	pass(STEADY_MS);
	expect(watch.isSteady()).toBe(true);
	set(ms);
	expect(watch.isSteady()).toBe(false);
	pass(STEADY_MS - 1);
	expect(watch.isSteady()).toBe(false);
	pass(1);
	expect(watch.isSteady()).toBe(true);
});

test("a clock that is jumped forward and put right again was never steady in between", () => {
	const { watch, pass, set } = watched();
	pass(STEADY_MS);
	set(HOUR);
	expect(watch.isSteady()).toBe(false);
	pass(STEADY_MS - 1);
	set(-HOUR);
	expect(watch.isSteady()).toBe(false);
});

test("slow slewing is no jump, however far it leads", () => {
	const { watch, pass, set } = watched();
	pass(STEADY_MS);
	for (let minute = 0; minute < 120; minute++) {
		pass(60_000);
		set(30);
		expect(watch.isSteady()).toBe(true);
	}
});

test("what a jump forward skipped is not believed until the clock has been steady again, and what had come before is", () => {
	const { watch, pass, set, ...clock } = watched();
	pass(STEADY_MS);
	const [before, skipped, later] = [clock.in(-1), clock.in(1), clock.in(2 * HOUR)];
	for (const moment of [before, skipped, later]) expect(watch.hasSkipped(moment)).toBe(false);
	set(HOUR);
	expect([before, skipped, later].map((moment) => watch.hasSkipped(moment))).toEqual([false, true, false]);
	pass(STEADY_MS - 1);
	expect(watch.hasSkipped(clock.in(-STEADY_MS))).toBe(true);
	pass(1);
	expect(watch.hasSkipped(clock.in(-STEADY_MS))).toBe(false);
});

test("a moment that comes while the clock is in doubt has come", () => {
	const { watch, pass, set, ...clock } = watched();
	pass(STEADY_MS);
	const soon = clock.in(60_000);
	set(HOUR);
	expect(watch.hasSkipped(soon)).toBe(true);
	pass(60_000 - 1);
	expect(watch.hasSkipped(soon)).toBe(true);
	pass(1);
	expect(watch.hasSkipped(soon)).toBe(false);
});

test("set forward to just before a moment, the clock does not run into it unnoticed", () => {
	const { watch, pass, set, ...clock } = watched();
	pass(STEADY_MS);
	const moment = clock.in(HOUR);
	set(HOUR - 60_000);
	expect(watch.hasSkipped(moment)).toBe(false);
	pass(60_000);
	expect(watch.hasSkipped(moment)).toBe(true);
});

test("set forward twice, it still knows the time that was steady; put right, it has skipped nothing", () => {
	const { watch, pass, set, ...clock } = watched();
	pass(STEADY_MS);
	const moment = clock.in(HOUR / 2);
	set(HOUR);
	expect(watch.hasSkipped(moment)).toBe(true);
	pass(60_000);
	set(HOUR);
	expect(watch.hasSkipped(moment)).toBe(true);
	set(-2 * HOUR);
	expect(watch.hasSkipped(moment)).toBe(false);
	expect(watch.hasSkipped(clock.in(-1))).toBe(false);
});

test("a jump back skips nothing", () => {
	const { watch, pass, set, ...clock } = watched();
	pass(STEADY_MS);
	set(-HOUR);
	for (const ms of [-1, 1, HOUR + 1]) expect(watch.hasSkipped(clock.in(ms))).toBe(false);
});
