import { mixed } from "./palette.ts";
import { area, level, meadow, type Site } from "./site.ts";
import type { Stage } from "./stage.ts";
import * as t from "./things.ts";

/** A track between fields. */
export const roadside: Site = {
	camera: { eye: [0.5, 1.75, 0.2], yaw: -0.05, focal: 830, horizon: 385 },
	grounds: (stage) => [meadow(stage), { ...area(-1.8, 1.8, -2, 44), floor: "earth", colour: "#bda57c", name: "track" }],
	cottages: [
		[-16, 34, 10],
		[5, 38, 10],
	],
	trees: [
		[-3.2, 13],
		[3.4, 19],
		[-3.4, 25],
	],
	flat: crops,
	dirty: {
		open: area(-1.4, 1.6, 2.8, 8),
		puddle: [0.8, 4, 0.7],
		about: [t.bottles],
		rows: [
			[
				[-1.2, 3.2],
				[-0.9, 8],
				[t.straw, t.straw, t.straw],
			],
			[
				[1.8, 3.2],
				[1.8, 9],
				[t.sheet, t.bottles, t.sheet, t.bag],
			],
		],
		weeds: [
			[area(-2.6, -1.7, 2.6, 11), 10],
			[area(1.7, 2.6, 2.6, 11), 10],
		],
	},
	clean: [
		[
			[-2.3, 2.8],
			[-2.3, 11],
			[t.greens, t.bloom, t.greens, t.greens, t.bloom],
		],
		[
			[2.3, 2.8],
			[2.3, 11],
			[t.bloom, t.greens, t.greens, t.bloom, t.greens],
		],
	],
};

function crops(stage: Stage): string {
	const green = stage.light.weather === "snow" ? "#dfe5ea" : mixed(stage.season.grass, "#6d8f52", 0.55);
	const beds = Array.from({ length: 15 }, (_, n) => {
		const x = 2.7 + n * 1.05;
		const hex = n % 3 === 2 ? mixed(green, "#c9b05e", 0.45) : green;
		return [area(x, x + 0.62, 1.2, 42), area(-x - 0.62, -x, 1.2, 42)]
			.map((bed) => level(stage, { ...bed, x0: bed.x0 - 0.12, x1: bed.x1 + 0.12 }, "#97794f") + level(stage, bed, hex))
			.join("");
	});
	return beds.join("");
}
