import { Refusal } from "#domain/errors.ts";

type Rule =
	| { kind: "flag"; initial: boolean }
	| { kind: "count"; initial: number; least: number; most: number }
	| { kind: "words"; initial: string; longest: number; form?: RegExp };

/** Everything that people may change, with what holds until they do. */
export const SETTINGS = {
	/** Staff sign in with a one-time code beside their passphrase. */
	staffTotpRequired: { kind: "flag", initial: true },
	/** How long a slip with a PIN is good. */
	slipDays: { kind: "count", initial: 30, least: 1, most: 180 },
	submissionsPerHouseholdDay: { kind: "count", initial: 3, least: 1, most: 50 },
	photosPerHouseholdDay: { kind: "count", initial: 30, least: 6, most: 300 },
	/** How long the private original of a photo is kept; 0 = not at all. */
	originalDays: { kind: "count", initial: 365, least: 0, most: 3650 },
	siteName: { kind: "words", initial: "", longest: 20 },
	icpNumber: { kind: "words", initial: "", longest: 40 },
	contactPhone: { kind: "words", initial: "", longest: 20, form: /^[\d +()-]*$/ },
} as const satisfies Record<string, Rule>;

export type SettingKey = keyof typeof SETTINGS;
/** A setting's value: boolean, number or string, as its default. */
export type SettingValue<K extends SettingKey> = (typeof SETTINGS)[K]["kind"] extends "flag"
	? boolean
	: (typeof SETTINGS)[K]["kind"] extends "count"
		? number
		: string;

export function isSettingKey(key: string): key is SettingKey {
	return Object.hasOwn(SETTINGS, key);
}

/** The value that a form's text means for this setting; refuses what does not fit. */
export function settingFromText(key: SettingKey, text: string): boolean | number | string {
	const rule: Rule = SETTINGS[key];
	if (rule.kind === "flag") return text === "yes";
	if (rule.kind === "count") return countWithin(rule, text.trim());
	return wordsWithin(rule, text.trim());
}

function countWithin({ least, most }: { least: number; most: number }, text: string): number {
	const count = Number(text);
	if (/^\d+$/.test(text) && count >= least && count <= most) return count;
	throw new Refusal("invalid", "accounts.settings.countOutside", { field: "value", params: { least, most } });
}

function wordsWithin({ longest, form }: { longest: number; form?: RegExp }, text: string): string {
	if (text.length <= longest && (form?.test(text) ?? true)) return text;
	throw new Refusal("invalid", "accounts.settings.wordsOutside", { field: "value", params: { longest } });
}
