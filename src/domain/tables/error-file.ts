import { type Messages, sentence } from "#i18n/messages.ts";
import { csvFile } from "#platform/csv.ts";
import type { ImportErrors, Remark } from "./types.ts";

/** 行, 列, 值, 原因: the errors of a table as a file that Excel opens in Chinese. */
export function errorFile({ errors, errorCount }: ImportErrors, m: Messages): string {
	const words = m.households.errorFile;
	const rest = errorCount - errors.length;
	return csvFile([
		[words.line, words.column, words.value, words.reason],
		...errors.map((error) => [String(error.line), error.column, error.value, reasonOf(error, m)]),
		...(rest > 0 ? [["", "", "", words.more({ count: rest })]] : []),
	]);
}

export function reasonOf({ key, params }: Remark, m: Messages): string {
	return sentence(m, key, params);
}
