import fc from "fast-check";
import { expect, test } from "vitest";
import { fitOutcome, mayUndo, pairHints } from "#domain/moderation/rules.ts";
import { DECLINE_REASONS, RETURN_REASONS } from "#domain/moderation/types.ts";
import { gridFor, rectanglesOf } from "#domain/photos/grid.ts";

const SENT = new Date("2026-11-02T09:00:00+08:00");
const daysBefore = (days: number) => new Date(SENT.getTime() - days * 86_400_000);
const photo = (photoId: string, takenAt: Date | null, more = {}) => ({ photoId, takenAt, brightness: 120, sharpness: 300, ...more });
const pair = (before: Date | null, after: Date | null) => ({ before: [photo("b", before)], after: [photo("a", after)], sentAt: SENT });

test.each([
	["before and after a week apart", daysBefore(7), daysBefore(0), []],
	["both in one afternoon", daysBefore(0.2), daysBefore(0.1), []],
	["no camera dates", null, null, []],
	["an after without a date", daysBefore(7), null, []],
	["an after older than the before", daysBefore(1), daysBefore(7), [["swapped", null]]],
	["a before of two years ago", daysBefore(700), daysBefore(1), [["long_ago", "b"]]],
	[
		"both of two years ago",
		daysBefore(700),
		daysBefore(690),
		[
			["long_ago", "b"],
			["long_ago", "a"],
		],
	],
	["a clock some hours ahead", daysBefore(1), daysBefore(-0.5), []],
	["a date of next week", daysBefore(1), daysBefore(-7), [["taken_in_future", "a"]]],
])("%s", (_name, before, after, hints) => {
	expect(pairHints(pair(before, after)).map(({ kind, photoId }) => [kind, photoId])).toEqual(hints);
});

test("of several pictures a side, only all afters before all befores look swapped", () => {
	const [old, young] = [photo("1", daysBefore(9)), photo("2", daysBefore(1))];
	expect(pairHints({ before: [old, young], after: [photo("3", daysBefore(5))], sentAt: SENT })).toEqual([]);
	expect(pairHints({ before: [young], after: [old, photo("3", daysBefore(5))], sentAt: SENT })).toEqual([
		{ kind: "swapped", photoId: null },
	]);
});

test("a dark and a blurred picture are told by the picture", () => {
	const dark = { ...pair(null, null), after: [photo("a", null, { brightness: 20, sharpness: 3 })] };
	expect(pairHints(dark).map(({ kind, photoId }) => [kind, photoId])).toEqual([
		["too_dark", "a"],
		["blurred", "a"],
	]);
});

test("a decision can be undone for sixty seconds, the last one included", () => {
	expect([0, 60_000, 60_001].map((ms) => mayUndo(SENT, new Date(SENT.getTime() + ms)))).toEqual([true, true, false]);
});

test("each reason belongs to one outcome", () => {
	expect([fitOutcome([...RETURN_REASONS], "returned"), fitOutcome([...DECLINE_REASONS], "declined")]).toEqual([true, true]);
	expect([fitOutcome(["blurred"], "declined"), fitOutcome(["blurred"], "published"), fitOutcome(["?"], "returned")]).toEqual([
		false,
		false,
		false,
	]);
});

test.each([
	["lying", 1600, 1200, { columns: 12, rows: 9 }],
	["standing", 1200, 1600, { columns: 9, rows: 12 }],
	["square", 960, 960, { columns: 12, rows: 12 }],
	["a long strip", 1600, 210, { columns: 12, rows: 3 }],
])("the grid of a picture that is %s", (_name, width, height, grid) => {
	expect(gridFor({ width, height })).toEqual(grid);
});

test("ticked cells become few rectangles", () => {
	const block = ["1-1", "2-1", "1-2", "2-2"];
	expect(rectanglesOf({ columns: 4, rows: 4, cells: block })).toEqual([{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }]);
	expect(rectanglesOf({ columns: 4, rows: 4, cells: [...block, "0-3"] })).toHaveLength(2);
	expect(rectanglesOf({ columns: 4, rows: 4, cells: ["4-0", "0-9", "x"] })).toEqual([]);
	expect(rectanglesOf({ columns: 0, rows: 0, cells: ["0-0"] })).toEqual([]);
});

test("whatever is ticked, the rectangles cover exactly that", () => {
	const [columns, rows] = [6, 5];
	const cells = fc.uniqueArray(fc.tuple(fc.nat(columns - 1), fc.nat(rows - 1)), { selector: String });
	fc.assert(
		fc.property(cells, (ticked) => {
			const rectangles = rectanglesOf({ columns, rows, cells: ticked.map(([column, row]) => `${column}-${row}`) });
			const covered = rectangles.flatMap(({ x, y, width, height }) =>
				cellsIn({ x: x * columns, y: y * rows, width: width * columns, height: height * rows }),
			);
			expect(covered.sort()).toEqual(ticked.map(String).sort());
		}),
	);
});

function cellsIn({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string[] {
	const [left, top, across, down] = [x, y, width, height].map(Math.round) as [number, number, number, number];
	return Array.from({ length: across * down }, (_, n) => `${left + (n % across)},${top + Math.floor(n / across)}`);
}
