import { expect, test } from "vitest";
import { seedDemo } from "#demo/demo.ts";
import type { Drawing, Snapshot } from "#demo/snapshots.ts";
import { verifyEverything } from "#domain/verify.ts";
import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import { freshDatabase } from "#tests/database.ts";
import { isFullDrill } from "#tests/drills.ts";
import { photoOf } from "#tests/pictures.ts";

freshDatabase();

/** Offices posted a notice after Dragon Boat Festival that was objected to before it. */
const AFTER_A_FESTIVAL = new Date("2026-12-04T03:40:00Z");
const [APART, WEEKS] = [7 * DAY_MS + 5 * HOUR_MS, 52];
const days = Array.from({ length: isFullDrill ? WEEKS : 1 }, (_, n) => later(AFTER_A_FESTIVAL, n * APART));

test.each(days.map((until) => [until.toISOString(), until] as const))(
	"whoever starts the demo on %s meets half a year in which no rule refused anything",
	async (_, until) => {
		const refused: unknown[] = [];
		await seedDemo({ seed: "1", until, pictures: sketches(), onProgress: () => undefined, onRefusal: (...what) => refused.push(what) });
		expect(refused).toEqual([]);
		expect(await verifyEverything(until)).toMatchObject({ isSound: true, brokeOff: [] });
	},
);

/** Each drawing as small as the desk allows, so that a half year is lived in seconds. */
function sketches() {
	let drawn = 0;
	const sketch = async (side: Snapshot["side"], width: number) => ({
		side,
		jpeg: await photoOf(++drawn, { width, height: (width * 3) / 4 }),
	});
	const of = (drawing: Drawing) => {
		if ("of" in drawing || "ware" in drawing) return Promise.all([sketch("after", 320)]);
		if ("kind" in drawing) return Promise.all([sketch(drawing.moment, drawing.width ?? 320)]);
		const sides = (["before", "after"] as const).flatMap((side) => Array<Snapshot["side"]>(drawing.photos[side]).fill(side));
		return Promise.all(sides.map((side) => sketch(side, 640)));
	};
	return { of, unexpected: of, expect: () => undefined, dismiss: () => undefined };
}
