import { and, count, eq, isNull } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";

type Sizes = Record<string, number>;

export async function rollSizes(roundId: string, reader: Reader = db): Promise<Sizes> {
	const rows = await reader
		.select({ villageId: voteRoll.villageId, households: count() })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt)))
		.groupBy(voteRoll.villageId);
	return byVillage(rows);
}

/** The sizes that each village confirmed. After the announcement these are the announced ones; later changes of the roll do not show. */
export async function checkedSizes(roundId: string, reader: Reader = db): Promise<Sizes> {
	const { villageId, households } = voteRollChecks;
	return byVillage(await reader.select({ villageId, households }).from(voteRollChecks).where(eq(voteRollChecks.roundId, roundId)));
}

function byVillage(rows: { villageId: string; households: number }[]): Sizes {
	return Object.fromEntries(rows.map(({ villageId, households }) => [villageId, households]));
}
