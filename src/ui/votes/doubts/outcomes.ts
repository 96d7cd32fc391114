import type { BallotKind } from "#domain/approvals/types.ts";
import type { Messages } from "#i18n/messages.ts";

/** What two people can sign about a ballot, in words. */
export function outcomesOf({ doubts }: Messages): Record<BallotKind, Record<string, string>> {
	const { reasons, invalid, settlement, ruling } = doubts;
	const invalidation = Object.fromEntries(Object.entries(reasons).map(([value, reason]) => [value, invalid({ reason })]));
	return { invalidation, settlement, ruling };
}
