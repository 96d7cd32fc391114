import { expect, test } from "vitest";
import { drawingOf } from "#domain/maps/drawing.ts";
import type { Position } from "#domain/maps/types.ts";
import { square } from "#tests/outlines.ts";

/** The corners that a path goes through. */
function cornersOf(path: string): number[][] {
	const corners: number[][] = [];
	let at = [0, 0];
	let from = at;
	for (const [, step = "", x = "0", y = "0"] of path.matchAll(/([mlz])(?:(-?\d+) ?(-?\d+))?/g)) {
		if (step === "z") {
			at = from;
			continue;
		}
		at = [(at[0] ?? 0) + Number(x), (at[1] ?? 0) + Number(y)];
		if (step === "m") from = at;
		corners.push(at);
	}
	return corners;
}

const byPlace = ([x = 0, y = 0]: number[], [otherX = 0, otherY = 0]: number[]) => x - otherX || y - otherY;

const village = (regionId: string, townId: string, ...rings: ReturnType<typeof square>[]) => ({ regionId, townId, shape: [rings] });

test("two squares on the equator lie side by side, north above, in a drawing as high as it must be", () => {
	// 0.02° by 0.01°: half as high as wide. Within 4 of margin 0.01° are 492, so 984 of the width are used.
	const drawn = drawingOf([village("west", "a", square(0, -0.005)), village("east", "b", square(0.01, -0.005))]);
	const cornersBetween = (left: number, right: number) => [left, right].flatMap((x) => [4, 496].map((y) => [x, y]));
	const found = drawn.villages.map(({ regionId, path }) => [regionId, cornersOf(path).toSorted(byPlace)]);
	expect([drawn.width, drawn.height, found]).toEqual([
		1000,
		500,
		[
			["west", cornersBetween(8, 500)],
			["east", cornersBetween(500, 992)],
		],
	]);
	expect(drawn.villages.map(({ x, y }) => [x, y])).toEqual([
		[254, 250],
		[746, 250],
	]);
	expect(drawn.towns.map(({ townId, x }) => [townId, x])).toEqual([
		["a", 254],
		["b", 746],
	]);
	expect(cornersOf(drawn.borders).toSorted(byPlace)).toEqual([
		[500, 4],
		[500, 496],
	]);
});

test("at 60° north a square degree is half as wide as high", () => {
	const { width, height, villages } = drawingOf([village("north", "a", square(110, 59.95, 0.1))]);
	const corners = cornersOf(villages[0]?.path ?? "");
	const [wide, high] = [0, 1].map((axis) => {
		const along = corners.map((corner) => corner[axis] ?? 0);
		return Math.max(...along) - Math.min(...along);
	});
	expect([width, height]).toEqual([1000, 1300]);
	expect((high ?? 0) / (wide ?? 1)).toBeCloseTo(2, 1);
});

test("villages of one town are its area, without the border between them, and a hole stays open", () => {
	const ring = square(110.02, 30.002, 0.004).toReversed();
	const { villages, towns, borders } = drawingOf([
		village("one", "a", square(110, 30)),
		village("two", "a", square(110.01, 30)),
		village("three", "a", square(110.02, 30), ring),
	]);
	expect([towns.length, borders]).toEqual([1, ""]);
	expect(villages[2]?.path.match(/m/g)).toHaveLength(2);
	expect(towns[0]?.path.match(/m/g)).toHaveLength(2);
});

/** Thirty steps that bend alike in both directions. */
function bentLine([fromEast, fromNorth]: Position, [east, north]: Position): Position[] {
	return Array.from({ length: 30 }, (_, step) => {
		const part = (step + 1) / 30;
		const [x, y] = [fromEast + (east - fromEast) * part, fromNorth + (north - fromNorth) * part];
		return [x + Math.sin(y * 2e4) * 1e-4, y + Math.sin(x * 2e4) * 1e-4];
	});
}

test("a rough drawing of many villages has few corners, shared by neighbours", () => {
	const grid = Array.from({ length: 400 }, (_, n) => square(110 + (n % 20) / 100, 30 + Math.floor(n / 20) / 100));
	const wavy = grid.map((ring) => ring.slice(1).flatMap((corner, n) => bentLine(ring[n] as Position, corner)));
	const villages = wavy.map((ring, n) => village(`v${n}`, "a", [ring.at(-1) as Position, ...ring]));
	const rough = drawingOf(villages, { isRough: true }).villages.map(({ path }) => path.length);
	const whole = drawingOf(villages).villages.map(({ path }) => path.length);
	const sum = (lengths: number[]) => lengths.reduce((all, length) => all + length, 0);
	expect(sum(rough) / rough.length).toBeLessThan(120);
	expect(sum(whole) / sum(rough)).toBeGreaterThan(3);
});
