import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf, partlyInOfficeOf } from "#domain/regions/scope.ts";

export const FIRST_STEPS = ["import", "moderator", "slips"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What an admin's place still lacks before anybody can show a courtyard; nothing once it lives. */
export async function firstSteps(viewer: Viewer): Promise<FirstStep[]> {
	const about = db.select({ id: regions.id }).from(regions).where(partlyInOfficeOf(viewer, ADMIN_ROLES));
	const moderates = and(eq(roleGrants.role, "moderator"), isNull(roleGrants.revokedAt), inArray(roleGrants.regionId, about));
	// Walked place by place, each stops at the first that it finds. A list of all households would be made first.
	const here = and(inOfficeOf(viewer, ADMIN_ROLES), inHamlet(households), isNull(households.closedAt));
	const homes = () => db.select({ one: sql`1` }).from(regions).crossJoin(households);
	const slips = homes()
		.crossJoin(signInSlips)
		.where(and(here, eq(signInSlips.householdId, households.id)));
	const [has] = await db.all<Record<FirstStep, number>>(sql`select
		exists ${homes().where(here)} as "import",
		exists ${db.select({ id: roleGrants.id }).from(roleGrants).where(moderates)} as "moderator",
		exists (select 1 from ${signInSlips}) and exists ${slips} as "slips"`);
	return FIRST_STEPS.filter((step) => !has?.[step]);
}
