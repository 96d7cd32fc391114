import { and, eq, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { declaredRelatives, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyCode } from "#domain/text.ts";

interface Declaration {
	by: Viewer;
	/** The courtyard's public code, as on its page and its door plate. */
	publicCode: string;
	at: Date;
}

/** 回避: from now on this person decides nothing about that household. A declaration is final. */
export async function declareRelative({ by, publicCode, at }: Declaration): Promise<void> {
	const householdId = await requireHousehold(publicCode);
	const personId = by.personId;
	await write(async (tx) => {
		const { rowsAffected } = await tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: at }).onConflictDoNothing();
		if (rowsAffected === 0) return;
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
		.select({ publicCode: households.publicCode, villageName: regions.name, declaredAt: declaredRelatives.declaredAt })
		.from(declaredRelatives)
		.innerJoin(households, eq(households.id, declaredRelatives.householdId))
		.innerJoin(regions, eq(regions.id, households.villageId))
		.where(eq(declaredRelatives.personId, personId))
		.orderBy(declaredRelatives.declaredAt);
}

async function requireHousehold(publicCode: string): Promise<string> {
	const [found] = await db
		.select({ id: households.id })
		.from(households)
		.where(and(eq(households.publicCode, tidyCode(publicCode).toLowerCase()), isNull(households.closedAt)));
	if (!found) throw new Refusal("invalid", "accounts.relatives.unknownCode", { field: "publicCode" });
	return found.id;
}
