import { and, asc, eq, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isOwnBallot } from "../doubts/officers.ts";
import { homesByNumber } from "../rounds/roll-homes.ts";
import type { Channel, RollHome, Settlement } from "../types.ts";

/** Two ballots of one household, as the returning officer sees them: how and when, never for whom. */
export interface ConflictView {
	conflictId: string;
	home: RollHome;
	other: { channel: Channel; at: Date };
	paperReadAt: Date;
	proposal: { settlement: Settlement; why: string; byId: string; byName: string; at: Date } | null;
	settled: { settlement: Settlement; byName: string; at: Date } | null;
	/** The viewer's own household or a relative's: others decide. */
	isOwn: boolean;
}

/** Open ones first. */
export async function conflictsOf(viewer: Viewer, roundId: string): Promise<ConflictView[]> {
	const rows = await conflictRows(roundId);
	const homes = await homesByNumber(
		db,
		roundId,
		rows.map(({ rollNumber }) => rollNumber),
	);
	const others = await otherBallots(roundId);
	return Promise.all(
		rows.map(async (row) => ({
			conflictId: row.id,
			home: homes.get(row.rollNumber) as RollHome,
			other: others.get(row.rollNumber) as ConflictView["other"],
			paperReadAt: row.usedAt ?? row.foundAt,
			proposal: proposalIn(row),
			settled: row.settled && row.settledAt ? { settlement: row.settled, byName: row.settlerName ?? "", at: row.settledAt } : null,
			isOwn: await isOwnBallot(db, viewer.personId, { roundId, rollNumber: row.rollNumber }),
		})),
	);
}

type Row = Awaited<ReturnType<typeof conflictRows>>[number];

function conflictRows(roundId: string) {
	const settlers = alias(people, "settlers");
	const { id, rollNumber, foundAt, proposed, why, proposedBy, proposedAt, settled, settledAt } = ballotConflicts;
	return db
		.select({
			...{ id, rollNumber, foundAt, proposed, why, proposedBy, proposedAt, settled, settledAt },
			...{ usedAt: paperBallots.usedAt, proposerName: people.name, settlerName: settlers.name },
		})
		.from(ballotConflicts)
		.innerJoin(paperBallots, eq(paperBallots.id, ballotConflicts.paperBallotId))
		.leftJoin(people, eq(people.id, proposedBy))
		.leftJoin(settlers, eq(settlers.id, ballotConflicts.settledBy))
		.where(eq(ballotConflicts.roundId, roundId))
		.orderBy(sql`${settled} is not null`, asc(foundAt));
}

function proposalIn({ proposed, why, proposedBy, proposerName, proposedAt }: Row): ConflictView["proposal"] {
	if (!proposed || !proposedBy || !proposedAt) return null;
	return { settlement: proposed, why: why ?? "", byId: proposedBy, byName: proposerName ?? "", at: proposedAt };
}

/** The last ballot of each household with a conflict that did not come on paper. */
async function otherBallots(roundId: string): Promise<Map<number, ConflictView["other"]>> {
	const rows = await db
		.select({ rollNumber: ballots.rollNumber, channel: ballots.channel, at: ballots.at })
		.from(ballots)
		.innerJoin(ballotConflicts, and(eq(ballotConflicts.roundId, ballots.roundId), eq(ballotConflicts.rollNumber, ballots.rollNumber)))
		.where(and(eq(ballots.roundId, roundId), ne(ballots.channel, "paper")))
		.orderBy(asc(ballots.version));
	return new Map(rows.map(({ rollNumber, ...ballot }) => [rollNumber, ballot]));
}
