import type { EntryKind } from "#domain/points/types.ts";
import type { Messages } from "#i18n/messages.ts";

/** What an entry is for, as its household reads it: the rule, and before it the kind unless it simply pays. A reversed payment is points that came back. */
export function whatOf(m: Messages, { kind, rule, points }: { kind: EntryKind; rule: string; points: number }): string {
	const called = m.points.rules[rule] ?? rule;
	if (kind === "issue") return called;
	return `${kind === "reverse" && points > 0 ? m.points.cameBack : m.points.kinds[kind]}${m.common.dot}${called}`;
}
