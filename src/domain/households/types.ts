import type { RefusalParams } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";

export const STATUSES = ["lived_in", "away", "empty"] as const;
/** 常住, 外出, 空置. */
export type HouseholdStatus = (typeof STATUSES)[number];

/** Something about one cell of an imported file: why it cannot be taken, or why it deserves a second look. */
export interface Remark {
	/** As a spreadsheet counts; the header is usually line 1. */
	line: number;
	/** The header of the column, as the file writes it. */
	column: string;
	value: string;
	key: MessageKey;
	params?: RefusalParams;
}

/** What an import did (or would do, as a dry run). Counts of places and households are those newly made. */
export interface ImportReport {
	isDryRun: boolean;
	lines: number;
	districts: number;
	towns: number;
	villages: number;
	hamlets: number;
	households: number;
	/** Places that were there under another name. */
	renamed: number;
	/** Households that were there and differ in the head's name, the status or a flag. */
	updated: number;
	/** Places and households of the file that were there just so. */
	unchanged: number;
	/** At most 1,000; `warningCount` counts all. */
	warnings: Remark[];
	warningCount: number;
}

/** A file that was not taken: nothing has changed. At most 1,000 errors, in the file's order; `errorCount` counts all. */
export interface ImportErrors {
	errors: Remark[];
	errorCount: number;
}

export type ImportOutcome = ImportReport | ImportErrors;

export interface ImportProgress {
	step: "read" | "compare" | "write";
	/** From 0 to 1, within the step. */
	share: number;
}

/** The newest sign-in slip of a household: never issued, issued, run out. Whether it was used is not told: at a kiosk that would be who has voted. */
export type SlipState = "none" | "issued" | "expired";

/** A line in the list of households. */
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
