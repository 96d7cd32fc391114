import { and, count, eq, isNull, max } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballotAppeals, ballotInvalidations, voteFlags } from "#db/schema/votes/doubts.ts";
import { ballotConflicts } from "#db/schema/votes/papers.ts";
import { roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";

/** What stands between a closed round and its count. */
export interface OpenQuestions {
	/** Households with two ballots. */
	conflicts: number;
	/** Invalid ballots that lack the second signature. */
	signatures: number;
	/** Appeals that nobody has settled. */
	appeals: number;
	/** Until when households that have not appealed still may; null where none may. */
	appealsUntil: Date | null;
	/** Flags that were found, and those of them about which nothing is written down yet. They keep nothing from being counted. */
	flags: { found: number; unanswered: number };
}

export async function openQuestions(roundId: string, at: Date): Promise<OpenQuestions> {
	const ofRound = eq(ballotInvalidations.roundId, roundId);
	const [conflicts, signatures, appeals, flags, appealEnd] = await Promise.all([
		db
			.select({ n: count() })
			.from(ballotConflicts)
			.where(and(eq(ballotConflicts.roundId, roundId), isNull(ballotConflicts.settled))),
		db
			.select({ n: count() })
			.from(ballotInvalidations)
			.where(and(ofRound, isNull(ballotInvalidations.answer))),
		db
			.select({ n: count() })
			.from(ballotAppeals)
			.innerJoin(ballotInvalidations, eq(ballotInvalidations.id, ballotAppeals.invalidationId))
			.where(and(ofRound, isNull(ballotAppeals.settled))),
		db
			.select({ found: count(), answered: count(voteFlags.answeredAt) })
			.from(voteFlags)
			.where(eq(voteFlags.roundId, roundId)),
		lastAppealEnd(roundId),
	]);
	const { found = 0, answered = 0 } = flags[0] ?? {};
	const appealsUntil = appealEnd && at < appealEnd ? appealEnd : null;
	return {
		...{ conflicts: conflicts[0]?.n ?? 0, signatures: signatures[0]?.n ?? 0, appeals: appeals[0]?.n ?? 0, appealsUntil },
		flags: { found, unanswered: found - answered },
	};
}

/** Until when the last of the households that have not appealed might, or may; null where there is none. */
export async function lastAppealEnd(roundId: string): Promise<Date | null> {
	const [found] = await db
		.select({ signedAt: max(ballotInvalidations.answeredAt) })
		.from(ballotInvalidations)
		.leftJoin(ballotAppeals, eq(ballotAppeals.invalidationId, ballotInvalidations.id))
		.where(and(eq(ballotInvalidations.roundId, roundId), eq(ballotInvalidations.answer, "signed"), isNull(ballotAppeals.id)));
	return found?.signedAt ? appealEndOf(await roundFor(roundId), found.signedAt) : null;
}
