import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";

export interface OwnHome {
	publicCode: string;
	headName: string;
	village: string;
	hamlet: string;
	/** The names of the present members, longest-standing first. */
	members: string[];
}

export async function ownHome(householdId: string): Promise<OwnHome> {
	const [home] = await db
		.select({ publicCode: households.publicCode, headName: households.headName, ...PLACE })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
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
