import type { SeededRandom } from "#demo/random.ts";
import { blob, closed, type Dot, line, open, shape, touch } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

export const MARGIN = 120;

export function sky(stage: Stage): string {
	const horizon = Math.max(120, stage.lens.camera.horizon);
	const full = `M${-MARGIN} ${-MARGIN}H${WIDTH + MARGIN}V${horizon + 60}H${-MARGIN}Z`;
	return shape(full, stage.wash(skyStops(stage), [0, -50], [0, horizon + 30])) + clouds(stage, horizon);
}

/** The day's own sky: its tint, and the dark band (bokashi) of a woodblock print along the upper edge. */
function skyStops(stage: Stage): string[] {
	const { light } = stage;
	const random = stage.passing("sky");
	const sunny = light.weather === "clear" || light.weather === "hazy";
	const tint = random.pick(["#5f9fc0", "#79b5b4", "#8fa9cc", "#9fc3cf", "#b9c7b4"]);
	const [top, high, low] = light.sky.map((stop, i) =>
		mixed(stop, tint, sunny ? ([0.4, 0.22, 0][i] as number) : ([0.1, 0.05, 0][i] as number)),
	) as [string, string, string];
	const band = mixed(top, random.pick(["#2f5a7d", "#3a7686", "#46607c", "#5c87a0"]), random.between(0.15, sunny ? 0.65 : 0.3));
	return [band, mixed(band, top, 0.75), mixed(top, high, 0.6), high, mixed(high, low, 0.6), low];
}

type Sky = "streaks" | "heaps" | "scales" | "none";

function clouds(stage: Stage, horizon: number): string {
	const random = stage.passing("clouds");
	const { weather } = stage.light;
	const kind = {
		clear: random.pick<Sky>(["heaps", "streaks", "scales", "none", "heaps"]),
		hazy: "streaks",
		overcast: "heaps",
		mist: "none",
		wet: "heaps",
		snow: "streaks",
	}[weather] as Sky;
	if (kind === "none") return "";
	if (kind === "scales") return scales(stage, horizon);
	const count = weather === "clear" || weather === "hazy" ? random.int(1, 4) : random.int(5, 8);
	return Array.from({ length: count }, () =>
		cloud(stage, random, {
			x: random.between(-60, WIDTH + 60),
			y: random.between(0, horizon * 0.62),
			wide: random.between(120, 430),
			plump: kind === "heaps" ? 1.7 : 0.55,
		}),
	).join("");
}

/** Warm where the sun meets it, sky-grey beneath. */
function cloud(stage: Stage, random: SeededRandom, { x, y, wide, plump }: { x: number; y: number; wide: number; plump: number }): string {
	const { weather, sky: stops, warmth } = stage.light;
	const pale = mixed(lighter(stops[2], 0.6), "#fbd9b0", warmth * 0.6);
	const lumps = random.int(4, 7);
	const body = (drop: number, size: number) =>
		Array.from({ length: lumps }, (_, i) => {
			const share = (i + 0.5) / lumps - 0.5;
			const swell = (1 - Math.abs(share) * 1.5) * plump;
			return blob(random, {
				x: x + share * wide,
				y: y - swell * 14 + drop,
				rx: (wide / lumps) * 0.95 * size,
				ry: (9 + swell * 21) * random.between(0.65, 1.2) * size,
				rough: 0.14,
			});
		}).join("");
	const strong = weather === "clear" || weather === "hazy";
	return shape(body(10, 1), mixed(stops[1], stops[0], 0.4), strong ? 0.4 : 0.35) + shape(body(0, 0.92), pale, strong ? 0.85 : 0.35);
}

