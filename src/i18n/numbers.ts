import type { Locale } from "./messages.ts";

/** 12 · 9,800 · 1.2万 (in Chinese from ten thousand on). */
export function countOf(count: number, locale: Locale): string {
	if (locale === "en" || count < 10_000) return count.toLocaleString("en");
	return `${Number((count / 10_000).toFixed(1))}万`;
}

export function percentOf(share: number): string {
	return `${Math.round(share * 100)}%`;
}
