import { and, count, eq, gte, lt, ne, type SQL } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteNominations, voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Round } from "./round.ts";

type Begun = Pick<Round, "id" | "regionId" | "createdAt">;

/**
 * The round's number in its region: one more than the rounds announced there before its draft began. Drafts do not count, so only a public announcement moves
 * it on.
 */
export async function ordinalOf({ regionId, createdAt }: Pick<Begun, "regionId" | "createdAt">, reader: Reader = db): Promise<number> {
	return 1 + (await announcedIn(reader, regionId, lt(voteRoundStages.at, createdAt)));
}

/**
 * Whether another round of the region was announced since the draft began, so that its number is taken. Otherwise one could keep drafts and choose among their
 * draws.
 */
export async function isOvertaken({ id, regionId, createdAt }: Begun, reader: Reader = db): Promise<boolean> {
	return (await announcedIn(reader, regionId, and(gte(voteRoundStages.at, createdAt), ne(voteRounds.id, id)))) > 0;
}

/** Like `isOvertaken`, but only if the round has drawn nominees: those proposed by staff do not depend on the number. */
export async function isDrawOvertaken(round: Begun, reader: Reader = db): Promise<boolean> {
	const drawn = and(eq(voteNominations.roundId, round.id), eq(voteNominations.how, "drawn"));
	const [one] = await reader.select({ id: voteNominations.id }).from(voteNominations).where(drawn).limit(1);
	return one !== undefined && (await isOvertaken(round, reader));
}

async function announcedIn(reader: Reader, regionId: string, when: SQL | undefined): Promise<number> {
	const [row] = await reader
		.select({ announced: count() })
		.from(voteRoundStages)
		.innerJoin(voteRounds, eq(voteRounds.id, voteRoundStages.roundId))
		.where(and(eq(voteRounds.regionId, regionId), eq(voteRoundStages.stage, "announced"), when));
	return row?.announced ?? 0;
}
