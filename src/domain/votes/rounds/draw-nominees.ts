import { and, asc, count, eq, gte, lt, notInArray, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { within } from "#domain/regions/scope.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { lot, nomineesSeed } from "./draws.ts";
import { requireNominating } from "./nominate.ts";
import { isOvertaken, ordinalOf } from "./ordinal.ts";
import type { Round } from "./round.ts";
import { tellNominee } from "./tell.ts";

interface Draw {
	viewer: Viewer;
	roundId: string;
	/** Pairs published from this moment … */
	from: Date;
	/** … and before this one. */
	until: Date;
	/** So many drawn households in all that have not said no; what is missing is drawn. */
	wanted: number;
	at: Date;
}

/** What the trail keeps of a draw; the page of the announced round tells it. */
export type DrawDetail = Record<"from" | "until", string> & Record<"wanted" | "tickets" | "drawn", number>;

export const MOST_DRAWN = 100;

/**
 * Draws nominees among the households that published in a period, one ticket a household whatever it published, nobody left out. The order is that of
 * SHA-256 of "region code:n:nominees:courtyard code", n being the vote's `ordinalOf` its region. All of it is public and no draft changes it: anybody
 * can draw it again, and nobody can begin drafts until the draw pleases, nor keep some for later. It fills up to the wanted number, so drawing twice draws nobody twice. Of a
 * drawn household stands the newest pair of the period.
 */
export async function drawNominees({ viewer, roundId, from, until, wanted, at }: Draw): Promise<{ drawn: number }> {
	return write(async (tx) => {
		const round = await requireNominating(tx, viewer, roundId);
		if (await isOvertaken(round, tx)) throw new Refusal("conflict", "rounds.lacks.draw");
		requireSoundDraw({ from, until, wanted });
		const urn = await urnOf(tx, round, { from, until });
		const missing = Math.max(0, wanted - (await standing(tx, roundId)));
		const seed = nomineesSeed({ ...round, ordinal: await ordinalOf(round, tx) });
		const chosen = lot(seed, "nominees", [...urn.keys()], missing);
		for (const code of chosen) {
			const ticket = urn.get(code) as Ticket;
			await put(tx, { roundId, viewer, at, ...ticket });
			await tellNominee(tx, round, { ...ticket, at });
		}
		if (chosen.length === 0) return { drawn: 0 };
		const detail: DrawDetail = { from: from.toISOString(), until: until.toISOString(), wanted, tickets: urn.size, drawn: chosen.length };
		await record(tx, { at, actorId: viewer.personId, action: "nomination.draw", subject: `round:${roundId}`, detail });
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

/** By the public code of the courtyard; without those who are nominated already, whatever they answered. */
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

async function standing(tx: Tx, roundId: string): Promise<number> {
	const drawn = and(eq(voteNominations.roundId, roundId), eq(voteNominations.how, "drawn"));
	const [row] = await tx
		.select({ n: count() })
		.from(voteNominations)
		.where(and(drawn, sql`${voteNominations.answer} is not 'declined'`));
	return row?.n ?? 0;
}

async function put(tx: Tx, { roundId, viewer, at, ...ticket }: Ticket & Pick<Draw, "roundId" | "viewer" | "at">): Promise<void> {
	await tx.insert(voteNominations).values({ roundId, ...ticket, how: "drawn", nominatedBy: viewer.personId, nominatedAt: at });
}
