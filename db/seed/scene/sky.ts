import { blob, closed, type Dot, dots, leafy, line, open, shape, touch } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { HEIGHT, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

const MARGIN = 120;

export function sky(stage: Stage): string {
	const { light, lens } = stage;
	const horizon = Math.max(120, lens.camera.horizon);
	const full = `M${-MARGIN} ${-MARGIN}H${WIDTH + MARGIN}V${HEIGHT + MARGIN}H${-MARGIN}Z`;
	return [shape(full, stage.wash([...light.sky], [0, -40], [0, horizon + 30])), bokashi(stage), clouds(stage, horizon)].join("");
}

/** The dark band along the upper edge of a woodblock sky. */
function bokashi(stage: Stage): string {
	const random = stage.passing("bokashi");
	const deep = mixed(
		stage.light.sky[0],
		random.pick(["#2f5a7d", "#3a7686", "#46607c", "#5c87a0"]),
		stage.light.weather === "clear" ? 0.55 : 0.2,
	);
	return shape(
		`M${-MARGIN} ${-MARGIN}H${WIDTH + MARGIN}V240H${-MARGIN}Z`,
		stage.wash([`${deep}@${random.between(0.25, 0.8).toFixed(2)}`, `${deep}@0`], [0, -30], [0, 230]),
	);
}

function clouds(stage: Stage, horizon: number): string {
	const random = stage.passing("clouds");
	const { weather, sky: stops, warmth } = stage.light;
	if (weather === "mist") return "";
	const count = { clear: random.int(1, 4), hazy: 2, overcast: 7, wet: 7, snow: 6 }[weather];
	const pale = mixed(lighter(stops[2], 0.6), "#fbd9b0", warmth * 0.6);
	const parts = Array.from({ length: count }, () => {
		const [x, y] = [random.between(-60, WIDTH + 60), random.between(-20, horizon * 0.62)];
		const length = random.between(130, 420);
		const under = shape(streak(random, x + 14, y + 9, length), mixed(stops[1], stops[0], 0.35), weather === "clear" ? 0.25 : 0.4);
		return under + shape(streak(random, x, y, length), pale, weather === "clear" ? 0.75 : 0.4);
	});
	return parts.join("");
}

function streak(
	random: { between(a: number, b: number): number; int(a: number, b: number): number; next(): number },
	x: number,
	y: number,
	length: number,
): string {
	const lumps = random.int(3, 6);
	return Array.from({ length: lumps }, (_, i) => {
		const share = (i + 0.5) / lumps - 0.5;
		const swell = 1 - Math.abs(share) * 1.5;
		return blob(random as never, {
			x: x + share * length,
			y: y - swell * 10,
			rx: (length / lumps) * 0.95,
			ry: 8 + swell * 20 * random.between(0.6, 1.2),
			rough: 0.12,
		});
	}).join("");
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

/** Fields, hedges and the village's other roofs between the yard and the hills. */
export function farCountry(stage: Stage): string {
	const { lens, light, season } = stage;
	const horizon = lens.camera.horizon;
	const snowy = light.weather === "snow";
	const field = mixed(stage.tone(season.grass, 0.8, 26), snowy ? "#eef0ef" : light.sky[2], snowy ? 0.7 : 0.12);
	const land = `M${-MARGIN} ${horizon - 4}H${WIDTH + MARGIN}V${HEIGHT + MARGIN}H${-MARGIN}Z`;
	return (
		shape(land, stage.wash([field, darker(field, 0.1)], [0, horizon], [0, horizon + 240])) +
		fields(stage, field, horizon) +
		neighbours(stage, horizon) +
		hedge(stage, horizon)
	);
}

function fields(stage: Stage, field: string, horizon: number): string {
	const random = stage.lasting("fields");
	const strips = Array.from({ length: 9 }, (_, i) => {
		const y = horizon + 2 + i * i * 2.6;
		const [x, wide, tall] = [random.between(-MARGIN, WIDTH), random.between(200, 620), 3 + i * 4];
		const hex =
			stage.light.weather === "snow"
				? "#dfe5ea"
				: random.pick([lighter(field, 0.25), darker(field, 0.16), mixed(field, "#c9a94f", 0.45), mixed(field, "#8b6d4a", 0.3)]);
		return shape(closed(dots(x, y, x + wide, y - 2, x + wide + tall * 3, y + tall, x - tall * 2, y + tall)), hex, 0.6);
	});
	return strips.join("");
}

function neighbours(stage: Stage, horizon: number): string {
	const random = stage.lasting("neighbours");
	const roofs = Array.from({ length: random.int(2, 6) }, () => {
		const [x, size] = [random.between(-40, WIDTH), random.between(44, 105)];
		const base = horizon + size * 0.16;
		const [tall, wide] = [size * 0.42, size * random.between(1.1, 1.8)];
		const wall = stage.tone(random.pick(["#e4dccb", "#b98c68", "#c8ad83", "#a7a59c"]), 0.6, 44 - size * 0.15);
		const roof = stage.tone(
			stage.light.weather === "snow" ? "#eceff1" : random.pick(["#565c60", "#6b6660", "#a05a42"]),
			0.5,
			40 - size * 0.15,
		);
		const top = base - tall;
		return (
			shape(closed(dots(x, base, x, top, x + wide, top, x + wide, base)), wall) +
			shape(
				closed(dots(x - 6, top + 2, x + wide * 0.06, top - size * 0.27, x + wide * 0.94, top - size * 0.27, x + wide + 6, top + 2)),
				roof,
			) +
			shape(
				closed(dots(x + wide * 0.4, base, x + wide * 0.4, base - tall * 0.6, x + wide * 0.54, base - tall * 0.6, x + wide * 0.54, base)),
				darker(wall, 0.4),
				0.7,
			)
		);
	});
	return roofs.join("");
}

function hedge(stage: Stage, horizon: number): string {
	const random = stage.lasting("country");
	const { season } = stage;
	const tuft = (scale: number) => {
		const clumps = Array.from({ length: 16 }, () => {
			const [x, size] = [random.between(-MARGIN, WIDTH + MARGIN), random.between(12, 34) * scale];
			return leafy(random, { x, y: horizon + 8 - size * 0.4, rx: size * 1.4, ry: size, corners: 9 });
		});
		return clumps.join("");
	};
	const bare = (hex: string) => mixed(hex, "#8d8577", (1 - season.leafage) * 0.6);
	return shape(tuft(1), bare(stage.tone(season.leaf, 0.25, 40)), 0.9) + shape(tuft(0.7), bare(stage.tone(season.leaf, 0.7, 34)), 0.9);
}
