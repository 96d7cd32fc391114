import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { voteCandidates, voteRounds } from "#db/schema/votes/rounds.ts";
import { withMerged } from "#domain/households/merged.ts";
import { countHead } from "#domain/votes/counts/counted.ts";
import { standsBy } from "#domain/votes/rounds/candidates.ts";
import type { Medal } from "./types.ts";

/** A courtyard's medals, newest first: from final rounds, while the household's yes stands. */
export async function medalsOf(publicCode: string): Promise<Medal[]> {
	const rows = await medalQuery(db).execute({ publicCode });
	const medals: Medal[] = [];
	for (const { number, ...row } of rows) {
		const head = await countHead(row.roundId);
		const standing = head?.result.ranking.find((one) => one.number === number);
		if (standing?.hasMedal) medals.push({ ...row, number, place: standing.place });
	}
	return medals;
}

const medalQuery = prepared((on) => {
	const ofCode = sql`(select id from households where public_code = ${sql.placeholder("publicCode")})`;
	const isOwn = sql`${voteCandidates.householdId} in ${withMerged(ofCode)}`;
	return on
		.select({ roundId: voteRounds.id, round: voteRounds.name, at: voteRounds.stageAt, number: voteCandidates.number })
		.from(voteCandidates)
		.innerJoin(voteRounds, eq(voteRounds.id, voteCandidates.roundId))
		.where(and(isOwn, eq(voteRounds.stage, "final"), standsBy(voteCandidates.nominationId)))
		.orderBy(desc(voteRounds.stageAt))
		.prepare();
});
