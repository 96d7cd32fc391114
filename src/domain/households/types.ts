import type { RefusalParams } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";

export const STATUSES = ["lived_in", "away", "empty"] as const;
/** 常住, 外出, 空置. */
export type HouseholdStatus = (typeof STATUSES)[number];

export interface Remark {
	/** As a spreadsheet counts; the header is usually line 1. */
	line: number;
	column: string;
	value: string;
	key: MessageKey;
	params?: RefusalParams;
}

/** What an import changed, or would change as a dry run. Places and households are counts of new ones. */
export interface ImportReport {
	isDryRun: boolean;
	lines: number;
	districts: number;
	towns: number;
	villages: number;
	hamlets: number;
	households: number;
	/** Existing places with a new name. */
	renamed: number;
	/** Existing households with another head's name, status or flag. */
	updated: number;
	unchanged: number;
	/** At most 1,000; `warningCount` counts all. */
	warnings: Remark[];
	warningCount: number;
}

/** Nothing has changed. At most 1,000 errors, in the file's order; `errorCount` counts all. */
export interface ImportErrors {
	errors: Remark[];
	errorCount: number;
}

export type ImportOutcome = ImportReport | ImportErrors;

export interface ImportProgress {
	step: "read" | "compare" | "write";
	share: number;
}

/** The state of a household's newest slip. Whether it was used is left out, because at a kiosk that would tell who has voted. */
export type SlipState = "none" | "issued" | "expired";

export interface HouseholdLine {
	householdId: string;
	number: string;
	headName: string;
	hamlet: { regionId: string; code: string; name: string };
	villageName: string;
	status: HouseholdStatus;
	isHardship: boolean;
	isUnranked: boolean;
	slip: SlipState;
}
