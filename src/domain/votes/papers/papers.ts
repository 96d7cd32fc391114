import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { cursorOf } from "#domain/paging.ts";
import { rollHomes } from "../rounds/roll-homes.ts";
import type { Round } from "../rounds/round.ts";
import { isPastClosing, phaseOf } from "../rules.ts";
import type { PaperLine, RollHome } from "../types.ts";

/**
 * Whether nobody of the household had signed in before the opening (no slip used, no passphrase set). Later sign-ins, also at a kiosk, would reveal who votes
 * and are ignored.
 */
export function isOfflineIn(roundId: string) {
	return sql<number>`${voteRoll.householdId} not in (
		select household_id from sign_in_slips where used_at < (select opens_at from vote_rounds where id = ${roundId})
		union all select m.household_id from household_members m join people p on p.id = m.person_id where m.left_at is null and p.passphrase_hash is not null)`;
}
export const HAS_NO_PAPER = sql<number>`not exists (select 1 from paper_ballots p
	where p.round_id = ${voteRoll.roundId} and p.roll_number = ${voteRoll.number} and p.voided_at is null)`;

export interface PaperFigures {
	valid: number;
	voided: number;
	/** Returned papers are turnout, so this is null until the closing. */
	used: number | null;
}

export async function paperFigures(round: Round, at: Date): Promise<PaperFigures> {
	const [figures] = await db
		.select({
			valid: sql<number>`count(*) filter (where voided_at is null)`,
			voided: sql<number>`count(voided_at)`,
			used: sql<number>`count(used_at)`,
		})
		.from(paperBallots)
		.where(eq(paperBallots.roundId, round.id));
	const { valid = 0, voided = 0, used = 0 } = figures ?? {};
	return { valid, voided, used: isPastClosing(phaseOf(round, at)) ? used : null };
}

export interface PaperVillage {
	villageId: string;
	name: string;
	households: number;
	/** Households where nobody ever signed in and that have no paper. */
	offline: number;
	papers: number;
}

export function paperVillages(roundId: string): Promise<PaperVillage[]> {
	return db
		.select({
			villageId: voteRoll.villageId,
			name: regions.name,
			households: sql<number>`count(*)`,
			offline: sql<number>`count(*) filter (where ${isOfflineIn(roundId)} and ${HAS_NO_PAPER})`,
			papers: sql<number>`count(*) filter (where not (${HAS_NO_PAPER}))`,
		})
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.where(and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt)))
		.groupBy(voteRoll.villageId)
		.orderBy(asc(regions.code));
}

const PAGE = 60;
const CURSOR = cursorOf("papers", "number");

/** A page of a village's households on the roll; `after` is the `next` of the page before. */
export async function paperLines(roundId: string, { villageId, after }: { villageId: string; after?: string | undefined }) {
	const [last] = CURSOR.read(after) ?? [];
	const onRoll = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), isNull(voteRoll.struckAt));
	const which = and(onRoll, last === undefined ? undefined : isBeyond(roundId, last));
	const { page, next } = CURSOR.cut(await rollHomes(db, { which, limit: PAGE + 1 }), PAGE, ({ rollNumber }) => [rollNumber]);
	const states = await paperStates(roundId, page);
	const lines: PaperLine[] = page.map((home) => ({ ...home, hasPaper: true, isOffline: false, ...states.get(home.rollNumber) }));
	return { lines, next };
}

/** In the order of place and house number, which differs from the roll's. */
function isBeyond(roundId: string, rollNumber: number): SQL {
	return sql`(${regions.code}, ${households.number}) > (
		select region.code, home.number from vote_roll line
		join households home on home.id = line.household_id join regions region on region.id = home.hamlet_id
		where line.round_id = ${roundId} and line.number = ${rollNumber})`;
}

async function paperStates(roundId: string, homes: RollHome[]) {
	const numbers = homes.map(({ rollNumber }) => rollNumber);
	const rows = await db
		.select({ number: voteRoll.number, isOffline: isOfflineIn(roundId), hasNone: HAS_NO_PAPER })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), inArray(voteRoll.number, numbers)));
	return new Map(rows.map(({ number, isOffline, hasNone }) => [number, { isOffline: Boolean(isOffline), hasPaper: !hasNone }]));
}
