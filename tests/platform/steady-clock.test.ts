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
	return { watch, pass, set };
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
