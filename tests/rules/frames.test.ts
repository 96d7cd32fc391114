import { expect, test } from "vitest";
import { between, moved, steered } from "../../src/islands/frames.ts";

const frame = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };
const near = (rectangle: typeof frame) => Object.fromEntries(Object.entries(rectangle).map(([side, at]) => [side, expect.closeTo(at)]));

test("a frame is drawn between two points, whichever came first", () => {
	const [corner, other] = [
		{ x: 0.1, y: 0.5 },
		{ x: 0.3, y: 0.2 },
	];
	const drawn = near({ x: 0.1, y: 0.2, width: 0.2, height: 0.3 });
	expect([between(corner, other), between(other, corner)]).toEqual([drawn, drawn]);
});

test("a frame that is moved stays in the picture", () => {
	expect(moved(frame, { x: 0.5, y: 0.5 }, { x: 0.6, y: 0.45 })).toEqual(near({ ...frame, x: 0.5, y: 0.35 }));
	expect(moved(frame, { x: 0.5, y: 0.5 }, { x: 1, y: 0 })).toEqual(near({ ...frame, x: 0.8, y: 0 }));
});

test.each([
	["an arrow moves it", { key: "ArrowLeft", shiftKey: false }, { ...frame, x: 0.39 }],
	["with shift it grows", { key: "ArrowDown", shiftKey: true }, { ...frame, height: 0.21 }],
	["or shrinks", { key: "ArrowLeft", shiftKey: true }, { ...frame, width: 0.19 }],
])("%s", (_title, key, after) => {
	expect(steered(frame, key)).toEqual(near(after));
});

test("any other key leaves it alone, and none makes it vanish", () => {
	expect(steered(frame, { key: "a", shiftKey: false })).toBeNull();
	expect(steered({ ...frame, width: 0.015 }, { key: "ArrowLeft", shiftKey: true })?.width).toBeCloseTo(0.015);
});
