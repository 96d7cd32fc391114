import { and, eq, isNull, or } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, write } from "#db/client.ts";
import { declaredRelatives, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyCode, typedCode } from "#domain/text.ts";

interface Declaration {
	by: Viewer;
	/** The door's code, as on its plate, or the courtyard's public code, as in its page's address. */
	courtyard: string;
	at: Date;
}

/** More than anybody has, and few enough that nobody declares themselves out of all their work. */
export const MOST_RELATIVES = 60;

/** 回避: from now on this member of staff decides nothing about that household. A declaration is final. */
export async function declareRelative({ by, courtyard, at }: Declaration): Promise<void> {
	if (by.kind !== "staff") throw new Refusal("forbidden", "common.forbidden");
	await declareTie({ by, courtyard, at });
}

/** The same for whom an area lets decide without a role. */
export async function declareTie({ by, courtyard, at }: Declaration): Promise<void> {
	const householdId = await requireHousehold(courtyard);
	const personId = by.personId;
	await write(async (tx) => {
		const declared = await tx
			.select({ householdId: declaredRelatives.householdId })
			.from(declaredRelatives)
			.where(eq(declaredRelatives.personId, personId));
		if (declared.some((one) => one.householdId === householdId)) return;
		if (declared.length >= MOST_RELATIVES)
			throw new Refusal("conflict", "accounts.relatives.tooMany", { params: { most: MOST_RELATIVES } });
		await tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: at });
		await record(tx, { at, actorId: personId, action: "relative.declare", subject: `household:${householdId}` });
	});
}

export interface DeclaredHousehold {
	publicCode: string;
	villageName: string;
	declaredAt: Date;
}

export function declaredBy({ personId }: Viewer): Promise<DeclaredHousehold[]> {
	return db
		.select({ publicCode: households.publicCode, villageName: nameAmongAll("regions"), declaredAt: declaredRelatives.declaredAt })
		.from(declaredRelatives)
		.innerJoin(households, eq(households.id, declaredRelatives.householdId))
		.innerJoin(regions, eq(regions.id, households.villageId))
		.where(eq(declaredRelatives.personId, personId))
		.orderBy(declaredRelatives.declaredAt);
}

async function requireHousehold(courtyard: string): Promise<string> {
	const called = or(eq(households.publicCode, tidyCode(courtyard).toLowerCase()), eq(households.doorToken, typedCode(courtyard)));
	const [found] = await db
		.select({ id: households.id })
		.from(households)
		.where(and(called, isNull(households.closedAt)));
	if (!found) throw new Refusal("invalid", "accounts.relatives.unknownCode", { field: "courtyard" });
	return found.id;
}
