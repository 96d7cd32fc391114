import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { blend, type Colour, hexOf, mixed, parsed } from "./palette.ts";
import { inChina, type Season } from "./season.ts";
import type { Spot } from "./space.ts";

export type Weather = "clear" | "hazy" | "overcast" | "mist" | "wet" | "snow";
export type Light = {
	weather: Weather;
	/** Towards the sun, length 1. */
	sun: Spot;
	/** 0 = no cast shadows. */
	strength: number;
	warmth: number;
	sunlit: Colour;
	ambient: Colour;
	shadow: string;
	/** Sky from zenith to horizon; the last stop is also the colour of distance. */
	sky: readonly [string, string, string];
	/** Metres at which a thing has faded by 63 %. */
	reach: number;
};

type Air = { sky: readonly [string, string, string]; strength: number; reach: number };
const AIR: Record<Weather, Air> = {
	clear: { sky: ["#7fb0cb", "#b4d3d6", "#efe8d2"], strength: 1, reach: 90 },
	hazy: { sky: ["#94b0b6", "#c4cfc4", "#eee3ca"], strength: 0.72, reach: 55 },
	overcast: { sky: ["#a3afb1", "#c3c9c3", "#dfdacd"], strength: 0.16, reach: 60 },
	mist: { sky: ["#bcc7c6", "#d1d8d1", "#e7e5d9"], strength: 0.1, reach: 24 },
	wet: { sky: ["#7e969f", "#aebdbd", "#d9dccd"], strength: 0.2, reach: 48 },
	snow: { sky: ["#a2b0ba", "#c2ccd1", "#e2e3dd"], strength: 0.3, reach: 45 },
};
const EVENING = ["#7187a3", "#dfb58c", "#f5d092"] as const;
const DAWN = ["#8397b6", "#d8b3ab", "#f5d6b1"] as const;

export function lightAt(takenAt: Date, season: Season, home: { seed: string; cold: boolean; facing: number }): Light {
	const local = inChina(takenAt);
	const random = seededRandom(`${home.seed}/${local.toISOString().slice(0, 10)}`);
	const hour = Math.max(6.6, Math.min(17.9, local.getUTCHours() + local.getUTCMinutes() / 60));
	const weather = weatherOn(random, season, { hour, cold: home.cold });
	const air = AIR[weather];
	const low = Math.max(0, (Math.abs(hour - 12.2) - 2.6) / 3.2) ** 1.2;
	const warmth = Math.min(1, low) * (0.25 + 0.75 * air.strength);
	const glow = hour < 12 ? DAWN : EVENING;
	return {
		weather,
		sun: towardsSun(hour, season, home.facing),
		strength: air.strength,
		warmth,
		sunlit: blend([1.16, 1.11, 1.02], [1.24, 1.03, 0.78], warmth),
		ambient: blend([0.98, 0.985, 0.97], blend([0.73, 0.76, 0.82], [0.67, 0.67, 0.77], warmth), air.strength),
		shadow: mixed("#2f3547", "#3d2f48", warmth),
		sky: air.sky.map((stop, i) => mixed(stop, glow[i] as string, warmth * 0.85)) as unknown as Light["sky"],
		reach: air.reach,
	};
}

function weatherOn(random: SeededRandom, season: Season, when: { hour: number; cold: boolean }): Weather {
	if (season.name === "winter" && when.cold && random.chance(0.4)) return "snow";
	if (when.hour < 9.2 && random.chance(0.3)) return "mist";
	const likely = {
		spring: "clear clear hazy overcast wet",
		summer: "clear clear clear hazy wet",
		autumn: "clear clear clear hazy overcast",
		winter: "clear clear hazy overcast",
	};
	return random.pick(likely[season.name].split(" ")) as Weather;
}

/** Noon is south, behind a camera that looks at the house; `facing` turns the whole yard. */
function towardsSun(hour: number, season: Season, facing: number): Spot {
	const turn = ((hour - 12.2) / 12) * Math.PI * 0.92 + facing;
	const noonHeight = { summer: 1.15, spring: 0.86, autumn: 0.8, winter: 0.58 }[season.name];
	const height = Math.max(0.2, noonHeight * Math.cos(((hour - 12.2) / 12) * Math.PI * 0.95));
	return [-Math.sin(turn) * Math.cos(height), Math.sin(height), -Math.cos(turn) * Math.cos(height)];
}

/** Paint under this light: `turned` 0 = in shade, 1 = square to the sun; then faded by distance. */
export function underLight(light: Light, hex: string, turned: number, depth: number): string {
	const share = turned * light.strength + (1 - light.strength) * 0.3;
	const cast = blend(light.ambient, light.sunlit, share);
	const [red, green, blue] = parsed(hex);
	const faded = 1 - Math.exp(-Math.max(0, depth - 7) / light.reach);
	return hexOf(blend([red * cast[0], green * cast[1], blue * cast[2]], parsed(light.sky[2]), faded));
}
