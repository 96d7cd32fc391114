import { bareCode, type Checked, looksLikeIdCard } from "#domain/regions/rules.ts";
import type { HouseholdStatus } from "./types.ts";

/** A household's number in its hamlet: 4 digits. Spreadsheets drop leading zeros, so "7" means "0007". */
export function householdNumber(cell: string): Checked<string> {
	const text = bareCode(cell);
	if (looksLikeIdCard(text)) return { wrong: "households.reasons.idCard" };
	if (!/^\d{1,4}$/.test(text) || Number(text) === 0) return { wrong: "households.reasons.number" };
	return { value: text.padStart(4, "0") };
}

const STATUS_WORDS: Record<HouseholdStatus, string[]> = {
	lived_in: ["常住", "在家", "在住", "有人住", "居住"],
	away: ["外出", "常年在外", "常年外出", "外出务工", "务工"],
	empty: ["空置", "空户", "空房", "空闲", "无人居住", "无人住"],
};

export function statusNamed(cell: string): Checked<HouseholdStatus> {
	const text = bareCode(cell);
	const found = Object.entries(STATUS_WORDS).find(([, words]) => words.includes(text));
	return found ? { value: found[0] as HouseholdStatus } : { wrong: "households.reasons.status" };
}

const YES = ["是", "有", "Y", "YES", "1", "√", "✓"];
const NO = ["否", "无", "N", "NO", "0", "×"];

export function yesOrNo(cell: string): Checked<boolean> {
	const text = bareCode(cell);
	if (YES.includes(text)) return { value: true };
	return NO.includes(text) ? { value: false } : { wrong: "households.reasons.yesOrNo" };
}
