import { PHOTOS_A_SIDE } from "#db/schema/submissions.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { Missing, OwnSubmission, Side, Stage } from "./types.ts";

export { PHOTOS_A_SIDE };
export const WORDS_LIMIT = 500;

export function isEditable(stage: Stage): boolean {
	return stage === "draft" || stage === "returned";
}

/** The lowest free place on a side, from 1; undefined when it is full. */
export function freePosition(taken: number[]): number | undefined {
	return Array.from({ length: PHOTOS_A_SIDE }, (_, n) => n + 1).find((position) => !taken.includes(position));
}

/** An empty draft waits for nobody. */
export function holdsSomething({ words, before, after }: Pick<OwnSubmission, "words" | Side>): boolean {
	return words !== "" || before.length + after.length > 0;
}

export interface Content {
	sides: Side[];
	categoryCode: string | null;
	startedBy: string | null;
}

export function missingIn({ sides, categoryCode, startedBy }: Content): Missing[] {
	const missing: Missing[] = [];
	if (!sides.includes("before")) missing.push("before");
	if (!sides.includes("after")) missing.push("after");
	if (!categoryCode) missing.push("category");
	if (!startedBy) missing.push("startedBy");
	return missing;
}

export function untouchedSince(at: Date, days: number): Date {
	return later(at, -days * DAY_MS);
}

export function keptUntil(editedAt: Date, days: number): Date {
	return later(editedAt, days * DAY_MS);
}
