import { Refusal } from "#domain/errors.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { apart, TooHeavy } from "#platform/apart.ts";
import type { Outline } from "./types.ts";

export type OutlinesRead = { outlines: Outline[] } | ImportErrors;

const COST = { seconds: 90, megabytes: 768 };

/** Reads and simplifies a file of outlines. One of 20 MB takes seconds, in which everybody else would wait. */
export async function outlinesRead(file: Uint8Array): Promise<OutlinesRead> {
	try {
		return await apart<OutlinesRead>(new URL("./reader.ts", import.meta.url), file, COST);
	} catch (failure) {
		throw failure instanceof TooHeavy ? new Refusal("too_large", "maps.reasons.tooHeavy", { field: "file" }) : failure;
	}
}
