import { and, count, eq, gte, lt, ne, type SQL } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteNominations, voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Round } from "./round.ts";

type Begun = Pick<Round, "id" | "regionId" | "createdAt">;

/**
 * Which vote of its region a round is: one more than were announced there before its draft was begun. Drafts come and go unseen and do not count, so
 * nobody moves it on but by an announcement that everybody sees.
 */
export async function ordinalOf({ regionId, createdAt }: Pick<Begun, "regionId" | "createdAt">, reader: Reader = db): Promise<number> {
	return 1 + (await announcedIn(reader, regionId, lt(voteRoundStages.at, createdAt)));
}

/** Whether another round of the region was announced since the draft was begun. Its number is taken: drafts kept for later would be draws to choose among. */
export async function isOvertaken({ id, regionId, createdAt }: Begun, reader: Reader = db): Promise<boolean> {
	return (await announcedIn(reader, regionId, and(gte(voteRoundStages.at, createdAt), ne(voteRounds.id, id)))) > 0;
}

/** The same of a round in which nominees were drawn. Who was put forward by staff was drawn by no number. */
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
