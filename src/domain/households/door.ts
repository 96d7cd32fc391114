import { and, eq, isNull } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { behindDoor } from "#domain/accounts/door.ts";

export interface Door {
	householdId: string;
	villageId: string;
	villageName: string;
}

/** The household of a door code, as people type it; null if the code does not exist or was replaced. */
export async function householdByDoorToken(typed: string): Promise<Door | null> {
	const [found] = await db
		.select({ householdId: households.id, villageId: regions.id, villageName: nameAmongAll("regions") })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.villageId))
		.where(and(eq(households.id, behindDoor(typed)), isNull(households.closedAt)));
	return found ?? null;
}
