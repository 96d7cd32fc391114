import type { LookbackAnswer } from "#domain/lookbacks/types.ts";
import type { Cause } from "#domain/spots/types.ts";
import { LOOKS } from "./words.ts";

/** What an inspector finds of a yard, and what its household says to that. */
export interface Found {
	answer: LookbackAnswer;
	cause?: Cause;
	note?: string;
	/** What the household says against it, and what it is answered, if it is. */
	appeal?: { words: string; answer?: { isUpheld: boolean; words: string } };
}

export const CLEAN: Found = { answer: "clean" };
/**
 * What the looks find, in their order, before the last two whole months and since; all others find it clean. What counts on boards is found since, so that it takes
 * nobody's improvement away.
 */
export const FOUND: Record<"early" | "late", Record<number, Found>> = {
	early: {
		2: { answer: "partly", cause: "cleaning_duty", note: LOOKS.partly },
		5: { answer: "relapsed", cause: "facility_gap", note: LOOKS.gap },
		8: {
			answer: "relapsed",
			cause: "legacy",
			note: LOOKS.windy,
			appeal: { words: LOOKS.appeal, answer: { isUpheld: true, ...LOOKS.right } },
		},
	},
	late: {
		2: { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.relapsed },
		4: {
			...{ answer: "relapsed", cause: "cleaning_duty", note: LOOKS.piled },
			appeal: { words: LOOKS.busy, answer: { isUpheld: false, ...LOOKS.wrong } },
		},
		7: { answer: "partly", cause: "behavior", note: LOOKS.corner },
		12: { answer: "relapsed", cause: "behavior", note: LOOKS.piled },
		18: { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.relapsed },
	},
};
/** The first of the last days, of which nobody has decided yet. */
export const OPEN: Found = { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.rainy, appeal: { words: LOOKS.open } };
/** N01: of one yard the household was told, and whoever came once more found it no better. */
export const BREACH: Record<"told" | "again", Found> = {
	told: { answer: "partly", cause: "behavior", note: LOOKS.corner },
	again: { answer: "relapsed", cause: "behavior", note: LOOKS.again },
};
