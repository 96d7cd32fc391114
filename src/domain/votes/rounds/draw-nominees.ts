import { and, asc, count, eq, gte, lt, ne, notInArray, type SQL, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations, voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { within } from "#domain/regions/scope.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { lot, nomineesSeed } from "./draws.ts";
import { requireNominating } from "./nominate.ts";
import type { Round } from "./round.ts";
import { tellNominee } from "./tell.ts";

interface Draw {
	by: Viewer;
	roundId: string;
	/** The period of publication: from this moment … */
	from: Date;
	/** … until before this one. */
	until: Date;
	/** How many drawn households are wanted that have not said no; only the missing ones are drawn. */
	wanted: number;
	at: Date;
}

/** What the trail keeps of a draw, for the page of the announced round. */
export type DrawDetail = Record<"from" | "until", string> & Record<"wanted" | "tickets" | "drawn", number>;

export const MOST_DRAWN = 100;

/**
 * Draws nominees among all households that published in the period, one ticket each. The order is by SHA-256 of "region code:n:nominees:courtyard code", where
 * n is the round's `ordinalOf`. These are public and no draft changes them, so anybody can repeat the draw and nobody can draw until it pleases. Drawing again
 * only fills up to the wanted number. Each drawn household stands with its newest pair of the period.
 */
export async function drawNominees({ by, roundId, from, until, wanted, at }: Draw): Promise<{ drawn: number }> {
	return write(async (tx) => {
		const round = await requireNominating(tx, by, roundId);
		if (await isOvertaken(round, tx)) throw new Refusal("conflict", "rounds.lacks.draw");
		requireSoundDraw({ from, until, wanted });
		const urn = await urnOf(tx, round, { from, until });
		const missing = Math.max(0, wanted - (await standing(tx, roundId)));
		const seed = nomineesSeed({ ...round, ordinal: await ordinalOf(round, tx) });
		const chosen = lot(seed, "nominees", [...urn.keys()], missing);
		for (const code of chosen) {
			const ticket = urn.get(code) as Ticket;
			await put(tx, { roundId, by, at, ...ticket });
			await tellNominee(tx, round, { ...ticket, at });
		}
		if (chosen.length === 0) return { drawn: 0 };
		const detail: DrawDetail = { from: from.toISOString(), until: until.toISOString(), wanted, tickets: urn.size, drawn: chosen.length };
		await record(tx, { at, actorId: by.personId, action: "nomination.draw", subject: `round:${roundId}`, detail });
		return { drawn: chosen.length };
	});
}

export function requireSoundDraw({ from, until, wanted }: Pick<Draw, "from" | "until" | "wanted">): void {
	if (!(until.getTime() > from.getTime())) throw new Refusal("invalid", "rounds.wrong.drawPeriod", { field: "until" });
	if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_DRAWN)
		throw new Refusal("invalid", "rounds.wrong.drawCount", { field: "wanted" });
}

interface Ticket {
	householdId: string;
	submissionId: string;
}

/** Tickets by the courtyard's public code, without households that are nominated already. */
async function urnOf(tx: Tx, { id, regionPath }: Round, { from, until }: { from: Date; until: Date }): Promise<Map<string, Ticket>> {
	const nominated = tx.select({ id: voteNominations.householdId }).from(voteNominations).where(eq(voteNominations.roundId, id));
	const rows = await tx
		.select({ code: households.publicCode, householdId: households.id, submissionId: submissions.id })
		.from(submissions)
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(
			and(
				isPublic,
				gte(submissions.publishedAt, from),
				lt(submissions.publishedAt, until),
				within(regionPath, sql`+${regions.path}`),
				notInArray(households.id, nominated),
			),
		)
		.orderBy(asc(submissions.publishedAt), asc(submissions.id));
	return new Map(rows.map(({ code, ...ticket }) => [code, ticket]));
}

function standing(tx: Tx, roundId: string): Promise<number> {
	return tx.$count(voteNominations, and(isDrawnIn(roundId), sql`${voteNominations.answer} is not 'declined'`));
}

function isDrawnIn(roundId: string) {
	return and(eq(voteNominations.roundId, roundId), eq(voteNominations.how, "drawn"));
}

async function put(tx: Tx, { roundId, by, at, ...ticket }: Ticket & Pick<Draw, "roundId" | "by" | "at">): Promise<void> {
	await tx.insert(voteNominations).values({ roundId, ...ticket, how: "drawn", nominatedBy: by.personId, nominatedAt: at });
}

type Begun = Pick<Round, "id" | "regionId" | "createdAt">;

/**
 * The round's number in its region: one more than the rounds announced there before its draft began. Drafts do not count, so only a public announcement moves
 * it on.
 */
export async function ordinalOf({ regionId, createdAt }: Pick<Begun, "regionId" | "createdAt">, reader: Reader = db): Promise<number> {
	return 1 + (await announcedIn(reader, regionId, lt(voteRoundStages.at, createdAt)));
}

/**
 * Whether another round of the region was announced since the draft began, so that its number is taken. Otherwise one could keep drafts and choose among their
 * draws.
 */
export async function isOvertaken({ id, regionId, createdAt }: Begun, reader: Reader = db): Promise<boolean> {
	return (await announcedIn(reader, regionId, and(gte(voteRoundStages.at, createdAt), ne(voteRounds.id, id)))) > 0;
}

/** Like `isOvertaken`, but only if the round has drawn nominees: those proposed by staff do not depend on the number. */
export async function isDrawOvertaken(round: Begun, reader: Reader = db): Promise<boolean> {
	return (await reader.$count(voteNominations, isDrawnIn(round.id))) > 0 && (await isOvertaken(round, reader));
}

async function announcedIn(reader: Reader, regionId: string, when: SQL | undefined): Promise<number> {
	const [row] = await reader
		.select({ announced: count() })
		.from(voteRoundStages)
		.innerJoin(voteRounds, eq(voteRounds.id, voteRoundStages.roundId))
		.where(and(eq(voteRounds.regionId, regionId), eq(voteRoundStages.stage, "announced"), when));
	return row?.announced ?? 0;
}
