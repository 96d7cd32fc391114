import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { openedChoice } from "../ballots/seal.ts";
import { paperMark, type Reading } from "./paper-rules.ts";

export interface Difference {
	mark: string;
	attempt: number;
	at: Date;
	own: Reading;
	other: Reading;
}

/** Papers that this person and somebody else read differently and nobody has read again; shown only to these two. */
export async function differencesOf(viewer: Viewer, roundId: string): Promise<Difference[]> {
	const entries = await lastEntries(roundId);
	const papers = [...Map.groupBy(entries, ({ paperId }) => paperId).values()];
	return papers.flatMap((pair) => {
		const own = pair.find(({ enteredBy }) => enteredBy === viewer.personId);
		const other = pair.find(({ enteredBy }) => enteredBy !== viewer.personId);
		if (!own || !other) return [];
		const { codeHash, attempt } = own;
		const at = new Date(Math.max(own.at.getTime(), other.at.getTime()));
		return [{ mark: paperMark(codeHash), attempt, at, own: readingOf(roundId, own), other: readingOf(roundId, other) }];
	});
}

/** How many of this person's papers wait for a second reading. */
export async function waitingFor(viewer: Viewer, roundId: string): Promise<number> {
	const entries = await lastEntries(roundId);
	const alone = [...Map.groupBy(entries, ({ paperId }) => paperId).values()].filter((pair) => pair.length === 1);
	return alone.filter(([entry]) => entry?.enteredBy === viewer.personId).length;
}

type Entry = Awaited<ReturnType<typeof lastEntries>>[number];

function lastEntries(roundId: string) {
	const isLast = sql`${paperEntries.attempt} = (select max(attempt) from paper_entries last where last.paper_ballot_id = ${paperEntries.paperBallotId})`;
	return db
		.select({
			paperId: paperBallots.id,
			codeHash: paperBallots.codeHash,
			rollNumber: paperBallots.rollNumber,
			attempt: paperEntries.attempt,
			enteredBy: paperEntries.enteredBy,
			sealed: paperEntries.sealed,
			spoiled: paperEntries.spoiled,
			at: paperEntries.at,
		})
		.from(paperEntries)
		.innerJoin(paperBallots, eq(paperBallots.id, paperEntries.paperBallotId))
		.where(and(eq(paperBallots.roundId, roundId), isNull(paperBallots.usedAt), isNull(paperBallots.voidedAt), isLast))
		.orderBy(asc(paperEntries.at));
}

function readingOf(roundId: string, { rollNumber, attempt, sealed, spoiled }: Entry): Reading {
	if (spoiled) return { isSpoiled: true };
	const numbers = openedChoice(roundId, Buffer.from(sealed), { rollNumber, version: attempt }, "papers");
	if (!numbers) throw new Error(`an entry of paper ${rollNumber} in ${roundId} does not open`);
	return { isSpoiled: false, numbers };
}
