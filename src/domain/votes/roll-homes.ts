import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll } from "#db/schema/vote-rounds.ts";

/** A household on the roll as the office knows it. */
export interface RollHome {
	rollNumber: number;
	householdId: string;
	villageId: string;
	villageName: string;
	hamletName: string;
	number: string;
	headName: string;
}

/** Households on the roll, struck ones too, in the order of the village's books. */
export function rollHomes(reader: Reader, { which, limit }: { which: SQL | undefined; limit: number }): Promise<RollHome[]> {
	const villages = alias(regions, "villages");
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
		.innerJoin(regions, eq(regions.id, households.hamletId))
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
