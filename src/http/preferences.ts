import type { Locale } from "#i18n/messages.ts";

interface Cookies {
	get(name: string): { value: string } | undefined;
}

/** The language that the front read from the address: /en/… is English, everything else Chinese. */
export function localeOf(request: Request): Locale {
	return request.headers.get("x-tingyuan-locale") === "en" ? "en" : "zh-CN";
}

/** 关怀版, kept in a cookie without an identity. */
export function isCareMode(cookies: Cookies): boolean {
	return cookies.get("care")?.value === "1";
}

/** Whether single keys decide in the moderation queue; on by default. */
export function areKeysOn(cookies: Cookies): boolean {
	return cookies.get("keys")?.value !== "off";
}
