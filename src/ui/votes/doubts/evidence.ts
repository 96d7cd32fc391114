import type { Evidence } from "#domain/votes/types.ts";
import { momentOf } from "#i18n/dates.ts";
import { type Locale, messagesFor } from "#i18n/messages.ts";

/** A flag's evidence in one sentence. */
export function evidenceTold(evidence: Evidence, locale: Locale): string {
	const { found } = messagesFor(locale).doubts.flags;
	const [from, to] = "from" in evidence ? [evidence.from, evidence.to].map((at) => momentOf(new Date(at), locale)) : [];
	return found[evidence.kind]({ count: evidence.households.length, outOf: 0, ...evidence, from: from ?? "", to: to ?? "" });
}
