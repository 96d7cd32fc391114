import { sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import type { VoteAround } from "./types.ts";

interface Named {
	name: string;
	path: string;
}

/** Roll, ballots and offices of a vote go by places, so they stand still until its result is final. The triggers `regions_*` read the same view. */
export async function requireNoVote(reader: Reader, ...places: Named[]): Promise<void> {
	for (const place of places) {
		const vote = await voteHolding(reader, place.path);
		if (vote) throw new Refusal("conflict", `regions.inVote.${vote.stage}`, { params: { name: place.name, round: vote.name } });
	}
}

/** The vote for which a place stands still, told before anybody fills in a form. */
export function voteAround({ path }: Named): Promise<VoteAround | null> {
	return voteHolding(db, path);
}

async function voteHolding(reader: Reader, path: string): Promise<VoteAround | null> {
	const [vote] = await reader.all<{ name: string; stage: string; closesAt: number }>(sql`
		select v.name, v.stage, r.closes_at as "closesAt" from places_in_vote v join vote_rounds r on r.id = v.round_id
		where instr(v.path, ${path}) = 1 or instr(${path}, v.path) = 1 order by v.stage = 'draft', r.closes_at desc limit 1`);
	return vote ? { name: vote.name, stage: vote.stage === "draft" ? "draft" : "open", closesAt: new Date(vote.closesAt) } : null;
}
