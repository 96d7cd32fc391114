import type { Locale } from "./messages.ts";

/** 12 · 9,800 · 1.2万 (in Chinese from ten thousand on). */
export function countOf(count: number, locale: Locale): string {
	if (locale === "en" || count < 10_000) return count.toLocaleString("en");
	return `${Number((count / 10_000).toFixed(1))}万`;
}

/** 640 MB · 12 GB */
export function bytesOf(bytes: number): string {
	const megabytes = bytes / 1024 ** 2;
	return megabytes < 1024 ? `${Math.floor(megabytes)} MB` : `${Math.floor(megabytes / 1024)} GB`;
}

export function percentOf(share: number): string {
	return `${hundredthsOf(share)}%`;
}

/** 85, for words that bring the sign themselves. */
export function hundredthsOf(share: number): string {
	return String(Math.round(share * 100));
}

/** What is kept in fen, in yuan: 12.50 */
export function yuanOf(fen: number): string {
	return (fen / 100).toFixed(2);
}

/** +3 · −2 */
export function signedOf(count: number): string {
	return count > 0 ? `+${count}` : `−${-count}`;
}
