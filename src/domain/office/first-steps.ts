import { and, eq, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf, officeIds, partlyInOfficeOf } from "#domain/regions/scope.ts";

export const FIRST_STEPS = ["import", "moderator", "slips"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What an admin's place still lacks before anybody can show a courtyard; nothing once it lives. */
export async function firstSteps(viewer: Viewer): Promise<FirstStep[]> {
	const moderates = and(eq(roleGrants.role, "moderator"), isNull(roleGrants.revokedAt), partlyInOfficeOf(viewer, ADMIN_ROLES));
	const moderators = db.select({ id: roleGrants.id }).from(roleGrants).crossJoin(regions);
	// Walked place by place, it stops at the first that it finds. A list of all households would be made first.
	const here = and(inOfficeOf(viewer, ADMIN_ROLES), inHamlet(households), isNull(households.closedAt));
	const slips = db.select({ one: sql`1` }).from(regions).crossJoin(households).crossJoin(signInSlips);
	// A case, because of "and" SQLite reads both sides.
	const [has] = await db.all<Record<FirstStep, number>>(sql`select
		exists (select 1 from region_figures where region_id in ${among(officeIds(viewer, ADMIN_ROLES))} and households > 0) as "import",
		exists ${moderators.where(and(eq(regions.id, roleGrants.regionId), moderates))} as "moderator",
		case when exists (select 1 from ${signInSlips}) then exists ${slips.where(and(here, eq(signInSlips.householdId, households.id)))} else 0 end as "slips"`);
	return FIRST_STEPS.filter((step) => !has?.[step]);
}
