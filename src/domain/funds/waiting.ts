import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { villageAccounts } from "#db/schema/funds.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { ADMIN_ROLES, inOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { type FundState, fundState } from "./rules.ts";

const { villageId, deposited, liability, spent } = villageAccounts;
const LEFT = sql<number>`${deposited} - ${liability} - ${spent}`;

/** Villages whose fund is low or used up, for their admins; those that never had one decided so. */
export async function fundsWaiting(viewer: Viewer): Promise<Waiting[]> {
	if (regionsOf(viewer, ...ADMIN_ROLES).length === 0) return [];
	const rows = await db
		.select({ villageId, deposited, left: LEFT })
		.from(villageAccounts)
		.innerJoin(regions, and(eq(regions.id, villageId), isNull(regions.validTo)))
		.where(inOfficeOf(viewer, ADMIN_ROLES));
	const short = rows.filter((row) => ["low", "empty"].includes(fundState(row)));
	const [only, another] = short;
	const way = only && !another ? `/admin/funds?village=${only.villageId}` : "/admin/rules";
	return [{ key: "funds.waiting", params: { count: short.length }, way }];
}

/** What new points of a household are: redeemable while its village's fund lasts. */
export async function fundBehind(householdId: string): Promise<FundState> {
	const [row] = await db
		.select({ deposited, left: LEFT })
		.from(households)
		.innerJoin(villageAccounts, eq(villageId, households.villageId))
		.where(eq(households.id, householdId));
	return row ? fundState(row) : "none";
}
