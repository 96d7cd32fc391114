import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll } from "#db/schema/vote-rounds.ts";
import { inHamlet, villages } from "#domain/regions/joined.ts";
import type { RollHome } from "../types.ts";

/** Households on the roll, struck ones too, in the order of the village's books. */
export function rollHomes(reader: Reader, { which, limit }: { which: SQL | undefined; limit: number }): Promise<RollHome[]> {
	return reader
		.select({
			rollNumber: voteRoll.number,
			householdId: voteRoll.householdId,
			villageId: voteRoll.villageId,
			villageName: villages.name,
			hamletName: regions.name,
			number: households.number,
			headName: households.headName,
		})
		.from(voteRoll)
		.innerJoin(households, eq(households.id, voteRoll.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, eq(villages.id, voteRoll.villageId))
		.where(which)
		.orderBy(asc(regions.code), asc(households.number))
		.limit(limit);
}

/** These households of a round by roll number. */
export async function homesByNumber(reader: Reader, roundId: string, rollNumbers: number[]): Promise<Map<number, RollHome>> {
	const which = and(eq(voteRoll.roundId, roundId), inArray(voteRoll.number, rollNumbers));
	const homes = rollNumbers.length > 0 ? await rollHomes(reader, { which, limit: rollNumbers.length }) : [];
	return new Map(homes.map((home) => [home.rollNumber, home]));
}
