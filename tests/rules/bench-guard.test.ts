import { expect, test } from "vitest";
import { guarded, MOST } from "../bench/guard.ts";
import type { Line } from "../bench/lines.ts";

const flat = (value: number) => ({ median: value, least: value, most: value });

/** A run in which each guarded figure is so many times its limit, with one that nobody guards. */
function run(times: number): Line[] {
	const lines = Object.entries(MOST).map(([name, most]) => {
		const [, what = "", unit = ""] = /^(.*), (.*)$/.exec(name) ?? [];
		return { what, unit, ours: flat(1), limit: flat(1), ratio: flat(most * times) };
	});
	return [...lines, { what: "hit, 10 connections", unit: "p50 ms", ours: flat(1), ratio: flat(99) }];
}

const fails = (lines: Line[]) => guarded(lines).filter(({ isMet }) => !isMet);

test("the guard lets through what is at its limits", () => {
	expect(fails(run(1))).toEqual([]);
	expect(guarded(run(1))).toHaveLength(Object.keys(MOST).length);
});

test.each(Object.keys(MOST))('the guard fails if only "%s" is over its limit', (name) => {
	const [within, over] = [run(0.9), run(1.01)];
	const mixed = within.map((line, n) => (`${line.what}, ${line.unit}` === name ? (over[n] as Line) : line));
	expect(fails(mixed)).toMatchObject([{ aim: { atMost: MOST[name] }, isMet: false }]);
});

test("a limit whose figure was renamed is an error, not silence", () => {
	expect(() => guarded(run(1).slice(1))).toThrow("nothing measures");
});
