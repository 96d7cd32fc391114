import { and, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import type { Visits } from "../types.ts";

/** 回访抽查 of a counted round, in figures; null if no ballot passed through other hands. */
export async function visitsOf(roundId: string): Promise<Visits | null> {
	const [sample] = await db
		.select({
			drawn: sql<number>`json_array_length(${voteFlags.evidence}, '$.households')`,
			isAnswered: sql`${isNotNull(voteFlags.answeredAt)}`.mapWith(Boolean),
		})
		.from(voteFlags)
		.where(and(eq(voteFlags.roundId, roundId), eq(voteFlags.kind, "sample")));
	if (sample) return sample;
	return (await passedThroughHands(roundId)) ? { drawn: 0, isAnswered: false } : null;
}

/** Whether any last ballot would have been in the draw: from a kiosk, on paper, or by a slip printed since the announcement. */
async function passedThroughHands(roundId: string): Promise<boolean> {
	const lastBallot = sql`votes > 0 and version = (select max(version) from ballots last where last.round_id = b.round_id and last.roll_number = b.roll_number)`;
	const [found] = await db.all(sql`
		select 1 from ballots b where round_id = ${roundId} and channel <> 'phone' and ${lastBallot}
		union all
		select 1 from sign_in_slips s join vote_roll v on v.round_id = ${roundId} and v.household_id = s.household_id
			join ballots b on b.round_id = v.round_id and b.roll_number = v.number and ${lastBallot}
			where s.issued_at >= (select at from vote_round_stages where round_id = ${roundId} and stage = 'announced')
		limit 1`);
	return found !== undefined;
}
