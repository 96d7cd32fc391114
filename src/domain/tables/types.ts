import type { RefusalParams } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";

/** What is wrong with a cell, a line or a whole table, or what only looks wrong. */
export interface Remark {
	/** As a spreadsheet counts; the header is usually line 1. */
	line: number;
	column: string;
	value: string;
	key: MessageKey;
	params?: RefusalParams;
}

/** Nothing has changed. At most 1,000 errors, in the file's order; `errorCount` counts all. */
export interface ImportErrors {
	errors: Remark[];
	errorCount: number;
	/** The one of them that says why the rest was not read. */
	stopped?: Remark;
}
