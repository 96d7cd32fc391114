import { sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import type { PlaceRow } from "./require-place.ts";
import { isWithin } from "./scope.ts";
import type { VoteAround } from "./types.ts";

/** Roll, ballots and offices of a vote go by places, so they stand still until its result is final. The triggers `regions_*` read the same view. */
export async function requireNoVote(reader: Reader, ...places: Pick<PlaceRow, "called" | "path">[]): Promise<void> {
	const votes = await votesUnderWay(reader);
	for (const { called, path } of places) {
		const vote = votes.around(path);
		if (vote) throw new Refusal("conflict", `regions.inVote.${vote.stage}`, { params: { name: called, round: vote.name } });
	}
}

/** The vote for which a place stands still, told before anybody fills in a form. */
export async function voteAround({ path }: { path: string }): Promise<VoteAround | null> {
	return (await votesUnderWay(db)).around(path);
}

/** Read once for many places. */
export async function votesUnderWay(reader: Reader): Promise<{ around: (path: string) => VoteAround | null }> {
	const votes = await reader.all<{ name: string; stage: string; closesAt: number; paperUntil: number; path: string }>(sql`
		select v.name, v.stage, r.closes_at as "closesAt", r.paper_until as "paperUntil", v.path from places_in_vote v join vote_rounds r on r.id = v.round_id
		order by v.stage = 'draft', r.closes_at desc`);
	const around = (path: string): VoteAround | null => {
		const vote = votes.find((one) => isWithin(one.path, path) || isWithin(path, one.path));
		if (!vote) return null;
		const { name, closesAt, paperUntil } = vote;
		return { name, stage: vote.stage === "draft" ? "draft" : "open", closesAt, paperUntil };
	};
	return { around };
}
