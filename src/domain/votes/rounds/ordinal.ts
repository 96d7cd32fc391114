import { and, count, eq, lt } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteRoundStages, voteRounds } from "#db/schema/vote-rounds.ts";
import type { Round } from "./round.ts";

/**
 * Which vote of its region a round is: one more than were announced there before its draft was begun. Drafts come and go unseen and do not count, so
 * nobody moves it on but by an announcement that everybody sees.
 */
export async function ordinalOf({ regionId, createdAt }: Pick<Round, "regionId" | "createdAt">, reader: Reader = db): Promise<number> {
	const [row] = await reader
		.select({ announced: count() })
		.from(voteRoundStages)
		.innerJoin(voteRounds, eq(voteRounds.id, voteRoundStages.roundId))
		.where(and(eq(voteRounds.regionId, regionId), eq(voteRoundStages.stage, "announced"), lt(voteRoundStages.at, createdAt)));
	return 1 + (row?.announced ?? 0);
}
