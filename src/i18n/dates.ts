import type { Locale } from "./messages.ts";

const BEIJING = "Asia/Shanghai";
const forms = new Map<string, Intl.DateTimeFormat>();

/** 2026年11月23日 · 23 November 2026. */
export function dayOf(at: Date, locale: Locale): string {
	return form(locale, { year: "numeric", month: "long", day: "numeric" }).format(at);
}

/** 11月23日 14:05 · 23 November, 14:05. */
export function momentOf(at: Date, locale: Locale): string {
	return form(locale, { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 14:05. */
export function timeOf(at: Date, locale: Locale): string {
	return form(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

function form(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + JSON.stringify(options);
	const found = forms.get(key) ?? new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: BEIJING, ...options });
	forms.set(key, found);
	return found;
}
