import type { EntryKind } from "#domain/points/types.ts";
import type { Messages } from "#i18n/messages.ts";

/** What an entry is for, as its household reads it: the rule, and before it the kind unless it simply pays. */
export function whatOf(m: Messages, { kind, rule }: { kind: EntryKind; rule: string }): string {
	const called = m.points.rules[rule] ?? rule;
	return kind === "issue" ? called : `${m.points.kinds[kind]}${m.common.dot}${called}`;
}
