import { and, asc, eq, max } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteObjections } from "#db/schema/votes/counts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { requireAppealWords, requireInTime } from "#domain/appeals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import type { Member } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import { type Round, roundFor, seenRound } from "../rounds/round.ts";
import { objectionEndOf } from "../rules.ts";

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

export async function ownObjection(roundId: string, householdId: string, reader: Reader = db): Promise<Objection | null> {
	const own = and(eq(voteObjections.roundId, roundId), eq(voteObjections.householdId, householdId));
	const [found] = await reader.select(COLUMNS).from(voteObjections).where(own);
	return found ?? null;
}

export async function isOnRoll(roundId: string, householdId: string, reader: Reader = db): Promise<boolean> {
	return (await reader.$count(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)))) > 0;
}

export async function objectionsFor(viewer: Viewer, roundId: string) {
	await seenRound(roundId, viewer);
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

interface Objecting {
	roundId: string;
	by: Member;
	words: string;
	at: Date;
}

/** A household of the roll objects to the count, once, even if it was struck off. Returns the objection's number in the round. */
export async function objectTo({ roundId, by, words, at }: Objecting): Promise<{ number: number }> {
	const said = requireAppealWords(words);
	const done = await write(async (tx) => {
		const standing = await ownObjection(roundId, by.householdId, tx);
		if (standing?.words === said) return standing;
		const round = await roundFor(roundId, tx);
		requireObjectionsRun(round, at);
		if (standing) throw new Refusal("conflict", "counts.objectedBefore");
		if (!(await isOnRoll(roundId, by.householdId, tx))) throw new Refusal("forbidden", "counts.notOnRoll");
		const added = await add(tx, { roundId, by, words: said, at });
		await tellOffice(tx, round, { ...added, by, at });
		return added;
	});
	changed([`round:${roundId}`]);
	return { number: done.number };
}

function requireObjectionsRun(round: Round, at: Date): void {
	const late = "counts.noObjectionsNow";
	if (round.stage !== "counted" || !round.countedAt) throw new Refusal("conflict", late);
	requireInTime({ until: objectionEndOf(round, round.countedAt), at, late });
}

async function add(tx: Tx, { roundId, by, words, at }: Objecting): Promise<{ number: number }> {
	const [last] = await tx
		.select({ number: max(voteObjections.number) })
		.from(voteObjections)
		.where(eq(voteObjections.roundId, roundId));
	const number = (last?.number ?? 0) + 1;
	await tx.insert(voteObjections).values({ roundId, number, householdId: by.householdId, madeBy: by.personId, words, madeAt: at });
	await record(tx, { at, actorId: by.personId, action: "objection.make", subject: `round:${roundId}`, detail: { number } });
	return { number };
}

async function tellOffice(
	tx: Tx,
	{ id, name, regionId }: Round,
	{ number, by, at }: { number: number; by: Member; at: Date },
): Promise<void> {
	const about = { subject: `round:${id}`, params: { round: name, number }, occasion: number } as const;
	const to = { office: "admins", regionId } as const;
	await notify(tx, { kind: "objection_came", ...about, to, causedBy: by.personId, concernedHouseholdId: by.householdId, at });
}
