import { and, asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteObjections } from "#db/schema/votes/counts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { requireSeesRound, roundFor } from "../rounds/round.ts";

export interface Objection {
	number: number;
	madeAt: Date;
	/** Null for the public until it is answered, because nobody has checked yet whether it names somebody. */
	words: string | null;
	answer: string | null;
	isUpheld: boolean | null;
	answeredAt: Date | null;
}

const { number, madeAt, words, answer, isUpheld, answeredAt } = voteObjections;
const COLUMNS = { number, madeAt, words, answer, isUpheld, answeredAt };

/** The objections to a round for the public: no names, no places. */
export async function publicObjections(roundId: string): Promise<Objection[]> {
	const rows = await db.select(COLUMNS).from(voteObjections).where(eq(voteObjections.roundId, roundId)).orderBy(asc(number));
	return rows.map((row) => ({ ...row, words: row.answer === null ? null : row.words }));
}

export async function ownObjection(roundId: string, householdId: string): Promise<Objection | null> {
	const own = and(eq(voteObjections.roundId, roundId), eq(voteObjections.householdId, householdId));
	const [found] = await db.select(COLUMNS).from(voteObjections).where(own);
	return found ?? null;
}

export async function isOnRoll(roundId: string, householdId: string): Promise<boolean> {
	const line = and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId));
	return (await db.select({ number: voteRoll.number }).from(voteRoll).where(line)).length > 0;
}

export async function objectionsFor(viewer: Viewer, roundId: string) {
	requireSeesRound(viewer, await roundFor(roundId));
	const who = { village: villages.name, hamlet: regions.name, house: households.number, headName: households.headName };
	return db
		.select({ ...COLUMNS, householdId: voteObjections.householdId, ...who })
		.from(voteObjections)
		.innerJoin(households, eq(households.id, voteObjections.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(eq(voteObjections.roundId, roundId))
		.orderBy(asc(number));
}
