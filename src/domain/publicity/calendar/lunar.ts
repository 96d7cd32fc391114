import { LRUCache } from "lru-cache";
import type { SolarDay } from "tyme4ts";
import type { Day } from "#domain/calendar/types.ts";
import type { LunarDay } from "./types.ts";

// In the order of the library's list.
const FESTIVALS = [
	...["spring", "lanterns", "dragon_head", "shangsi", "clear_and_bright", "dragon_boat", "seventh", "ghosts"],
	...["mid_autumn", "double_ninth", "midwinter", "laba", "eve"],
];
/** Days of the farmers' year that the library does not know, by month and day. Houses are swept (扫尘) from 小年 on. */
const BY_LUNAR_DAY: Record<string, string> = { "12-23": "little_year_north", "12-24": "little_year_south" };
const BY_DAY: Record<string, string> = {
	"01-01": "new_year",
	"03-12": "trees",
	"05-01": "labour",
	"06-05": "environment",
	"10-01": "national",
};
/** 秋分: 中国农民丰收节. */
const HARVEST_TERM = 18;

// A sheet has 42 days, which take half of its page's work to reckon.
const known = new LRUCache<Day, LunarDay>({ max: 800 });

/** The library is loaded with the first calendar that somebody opens. */
export async function lunarDays(days: Day[]): Promise<LunarDay[]> {
	const { SolarDay } = await import("tyme4ts");
	return days.map((day) => {
		const found = known.get(day) ?? lunarDay(day, SolarDay.fromYmd(...ymd(day)));
		known.set(day, found);
		return found;
	});
}

function ymd(day: Day): [year: number, month: number, day: number] {
	return day.split("-").map(Number) as [number, number, number];
}

function lunarDay(day: Day, solar: SolarDay): LunarDay {
	const lunar = solar.getLunarDay();
	const termDay = solar.getTermDay();
	const term = termDay.getDayIndex() === 0 ? termDay.getSolarTerm().getIndex() : null;
	const inMonth = lunar.getLunarMonth().getMonthWithLeap();
	const festivals = [
		FESTIVALS[lunar.getFestival()?.getIndex() ?? -1],
		BY_LUNAR_DAY[`${inMonth}-${lunar.getDay()}`],
		BY_DAY[day.slice(5)],
		term === HARVEST_TERM ? "harvest" : undefined,
	].filter((one) => one !== undefined);
	return { month: inMonth, day: lunar.getDay(), term, festivals };
}
