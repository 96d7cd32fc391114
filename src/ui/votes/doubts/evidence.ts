import type { Evidence } from "#domain/votes/types.ts";
import { momentOf } from "#i18n/dates.ts";
import { type Locale, messagesFor } from "#i18n/messages.ts";

/** A flag's evidence in one sentence. */
export function evidenceTold(evidence: Evidence, locale: Locale): string {
	const words = messagesFor(locale).doubts.flags;
	const count = evidence.households.length;
	if (evidence.kind === "sample") return words.sample({ count, outOf: evidence.outOf });
	if (evidence.kind === "ring") return words.ring({ count });
	const [from, to] = [evidence.from, evidence.to].map((moment) => momentOf(new Date(moment), locale)) as [string, string];
	return words[evidence.kind]({ count, from, to });
}
