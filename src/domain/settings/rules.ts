import { Refusal } from "#domain/errors.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";

type Rule =
	| { kind: "flag"; initial: boolean }
	| { kind: "count"; initial: number; least: number; most: number }
	| { kind: "words"; initial: string; longest: number; form?: RegExp };

export const SETTINGS = {
	staffTotpRequired: { kind: "flag", initial: true },
	slipDays: { kind: "count", initial: 30, least: 1, most: 180 },
	submissionsPerHouseholdDay: { kind: "count", initial: 3, least: 1, most: 50 },
	/** How many pairs one officer begins for households in a day. */
	assistedPerHelperDay: { kind: "count", initial: 20, least: 1, most: 200 },
	/** Of how many households an officer's changes are drawn each week to be asked about. */
	householdChecksPerOfficer: { kind: "count", initial: 2, least: 0, most: 20 },
	/** How many hamlets of each village are drawn each month to be seen. */
	inspectedHamletsPerVillage: { kind: "count", initial: 1, least: 0, most: 20 },
	/** Of a hundred checks that fall due where somebody was lately, near the road, so many are drawn; elsewhere two, three or five times as many. */
	lookbackShare: { kind: "count", initial: 20, least: 1, most: 100 },
	lookbacksPerInspectorDay: { kind: "count", initial: 10, least: 1, most: 50 },
	photosPerHouseholdDay: { kind: "count", initial: 30, least: 6, most: 300 },
	draftDays: { kind: "count", initial: 30, least: 7, most: 365 },
	/** How long a photo's private original is kept; 0 = not at all. */
	originalDays: { kind: "count", initial: 365, least: 0, most: 3650 },
	/** So many households on one phone, or at one kiosk within so many minutes, flag a vote. */
	voteDeviceHouseholds: { kind: "count", initial: 4, least: 3, most: 50 },
	voteKioskBallots: { kind: "count", initial: 10, least: 5, most: 500 },
	voteKioskMinutes: { kind: "count", initial: 5, least: 1, most: 120 },
	/** The name at the top of each page; empty = the product's name. */
	siteName: { kind: "words", initial: "", longest: 20 },
	/** Shown at the foot of each page: the two filings that Chinese law requires, and whom to call. */
	icpNumber: { kind: "words", initial: "", longest: 40 },
	policeNumber: { kind: "words", initial: "", longest: 40 },
	contactPhone: { kind: "words", initial: "", longest: 20, form: /^[\d +()-]*$/ },
} as const satisfies Record<string, Rule>;

export type SettingKey = keyof typeof SETTINGS;

/** As the page shows them. */
export const SETTING_GROUPS = {
	signIn: ["staffTotpRequired", "slipDays"],
	photos: ["submissionsPerHouseholdDay", "photosPerHouseholdDay", "assistedPerHelperDay"],
	keeping: ["draftDays", "originalDays"],
	draws: ["householdChecksPerOfficer", "inspectedHamletsPerVillage", "lookbackShare", "lookbacksPerInspectorDay"],
	votes: ["voteDeviceHouseholds", "voteKioskBallots", "voteKioskMinutes"],
	site: ["siteName", "icpNumber", "policeNumber", "contactPhone"],
} as const satisfies Record<string, readonly SettingKey[]>;

export type SettingValue<K extends SettingKey> = (typeof SETTINGS)[K]["kind"] extends "flag"
	? boolean
	: (typeof SETTINGS)[K]["kind"] extends "count"
		? number
		: string;

export function isSettingKey(key: string): key is SettingKey {
	return Object.hasOwn(SETTINGS, key);
}

export function settingFromText(key: SettingKey, text: string): boolean | number | string {
	const rule: Rule = SETTINGS[key];
	const answer = tidyLine(text);
	if (rule.kind === "flag") return answer === "yes";
	if (rule.kind === "count") return isWithin(rule, answer) ? Number(answer) : refuseCount(key, rule);
	return lengthOf(answer) <= rule.longest && (rule.form?.test(answer) ?? true) ? answer : refuseWords(key, rule);
}

function isWithin({ least, most }: { least: number; most: number }, digits: string): boolean {
	return /^\d{1,6}$/.test(digits) && Number(digits) >= least && Number(digits) <= most;
}

function refuseCount(field: SettingKey, { least, most }: { least: number; most: number }): never {
	throw new Refusal("invalid", "staff.countOutside", { field, params: { least, most } });
}

function refuseWords(field: SettingKey, { longest }: { longest: number }): never {
	throw new Refusal("invalid", "staff.wordsOutside", { field, params: { longest } });
}
