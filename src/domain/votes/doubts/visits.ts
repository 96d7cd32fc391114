import { and, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteFlags } from "#db/schema/vote-counts.ts";
import type { Visits } from "../types.ts";

/** 回访抽查 of a counted round, in figures; null where no ballot came from a kiosk or on paper, so that there was nobody to ask. */
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

/** Whether any household's last ballot is from a kiosk or from paper. */
async function passedThroughHands(roundId: string): Promise<boolean> {
	const [found] = await db.all<{ round: string }>(sql`
		select round_id as round from ballots b where round_id = ${roundId} and channel <> 'phone' and votes > 0
		and version = (select max(version) from ballots last where last.round_id = b.round_id and last.roll_number = b.roll_number) limit 1`);
	return found !== undefined;
}
