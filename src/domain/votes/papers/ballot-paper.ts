import { ballotOf, type OwnBallot } from "../ballots/ballot.ts";
import { type Candidate, candidatesOf } from "../rounds/candidates.ts";
import { orderFor, seedOf } from "../rounds/draws.ts";
import type { Round } from "../rounds/round.ts";
import type { ListedCandidate } from "../types.ts";

/** 选票: the candidates in this household's drawn order (visitors have number 0), those who left last, and the state of its ballot. */
export async function ballotPaper(round: Round, householdId: string | null) {
	const [candidates, own] = await Promise.all([candidatesOf(round.id), householdId ? ballotOf(round.id, householdId) : null]);
	const byNumber = new Map(candidates.map((candidate) => [candidate.number, candidate]));
	const order = orderFor(seedOf(round.id), own?.rollNumber ?? 0, [...byNumber.keys()]);
	const listed = order
		.flatMap((number) => byNumber.get(number) ?? [])
		.map((one) => ({ ...one, bar: barFor(one, { householdId, own, round }) }));
	return { own, candidates: [...listed.filter(({ pair }) => pair), ...listed.filter(({ pair }) => !pair)] satisfies ListedCandidate[] };
}

interface Chooser {
	householdId: string | null;
	own: OwnBallot | null;
	round: Pick<Round, "ownVillage">;
}

function barFor({ pair, householdId, village }: Candidate, { own, round, ...chooser }: Chooser): ListedCandidate["bar"] {
	if (!pair) return "left";
	if (householdId === chooser.householdId) return "own";
	return round.ownVillage === "excluded" && village.regionId === own?.villageId ? "village" : null;
}
