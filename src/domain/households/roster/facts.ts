import { households } from "#db/schema/households.ts";
import { type Checked, plainName } from "#domain/regions/rules.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { statusNamed, yesOrNo } from "../rules.ts";
import type { HouseholdStatus } from "../types.ts";

interface Fact<T> {
	/** Our own title first (template, help), then the titles that spreadsheets use. */
	titles: readonly [string, ...string[]];
	example: string;
	read: (cell: string) => Checked<T>;
	/** The value of a new household without this cell, or why the cell is required. */
	unsaid: T | { wrong: MessageKey };
}

/** The facts that come by file, named like the columns of `households`. */
export interface Facts {
	headName: string;
	status: HouseholdStatus;
	isHardship: boolean;
	isUnranked: boolean;
}

const flag = (...titles: Fact<boolean>["titles"]): Fact<boolean> => ({ titles, example: "否", read: yesOrNo, unsaid: false });

/** A new fact needs a line in `Facts`, one here, its column in the schema and its format in `rosterFormat.columns`; the rest follows from these. */
export const FACTS: { [Name in keyof Facts]: Fact<Facts[Name]> } = {
	headName: { titles: ["户主", "户主姓名"], example: "张三", read: plainName, unsaid: { wrong: "households.reasons.headMissing" } },
	status: { titles: ["状态", "居住状态", "居住情况"], example: "常住", read: statusNamed, unsaid: "lived_in" },
	isHardship: flag("困难户", "是否困难户", "是否困难"),
	isUnranked: flag("不参评", "是否不参评", "不参加评比"),
};

export type FactName = keyof Facts;
/** Null = the file does not say. */
export type SaidFacts = { [Name in FactName]: Facts[Name] | null };

export const FACT_NAMES = Object.keys(FACTS) as FactName[];
export const FACT_COLUMNS = mapFacts((name) => households[name]) as Pick<typeof households, FactName>;

export function mapFacts<T>(of: (name: FactName) => T): Record<FactName, T> {
	return Object.fromEntries(FACT_NAMES.map((name) => [name, of(name)])) as Record<FactName, T>;
}

export function factsBy<Values extends Facts | SaidFacts>(valueFor: (name: FactName) => Values[FactName]): Values {
	return mapFacts(valueFor) as unknown as Values;
}

/** Why a new household needs this fact; null if it can do without. */
export function lackOf(name: FactName): MessageKey | null {
	const { unsaid } = FACTS[name];
	return typeof unsaid === "object" ? unsaid.wrong : null;
}
