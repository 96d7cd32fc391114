import { monthAt } from "#domain/calendar/rules.ts";
import { DAY_MS } from "#platform/clock.ts";

const SEASONS = ["spring", "summer", "autumn", "winter"] as const;

export type Season = (typeof SEASONS)[number];

/** The season by the old calendar, from 立春 to 立春: the first weeks of a year belong to the previous year's winter. */
export function seasonOf(at: Date): { year: number; season: Season } {
	const season = SEASONS[Math.floor(((sunLongitude(at) + 45) % 360) / 90)] ?? "spring";
	const [year, month] = monthAt(at).split("-").map(Number) as [number, number];
	const isEarlyWinter = season === "winter" && month <= 6;
	return { year: year - (isEarlyWinter ? 1 : 0), season };
}

/** The number of the solar term 节气, 0 = 春分, 3 = 立夏 …: one for every 15° of the sun's longitude. */
export function solarTermOf(at: Date): number {
	return Math.floor(sunLongitude(at) / 15);
}

/** The sun's apparent longitude in degrees, exact to 0.01° between 1950 and 2050 (Astronomical Almanac, low-precision formula). */
function sunLongitude(at: Date): number {
	const days = (at.getTime() - Date.UTC(2000, 0, 1, 12)) / DAY_MS;
	const anomaly = ((357.529 + 0.98560028 * days) * Math.PI) / 180;
	const longitude = 280.459 + 0.98564736 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly);
	return ((longitude % 360) + 360) % 360;
}
