import type { Evidence } from "#domain/votes/types.ts";
import { momentOf } from "#i18n/dates.ts";
import { type Locale, messagesFor } from "#i18n/messages.ts";

/** What was found, in one sentence. */
export function evidenceTold(evidence: Evidence, locale: Locale): string {
	const words = messagesFor(locale).doubts.flags;
	const count = evidence.households.length;
	if (evidence.kind === "sample") return words.sample({ count, outOf: evidence.outOf });
	if (evidence.kind === "ring") {
		const expected = evidence.expected < 0.1 ? words.under : String(evidence.expected);
		return words.ring({ count, expected });
	}
	const span = { count, from: momentOf(new Date(evidence.from), locale), to: momentOf(new Date(evidence.to), locale) };
	if (evidence.kind === "device") return words.device(span);
	if (evidence.kind === "kiosk") return words.kiosk({ ...span, seconds: secondsBetween(evidence) });
	const told = { ...span, expected: evidence.expected };
	return evidence.by === "network" ? words.burstNetwork(told) : words.burstVillage(told);
}

function secondsBetween({ households, from, to }: { households: number[]; from: number; to: number }): number {
	return Math.round((to - from) / 1000 / (households.length - 1));
}
