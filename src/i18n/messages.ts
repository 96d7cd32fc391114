import { en } from "./en/catalogue.ts";
import { zhCN } from "./zh-CN/catalogue.ts";

/** The shape of every catalogue. Chinese comes first; the other languages must follow it. */
export type Messages = typeof zhCN;

/** A message's place in the catalogue, "area.key" (or "area.group.key"). */
export type MessageKey = Paths<Messages>;
type Paths<T> = { [K in keyof T & string]: T[K] extends string | ((params: never) => string) ? K : `${K}.${Paths<T[K]>}` }[keyof T &
	string];

export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

const CATALOGUES: Record<Locale, Messages> = { "zh-CN": zhCN, en };

export function messagesFor(locale: Locale): Messages {
	return CATALOGUES[locale];
}

/** The sentence for a key. The type allows only known keys, so a missing one is a bug. */
export function sentence(messages: Messages, key: MessageKey, params: Record<string, string | number> = {}): string {
	let found: unknown = messages;
	for (const part of key.split(".")) found = (found as Record<string, unknown>)[part];
	return typeof found === "function" ? found(params) : String(found);
}