/** A mackerel sky: rows of small touches. */
function scales(stage: Stage, horizon: number): string {
	const random = stage.passing("scales");
	const [x, y, slope] = [random.between(100, 900), random.between(30, horizon * 0.3), random.between(-0.15, 0.15)];
	const flakes = Array.from({ length: 46 }, () => {
		const [fx, fy] = [x + random.between(-1, 1) * 520, y + random.between(-1, 1) * 70];
		return blob(random, { x: fx, y: fy + (fx - x) * slope, rx: random.between(14, 40), ry: random.between(3, 8), rough: 0.3, corners: 6 });
	});
	return shape(flakes.join(""), mixed(lighter(stage.light.sky[2], 0.5), "#fbcfa5", stage.light.warmth * 0.7), 0.6);
}

export function hills(stage: Stage): string {
	const { courtyard, light, lens, season } = stage;
	const random = stage.lasting("hills");
	const horizon = lens.camera.horizon;
	// Turning the camera walks along the range: before and after stay in register.
	const drift = lens.camera.yaw * lens.camera.focal * 0.8;
	const layers = light.weather === "mist" ? Math.min(2, courtyard.hills.layers) : courtyard.hills.layers;
	const parts = Array.from({ length: layers }, (_, i) => {
		const near = (i + 1) / layers;
		const peak = courtyard.hills.height * (190 - near * 95);
		const blue = mixed("#6d8796", season.grass, near * 0.55);
		const colour = mixed(mixed(blue, light.sky[2], 0.62 - near * 0.34), "#dfe4e6", light.weather === "snow" ? 0.35 : 0);
		const faded = light.weather === "mist" ? mixed(colour, light.sky[2], 0.6) : colour;
		const ridge = ridgeLine(random, { horizon, peak, sharp: courtyard.hills.sharp, drift });
		const top = Math.min(...ridge.map((dot) => dot[1]));
		const outline = closed([[-MARGIN, horizon + 60], ...ridge, [WIDTH + MARGIN, horizon + 60]]);
		return shape(outline, stage.wash([faded, mixed(faded, light.sky[2], 0.75)], [0, top], [0, horizon + 20]));
	});
	return parts.join("");
}

function ridgeLine(
	random: { between(a: number, b: number): number },
	hill: { horizon: number; peak: number; sharp: number; drift: number },
): Dot[] {
	const waves = [1, 2.3, 4.9, 11].map((pace) => ({
		pace,
		phase: random.between(0, 6.3),
		size: random.between(0.5, 1) / pace ** (1.25 - hill.sharp * 0.35),
	}));
	return Array.from({ length: 66 }, (_, i): Dot => {
		const x = -MARGIN + (i / 65) * (WIDTH + 2 * MARGIN);
		const lift = waves.reduce((sum, wave) => sum + wave.size * Math.sin(((x + hill.drift) / 560) * wave.pace + wave.phase), 0);
		return [x, hill.horizon - hill.peak * (0.85 + lift * 0.55) + 20];
	});
}

export function birds(stage: Stage): string {
	const random = stage.passing("birds");
	if (stage.light.weather === "snow" || !random.chance(0.4)) return "";
	const [x, y] = [random.between(200, 1080), random.between(60, 180)];
	const flock = Array.from({ length: random.int(3, 6) }, () => {
		const [bx, by, size] = [x + random.between(-90, 90), y + random.between(-35, 35), random.between(5, 9)];
		return touch(bx, by, size, 1.6, -2.6) + touch(bx, by, size, 1.6, -0.5);
	});
	return shape(flock.join(""), darker(stage.light.sky[0], 0.45), 0.75);
}

export function wires(stage: Stage): string {
	if (!stage.courtyard.wires) return "";
	const random = stage.lasting("wires");
	const tilt = random.between(-90, 90);
	const y = random.between(70, 150);
	const colour = darker(stage.light.sky[1], 0.55);
	const hung = Array.from({ length: 3 }, (_, i) => {
		const [left, right] = [y + i * 13 + tilt, y + i * 16 - tilt];
		const dots = Array.from(
			{ length: 15 },
			(_, k): Dot => [-60 + k * 100, left + ((right - left) * k) / 14 + Math.sin((k / 14) * Math.PI) * 26],
		);
		return open(dots);
	});
	return line(hung.join(""), colour, 1.5, 0.55);
}
