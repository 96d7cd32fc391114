import { and, asc, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { isNamed } from "#domain/named.ts";
import { inHamlet, villages } from "#domain/regions/joined.ts";
import { tidyName } from "#domain/text.ts";
import type { RollHome } from "../types.ts";

/** Households on the roll, including struck ones, by place and house number. */
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

export async function homesByNumber(reader: Reader, roundId: string, rollNumbers: number[]): Promise<Map<number, RollHome>> {
	const which = and(eq(voteRoll.roundId, roundId), inArray(voteRoll.number, rollNumbers));
	const homes = rollNumbers.length > 0 ? await rollHomes(reader, { which, limit: rollNumbers.length }) : [];
	return new Map(homes.map((home) => [home.rollNumber, home]));
}

const MOST_FOUND = 20;

export function homesLike(roundId: string, text: string): Promise<RollHome[]> {
	const words = tidyName(text);
	if (words === "") return Promise.resolve([]);
	const isLike = or(eq(households.number, words.padStart(4, "0")), isNamed(households.headName, words));
	return rollHomes(db, { which: and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt), isLike), limit: MOST_FOUND });
}

export async function homeWithNumber(roundId: string, rollNumber: number): Promise<RollHome | null> {
	if (!Number.isInteger(rollNumber) || rollNumber < 1) return null;
	return (await homesByNumber(db, roundId, [rollNumber])).get(rollNumber) ?? null;
}
