import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { NAME_IN_FULL } from "#db/called.ts";
import { db, type Reader, type Tx } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { mayChange, seenBy } from "#domain/regions/scope.ts";
import { slipStates } from "./list.ts";
import { membersOf } from "./membership.ts";
import type { SlipState } from "./types.ts";

const towns = alias(regions, "towns");

/** Never includes the door token. */
const COLUMNS = {
	householdId: households.id,
	number: households.number,
	headName: households.headName,
	publicCode: households.publicCode,
	hamlet: { regionId: regions.id, name: regions.name, path: regions.path },
	village: { regionId: villages.id, bareName: villages.name, town: towns.name },
	place: NAME_IN_FULL,
	status: households.status,
	isHardship: households.isHardship,
	isUnranked: households.isUnranked,
	doorTokenSince: households.doorTokenSince,
	closedAt: households.closedAt,
	goesOnId: households.goesOnId,
};

export type HouseholdRow = NonNullable<Awaited<ReturnType<typeof rowSeen>>>;

export interface HouseholdSeen extends HouseholdRow {
	slip: SlipState;
	members: Member[];
	mayChange: boolean;
}

/** Whom a form can name. Without whether they have a passphrase: one that is set during a vote would tell who has come to it. */
interface Member {
	personId: string;
	name: string;
	isUnder14: boolean;
	joinedAt: Date;
}

export async function householdSeen(viewer: Viewer, householdId: string, at: Date): Promise<HouseholdSeen | null> {
	const row = await rowSeen(db, viewer, householdId);
	if (!row) return null;
	const slips = await slipStates([householdId], at);
	return {
		...row,
		slip: slips.get(householdId) ?? "none",
		members: await membersOf(db, householdId),
		mayChange: mayChange(viewer, row.hamlet.path) && !row.closedAt,
	};
}

/** The household that an admin wants to change: not_found if they may not see it, forbidden if they may only look. Null is the machine's operator. */
export async function requireHousehold(tx: Tx, by: Viewer | null, householdId: string): Promise<HouseholdRow> {
	const row = await rowSeen(tx, by, householdId);
	if (!row) throw new Refusal("not_found", "common.notFound");
	if (by && !mayChange(by, row.hamlet.path)) throw new Refusal("forbidden", "common.forbidden");
	if (row.closedAt) throw new Refusal("conflict", "households.alreadyClosed");
	return row;
}

async function rowSeen(reader: Reader, viewer: Viewer | null, householdId: string) {
	const [row] = await reader
		.select(COLUMNS)
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.leftJoin(towns, and(eq(towns.id, villages.parentId), eq(towns.level, literal("town"))))
		.where(and(eq(households.id, householdId), viewer ? seenBy(viewer) : undefined));
	return row;
}
