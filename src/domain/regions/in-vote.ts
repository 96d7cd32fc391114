import { sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";

/** Roll, ballots and offices of a vote go by places, so they stand still until its result is final. The triggers `regions_*` read the same view. */
export async function requireNoVote(reader: Reader, ...places: { name: string; path: string }[]): Promise<void> {
	for (const { name, path } of places) {
		const [vote] = await reader.all<{ name: string; stage: string }>(sql`
			select name, stage from places_in_vote v where instr(v.path, ${path}) = 1 or instr(${path}, v.path) = 1 order by stage = 'draft' limit 1`);
		if (vote)
			throw new Refusal("conflict", `regions.inVote.${vote.stage === "draft" ? "draft" : "open"}`, { params: { name, round: vote.name } });
	}
}
