import type { Locale } from "./messages.ts";

const BEIJING = "Asia/Shanghai";
const forms = new Map<string, Intl.DateTimeFormat>();

/** 2026年11月23日 · 23 November 2026. */
export function dayOf(at: Date, locale: Locale): string {
	return form(locale, { year: "numeric", month: "long", day: "numeric" }).format(at);
}

/** 11月23日 · 23 November. */
export function shortDayOf(at: Date, locale: Locale): string {
	return form(locale, { month: "long", day: "numeric" }).format(at);
}

/** The last day of a time that ends with this midnight: of 9 December, 00:00 it is 12月8日. */
export function lastDayOf(midnight: Date, locale: Locale): string {
	return shortDayOf(new Date(midnight.getTime() - 1), locale);
}

/** The same with its year, of what is farther off: 2026年12月8日. */
export function lastFullDayOf(midnight: Date, locale: Locale): string {
	return dayOf(new Date(midnight.getTime() - 1), locale);
}

/** 2026年7月至10月 · July–October 2026. */
export function monthsOf(from: string, until: string, locale: Locale): string {
	const long = form(locale, { year: "numeric", month: "long" });
	if (from === until) return long.format(middleOf(from));
	if (locale === "en") return long.formatRange(middleOf(from), middleOf(until));
	const isOneYear = from.slice(0, 4) === until.slice(0, 4);
	return `${long.format(middleOf(from))}至${(isOneYear ? form(locale, { month: "numeric" }) : long).format(middleOf(until))}`;
}

function middleOf(month: string): Date {
	return new Date(`${month}-15`);
}

/** 11月23日 14:05 · 23 November, 14:05. */
export function momentOf(at: Date, locale: Locale): string {
	return form(locale, { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

const PERIODS = [
	{ until: 6, name: "凌晨" },
	{ until: 9, name: "早上" },
	{ until: 12, name: "上午" },
	{ until: 13, name: "中午" },
	{ until: 18, name: "下午" },
	{ until: 24, name: "晚上" },
];

/** As one says it: 12月4日晚上 8 点 · 4 December, 8 pm. Midnight belongs to the day that it ends: of 9 December, 00:00 it is 12月8日夜里 12 点. */
export function spokenMomentOf(at: Date, locale: Locale): string {
	const [hour, minute] = timeOf(at, locale).split(":").map(Number) as [number, number];
	if (hour === 0 && minute === 0) return `${lastDayOf(at, locale)}${locale === "en" ? ", midnight" : "夜里 12 点"}`;
	const day = shortDayOf(at, locale);
	if (locale === "en") return `${day}, ${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, "0")}` : ""} ${hour < 12 ? "am" : "pm"}`;
	const period = PERIODS.find(({ until }) => hour < until)?.name;
	return `${day}${period} ${hour > 12 ? hour - 12 : hour} 点${minute === 0 ? "" : minute === 30 ? "半" : ` ${minute} 分`}`;
}

/** 14:05. */
export function timeOf(at: Date, locale: Locale): string {
	return form(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 14:05:30. */
export function secondOf(at: Date, locale: Locale): string {
	return form(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);
}

function form(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + JSON.stringify(options);
	const found = forms.get(key) ?? new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: BEIJING, ...options });
	forms.set(key, found);
	return found;
}
