import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { openedChoice } from "../ballots/seal.ts";
import { homesLike, rollHomes } from "../rounds/roll.ts";
import type { Round } from "../rounds/round.ts";
import { isPastClosing, phaseOf } from "../rules.ts";
import type { PaperLine, RollHome } from "../types.ts";
import { paperMark, type Reading } from "./paper-rules.ts";

/** One page each. An office hands out no more at once, and a browser can print them in one go. */
export const MOST_PAPERS = 60;

/** Returned papers are turnout, so `used` is null until the closing. */
export async function paperFigures(round: Round, at: Date) {
	const { voidedAt, usedAt, roundId } = paperBallots;
	const [figures] = await db
		.select({
			valid: sql<number>`count(*) - count(${voidedAt})`,
			voided: sql<number>`count(${voidedAt})`,
			used: sql<number>`count(${usedAt})`,
		})
		.from(paperBallots)
		.where(eq(roundId, round.id));
	return { valid: 0, voided: 0, ...figures, used: isPastClosing(phaseOf(round, at)) ? (figures?.used ?? 0) : null };
}

export function paperVillages(roundId: string) {
	return db
		.select({
			villageId: voteRoll.villageId,
			name: nameAmongAll("regions"),
			needed: sql<number>`count(*) filter (where ${needsPaper(roundId)})`,
		})
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.where(eq(voteRoll.roundId, roundId))
		.groupBy(voteRoll.villageId)
		.orderBy(asc(regions.code));
}

interface PaperList {
	lines: PaperLine[];
	/** More than the lines where one page is not enough. */
	total: number;
}

export async function paperLines(roundId: string, { villageId, search }: { villageId: string; search: string }): Promise<PaperList> {
	const ofVillage = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), needsPaper(roundId));
	const needed = async () => (await paperVillages(roundId)).find((village) => village.villageId === villageId)?.needed ?? 0;
	const inVillage = async () => ({ homes: await rollHomes(db, { which: ofVillage, limit: MOST_PAPERS }), total: await needed() });
	const { homes, total } = search ? await homesLike(roundId, search) : await inVillage();
	const papers = await goodPapers(db, roundId, homes);
	return { lines: homes.map((home) => ({ ...home, hasPaper: papers.has(home.rollNumber) })), total };
}

/** A household needs a paper if nobody who lives there now had signed in by slip or passphrase before the opening (a new head comes onto the list). Later sign-ins would reveal who votes and are ignored. */
function needsPaper(roundId: string): SQL {
	const opening = sql`(select opens_at from vote_rounds where id = ${roundId})`;
	return sql`vote_roll.struck_at is null
		and not exists (select 1 from paper_ballots p where p.round_id = vote_roll.round_id and p.roll_number = vote_roll.number and p.voided_at is null)
		and not exists (select 1 from household_members m where m.household_id = vote_roll.household_id and m.left_at is null and (
			exists (select 1 from sign_in_slips s where s.household_id = m.household_id and s.person_id = m.person_id and s.used_at < ${opening})
			or exists (select 1 from people p where p.id = m.person_id and p.passphrase_changed_at < ${opening})))`;
}

/** By roll number, the papers of these households that are not void. */
export async function goodPapers(reader: Reader, roundId: string, homes: RollHome[]) {
	const { id, rollNumber, usedAt, voidedAt } = paperBallots;
	const numbers = homes.map((home) => home.rollNumber);
	const papers = await reader
		.select({ id, rollNumber, usedAt })
		.from(paperBallots)
		.where(and(eq(paperBallots.roundId, roundId), inArray(rollNumber, numbers), isNull(voidedAt)));
	return new Map(papers.map((paper) => [paper.rollNumber, paper]));
}

/** Papers with the readings of their last attempt: one waits for a second, two that differ are to be read again. */
export async function papersWhere(reader: Reader, which: SQL | undefined) {
	const { attempt, enteredBy, sealed, spoiled } = paperEntries;
	const isLast = sql`${attempt} = (select max(attempt) from paper_entries last where last.paper_ballot_id = ${paperBallots.id})`;
	const rows = await reader
		.select({ paper: paperBallots, household: voteRoll, reading: { attempt, enteredBy, sealed, spoiled } })
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.leftJoin(paperEntries, and(eq(paperEntries.paperBallotId, paperBallots.id), isLast))
		.where(which)
		.orderBy(asc(paperEntries.at));
	return [...Map.groupBy(rows, ({ paper }) => paper.id).values()].flatMap((ofPaper) =>
		ofPaper.slice(0, 1).map(({ paper, household: { householdId, villageId } }) => ({
			...{ ...paper, householdId, villageId, mark: paperMark(paper.codeHash) },
			readings: ofPaper.flatMap(({ reading }) => reading ?? []),
		})),
	);
}

export type Paper = Awaited<ReturnType<typeof papersWhere>>[number];

/** Papers that this person read and that wait: for somebody else's reading (`other` is null), or for both again because they differ. */
export async function waitingPapers(viewer: Viewer, roundId: string) {
	const isRead = sql`${paperBallots.id} in (select paper_ballot_id from paper_entries where entered_by = ${viewer.personId})`;
	const papers = await papersWhere(
		db,
		and(eq(paperBallots.roundId, roundId), isNull(paperBallots.usedAt), isNull(paperBallots.voidedAt), isRead),
	);
	return papers.flatMap((paper) => {
		const own = paper.readings.find(({ enteredBy }) => enteredBy === viewer.personId);
		const other = paper.readings.find((reading) => reading !== own);
		return own ? [{ mark: paper.mark, own: opened(paper, own), other: other ? opened(paper, other) : null }] : [];
	});
}

function opened({ roundId, rollNumber }: Paper, { sealed, spoiled, attempt }: Paper["readings"][number]): Reading {
	if (spoiled) return { isSpoiled: true };
	const numbers = openedChoice(roundId, Buffer.from(sealed), { rollNumber, version: attempt }, "papers");
	if (!numbers) throw new Error(`an entry of paper ${rollNumber} in ${roundId} does not open`);
	return { isSpoiled: false, numbers };
}
