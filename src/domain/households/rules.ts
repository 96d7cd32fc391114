import { bareCode, type Checked, looksLikeIdCard } from "#domain/regions/rules.ts";
import type { Answer } from "./roster/types.ts";
import type { HouseholdStatus } from "./types.ts";

/** A household's number in its hamlet: 4 digits. Spreadsheets drop leading zeros, so "7" means "0007". */
export function householdNumber(cell: string): Checked<string> {
	const text = bareCode(cell);
	if (looksLikeIdCard(text)) return { wrong: "households.reasons.idCard" };
	if (!/^\d{1,4}$/.test(text) || Number(text) === 0) return { wrong: "households.reasons.number" };
	return { value: text.padStart(4, "0") };
}

export function numberOf(n: number): string {
	return String(n).padStart(4, "0");
}

const STATUS_WORDS: Record<HouseholdStatus, string[]> = {
	lived_in: ["常住", "在家", "在住", "有人住", "居住"],
	away: ["外出", "常年在外", "常年外出", "外出务工", "务工"],
	empty: ["空置", "空户", "空房", "空闲", "无人居住", "无人住"],
};

export function statusWord(status: HouseholdStatus): string {
	return STATUS_WORDS[status][0] ?? "";
}

export function statusNamed(cell: string): Checked<HouseholdStatus> {
	const text = bareCode(cell);
	const found = Object.entries(STATUS_WORDS).find(([, words]) => words.includes(text));
	return found ? { value: found[0] as HouseholdStatus } : { wrong: "households.reasons.status" };
}

/** A household's fact as a roster says it. */
export function factWord(fact: string | boolean | null): string {
	if (fact === null) return "";
	if (typeof fact === "boolean") return (fact ? YES : NO)[0] ?? "";
	return STATUS_WORDS[fact as HouseholdStatus]?.[0] ?? fact;
}

const YES = ["是", "有", "Y", "YES", "1", "√", "✓"];
const NO = ["否", "无", "N", "NO", "0", "×"];

export function yesOrNoWord(said: boolean): string {
	return (said ? YES : NO)[0] ?? "";
}

export function yesOrNo(cell: string): Checked<boolean> {
	const text = bareCode(cell);
	if (YES.includes(text)) return { value: true };
	return NO.includes(text) ? { value: false } : { wrong: "households.reasons.yesOrNo" };
}

/** The column 处理 of a roster; the first word of each is the one that our own files write. */
export const ANSWER_WORDS: Record<Answer, readonly [string, ...string[]]> = {
	died: ["去世", "老户主去世", "户主去世"],
	left: ["换户主", "换了户主", "变更户主"],
	handed_over: ["交给家人", "老户主在家"],
	misspelt: ["改名字", "名字写错", "名字写错了"],
	renumbered: ["换编号", "编号变了"],
	moved: ["搬家", "搬来", "迁入"],
	new: ["新增", "新户", "新组"],
	rename: ["改名", "改地名"],
	keep: ["不改"],
	move: ["调整", "划归", "归到别处管"],
	skip: ["跳过", "不处理"],
};

export function answerNamed(cell: string): Checked<Answer> {
	const text = bareCode(cell);
	const found = Object.entries(ANSWER_WORDS).find(([, words]) => words.includes(text));
	return found ? { value: found[0] as Answer } : { wrong: "households.reasons.answer" };
}
