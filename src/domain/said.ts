import type { MessageKey } from "#i18n/messages.ts";
import { Refusal } from "./errors.ts";
import { type Bounds, lineWithin, wordsWithin } from "./text.ts";

interface Wanted extends Bounds {
	/** Beside which field, and in which words, it is refused; they may name the limit. */
	field?: string;
	lacks: MessageKey;
}

/** What somebody typed, tidied; refused unless it has as many characters as wanted. */
export function requireWords(typed: string, wanted: Wanted): string {
	return wordsWithin(typed, wanted) ?? refuse(wanted);
}

export function requireLine(typed: string, wanted: Wanted): string {
	return lineWithin(typed, wanted) ?? refuse(wanted);
}

function refuse({ lacks, field = "words", most }: Wanted): never {
	throw new Refusal("invalid", lacks, { field, params: { limit: most } });
}
