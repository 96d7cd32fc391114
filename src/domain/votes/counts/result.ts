import { and, asc, eq, isNotNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { ownHome } from "#domain/households/own-home.ts";
import { type Candidate, candidatesOf } from "../rounds/candidates.ts";
import { roundFor, seesRound } from "../rounds/round.ts";
import { isSealed, objectionEndOf, phaseOf } from "../rules.ts";
import { countHead } from "./counted.ts";
import type { Ranked } from "./tally.ts";

/** If its household left after the count, the place stays without its content. */
export interface Placed extends Ranked {
	candidate: Candidate;
}

/** An announced round that is not yet counted; null for any other. */
export async function uncountedRound(roundId: string, at: Date) {
	const round = await roundFor(roundId);
	const phase = phaseOf(round, at);
	return phase === "announced" || phase === "open" || phase === "closed" ? round : null;
}

/** Refused to everybody while the round is sealed. */
export async function roundResult(roundId: string, at: Date) {
	const round = await roundFor(roundId);
	const phase = phaseOf(round, at);
	const head = isSealed(phase) ? null : await countHead(roundId);
	if (!head) throw new Refusal("not_found", "common.notFound");
	const candidates = await candidatesOf(roundId);
	const placed = head.result.ranking.flatMap((standing): Placed[] => {
		const candidate = candidates.find(({ number }) => number === standing.number);
		return candidate ? [{ ...standing, candidate }] : [];
	});
	const objectionsUntil = objectionEndOf(round, head.countedAt);
	return { round, phase, head, placed, objectionsUntil, corrections: await correctionsOf(roundId) };
}

// Drafts that were never announced are left out: otherwise anybody who drafts one could discredit a result for good.
function correctionsOf(roundId: string) {
	return db
		.select({ id: voteRounds.id, name: voteRounds.name })
		.from(voteRounds)
		.where(and(eq(voteRounds.correctsId, roundId), isNotNull(voteRounds.rulesHash)))
		.orderBy(asc(voteRounds.createdAt));
}

/** 奖状: the text of a medal's certificate, for the household itself and the round's staff, once the result is final. */
export async function certificateOf(viewer: Viewer, { roundId, number, at }: { roundId: string; number: number; at: Date }) {
	const { round, phase, head, placed } = await roundResult(roundId, at);
	const won = placed.find((one) => one.number === number && one.hasMedal);
	const isTheirs = viewer.householdId === won?.candidate.householdId || seesRound(viewer, round);
	if (phase !== "final" || !won || !isTheirs) throw new Refusal("not_found", "common.notFound");
	return { round, ...won, home: await ownHome(won.candidate.householdId), ballots: head.result.ballots };
}
