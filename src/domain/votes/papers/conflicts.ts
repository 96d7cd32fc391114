import { and, asc, eq, ne } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, standing } from "#domain/approvals/approvals.ts";
import type { Approval } from "#domain/approvals/types.ts";
import { isInRound, subjectOf } from "../ballots/lines.ts";
import { isOwnBallot } from "../doubts/officers.ts";
import { homesByNumber } from "../rounds/roll-homes.ts";
import type { Channel, RollHome } from "../types.ts";

/** Two ballots of one household as the officer sees them: channel and time, never the choice. */
export interface ConflictView {
	home: RollHome;
	other: { channel: Channel; at: Date };
	paperReadAt: Date;
	settlement: Approval | null;
	/** The viewer's own or a relative's household: other people decide. */
	isOwn: boolean;
}

export async function conflictsOf(viewer: Viewer, roundId: string): Promise<ConflictView[]> {
	const rows = await db
		.select({ rollNumber: ballotConflicts.rollNumber, foundAt: ballotConflicts.foundAt, usedAt: paperBallots.usedAt })
		.from(ballotConflicts)
		.innerJoin(paperBallots, eq(paperBallots.id, ballotConflicts.paperBallotId))
		.where(eq(ballotConflicts.roundId, roundId))
		.orderBy(asc(ballotConflicts.foundAt));
	const rolls = rows.map(({ rollNumber }) => rollNumber);
	const [homes, others, all] = await Promise.all([
		homesByNumber(db, roundId, rolls),
		otherBallots(roundId),
		approvalsOf(["settlement"], isInRound(roundId)),
	]);
	const views = rows.map(async ({ rollNumber, usedAt, foundAt }) => {
		const proposals = all.filter(({ subject }) => subject === subjectOf({ roundId, rollNumber }));
		return {
			home: homes.get(rollNumber) as RollHome,
			other: others.get(rollNumber) as ConflictView["other"],
			paperReadAt: usedAt ?? foundAt,
			settlement: standing(proposals, "settlement"),
			isOwn: await isOwnBallot(db, viewer.personId, { roundId, rollNumber }),
		};
	});
	return (await Promise.all(views)).sort((a, b) => Number(Boolean(a.settlement?.answer)) - Number(Boolean(b.settlement?.answer)));
}

/** Each conflicting household's last ballot that did not come on paper. */
async function otherBallots(roundId: string): Promise<Map<number, ConflictView["other"]>> {
	const rows = await db
		.select({ rollNumber: ballots.rollNumber, channel: ballots.channel, at: ballots.at })
		.from(ballots)
		.innerJoin(ballotConflicts, and(eq(ballotConflicts.roundId, ballots.roundId), eq(ballotConflicts.rollNumber, ballots.rollNumber)))
		.where(and(eq(ballots.roundId, roundId), ne(ballots.channel, "paper")))
		.orderBy(asc(ballots.version));
	return new Map(rows.map(({ rollNumber, ...ballot }) => [rollNumber, ballot]));
}
