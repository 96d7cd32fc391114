import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, inOfficeOf, partlyInOfficeOf } from "#domain/regions/scope.ts";

export const FIRST_STEPS = ["import", "moderator", "slips"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What an admin's place still lacks before anybody can show a courtyard; nothing once it lives. */
export async function firstSteps(viewer: Viewer): Promise<FirstStep[]> {
	const here = db.select({ id: regions.id }).from(regions).where(inOfficeOf(viewer, ADMIN_ROLES));
	const about = db.select({ id: regions.id }).from(regions).where(partlyInOfficeOf(viewer, ADMIN_ROLES));
	const homes = db.select({ id: households.id }).from(households).where(inArray(households.hamletId, here));
	const moderates = and(eq(roleGrants.role, "moderator"), isNull(roleGrants.revokedAt), inArray(roleGrants.regionId, about));
	const [has] = await db.all<Record<FirstStep, number>>(sql`select
		exists ${homes} as "import",
		exists ${db.select({ id: roleGrants.id }).from(roleGrants).where(moderates)} as "moderator",
		exists ${db.select({ id: signInSlips.id }).from(signInSlips).where(inArray(signInSlips.householdId, homes))} as "slips"`);
	return FIRST_STEPS.filter((step) => !has?.[step]);
}
