import { closed, dots, leafy, shape } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { MARGIN } from "./sky.ts";
import { HEIGHT, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";
import { village } from "./village.ts";

/** Fields, hedges and the village's other roofs between the yard and the hills. */
export function farCountry(stage: Stage): string {
	return farLand(stage) + village(stage);
}

export function farLand(stage: Stage): string {
	const { lens, light, season } = stage;
	const horizon = lens.camera.horizon;
	const snowy = light.weather === "snow";
	const field = mixed(stage.tone(season.grass, 0.8, 26), snowy ? "#eef0ef" : light.sky[2], snowy ? 0.7 : 0.12);
	const land = `M${-MARGIN} ${horizon - 4}H${WIDTH + MARGIN}V${HEIGHT + MARGIN}H${-MARGIN}Z`;
	return shape(land, field) + fields(stage, field, horizon) + hedge(stage, horizon);
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
