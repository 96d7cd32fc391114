import exifr from "exifr";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { VIEWS } from "#demo/scene/courtyard.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { encodeAs, photograph } from "#demo/scene/photograph.ts";
import { drawPlace, PLACE_KINDS } from "#demo/scene/place.ts";

const takenAt = new Date("2026-10-21T06:30:00Z");
const camera = { takenAt, gps: { lat: 30.123456, lon: 110.654321 }, make: "HUAWEI", model: "Mate 60" };
const before = { moment: "before", category: "Q3-01", takenAt } as const;

/** 8 × 8 difference hash, as bits. */
async function differences(picture: Buffer): Promise<boolean[]> {
	// Drawn at a quarter of its size: more is lost in the hash anyway.
	const grey = await sharp(picture, { density: 18 }).greyscale().resize(9, 8, { fit: "fill" }).raw().toBuffer();
	return Array.from(
		{ length: 64 },
		(_, i) => (grey[Math.floor(i / 8) * 9 + (i % 8)] as number) > (grey[Math.floor(i / 8) * 9 + (i % 8) + 1] as number),
	);
}
const distance = (a: boolean[], b: boolean[]) => a.filter((bit, i) => bit !== b[i]).length;

test("the same home, moment and time give the same drawing to the byte", () => {
	expect(drawCourtyard(courtyardOf("li"), before)).toBe(drawCourtyard(courtyardOf("li"), before));
	expect(courtyardOf("li")).toEqual(courtyardOf("li"));
});

test("another home, another moment and another view each give another drawing", () => {
	const li = drawCourtyard(courtyardOf("li"), { ...before, view: 0 });
	expect(drawCourtyard(courtyardOf("wang"), { ...before, view: 0 })).not.toBe(li);
	expect(drawCourtyard(courtyardOf("li"), { ...before, view: 0, moment: "after" })).not.toBe(li);
	expect(drawCourtyard(courtyardOf("li"), { ...before, view: 1 })).not.toBe(li);
});

test("the photograph carries camera, time and place", async () => {
	const told = await exifr.parse(await photograph(drawCourtyard(courtyardOf("li"), before), camera), { reviveValues: false });
	expect(told).toMatchObject({ Make: "HUAWEI", Model: "Mate 60", DateTimeOriginal: "2026:10:21 14:30:00" });
	expect(told.latitude).toBeCloseTo(30.123456, 4);
	expect(told.longitude).toBeCloseTo(110.654321, 4);
});

describe("a turned phone", () => {
	const svg = drawCourtyard(courtyardOf("li"), before);
	let upright: Buffer;
	beforeAll(async () => {
		upright = await sharp(await photograph(svg, { ...camera, noise: 0 }))
			.raw()
			.toBuffer();
	});
	test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)("orientation %i is written, and undone by autoOrient", async (orientation) => {
		const turned = await photograph(svg, { ...camera, noise: 0, orientation });
		expect((await sharp(turned).metadata()).orientation).toBe(orientation);
		const { data, info } = await sharp(turned).autoOrient().raw().toBuffer({ resolveWithObject: true });
		expect([info.width, info.height]).toEqual([1280, 960]);
		const off = data.reduce((sum, level, i) => sum + Math.abs(level - (upright[i] as number)), 0) / data.length;
		expect(off).toBeLessThan(4);
	});
});

test("a photograph is as large as a phone's small one, not larger", async () => {
	const jpeg = await photograph(drawCourtyard(courtyardOf("li"), before), camera);
	expect(jpeg.length).toBeGreaterThan(60_000);
	expect(jpeg.length).toBeLessThan(500_000);
	const small = await sharp(await photograph(drawCourtyard(courtyardOf("li"), before), { ...camera, width: 640 })).metadata();
	expect([small.width, small.height]).toEqual([640, 480]);
});

test.each(["png", "webp", "avif"] as const)("the same drawing as %s", async (format) => {
	const { width, format: found } = await sharp(await encodeAs(drawCourtyard(courtyardOf("li"), before), format)).metadata();
	expect([width, found]).toEqual([1280, format === "avif" ? "heif" : format]);
});

test("twenty-four homes look like twenty-four homes, and the work shows in each", async () => {
	const homes = Array.from({ length: 24 }, (_, i) => courtyardOf(`home-${i}`));
	const seen = (moment: "before" | "after") =>
		Promise.all(homes.map((home) => differences(Buffer.from(drawCourtyard(home, { ...before, category: "H-01", moment })))));
	const [untidy, tidy] = [await seen("before"), await seen("after")];
	const between = untidy.flatMap((hash, i) => untidy.slice(i + 1).map((other) => distance(hash, other)));
	expect(Math.min(...between)).toBeGreaterThanOrEqual(10);
	expect(Math.min(...untidy.map((hash, i) => distance(hash, tidy[i] as boolean[])))).toBeGreaterThanOrEqual(3);
}, 60_000);

const CODES = ["Q1-01", "Q2-01", "Q3-01", "Q3-02", "Q3-03", "C3-01", "Z1-02", "Z1-04", "Z2-01", "H-01", "Z2-04", "C4-09"];
test.each(CODES)("%s can be drawn from every view in every month, with nothing undefined in it", (category) => {
	for (let view = 0; view < VIEWS; view++) {
		const month = (CODES.indexOf(category) + view * 5) % 12;
		const svg = drawCourtyard(courtyardOf(`${category}-${view}`), {
			moment: view % 2 ? "before" : "after",
			category,
			takenAt: new Date(Date.UTC(2026, month, 12, view)),
			view,
		});
		expect(svg).not.toMatch(/NaN|undefined|Infinity|<text/);
		expect(svg.length).toBeLessThan(900_000);
	}
});

test.each(PLACE_KINDS)("a public place can be drawn dirty and clean in every season, and the work shows: %s", async (kind) => {
	const drawn = (month: number, moment: "before" | "after") =>
		drawPlace(kind, `${kind}-${month}`, { moment, takenAt: new Date(Date.UTC(2026, month, 12, 2)) });
	const pictures = [0, 3, 6, 9].flatMap((month) => [drawn(month, "before"), drawn(month, "after")]);
	for (const svg of pictures) expect(svg).not.toMatch(/NaN|undefined|Infinity|<text/);
	expect(Math.max(...pictures.map(({ length }) => length))).toBeLessThan(600_000);
	expect(drawn(9, "before")).toBe(pictures.at(-2));
	const [dirty, clean] = await Promise.all(pictures.slice(-2).map((svg) => differences(Buffer.from(svg))));
	expect(distance(dirty as boolean[], clean as boolean[])).toBeGreaterThanOrEqual(3);
});
