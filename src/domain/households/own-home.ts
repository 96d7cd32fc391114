import { and, asc, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";

export interface OwnHome {
	publicCode: string;
	village: string;
	hamlet: string;
	/** The names of who belongs to it now, who came first first. */
	members: string[];
}

/** The household as its own members see it. */
export async function ownHome(householdId: string): Promise<OwnHome> {
	const villages = alias(regions, "villages");
	const [home] = await db
		.select({ publicCode: households.publicCode, village: villages.name, hamlet: regions.name })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.innerJoin(villages, eq(villages.id, households.villageId))
		.where(eq(households.id, householdId));
	if (!home) throw new Error(`household ${householdId} is not there`);
	const members = await db
		.select({ name: people.name })
		.from(householdMembers)
		.innerJoin(people, eq(people.id, householdMembers.personId))
		.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)))
		.orderBy(asc(householdMembers.joinedAt));
	return { ...home, members: members.map(({ name }) => name) };
}
