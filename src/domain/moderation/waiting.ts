import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { preparedFor } from "#db/prepared.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { closeTo } from "#domain/recusal.ts";
import { firstRows } from "#domain/regions/first-rows.ts";
import { inOfficeOf, officeIds, villagesOf } from "#domain/regions/scope.ts";
import { askerName, DECISION_READERS, isNobodysOwn } from "./scope.ts";

// A literal, so that SQLite can use the partial indexes of waiting items.
export const isWaiting = sql`${submissions.stage} = 'waiting'`;

interface Front {
	roles: Role[];
	where: SQL | undefined;
	isBackwards?: boolean;
	most: number;
}

/** The rowids of the submissions that have waited longest in an office, or, backwards, for the shortest time. */
export function firstWaiting(viewer: Viewer, { roles, where, isBackwards = false, most }: Front): SQL {
	const isThere = sql`exists (select 1 from regions where regions.id = ${submissions.hamletId} and (${inOfficeOf(viewer, roles)}))`;
	const villages = villagesOf(viewer, roles);
	const ofVillage = villages ? sql`${submissions.villageId} = list.village_id` : undefined;
	const which = and(isWaiting, ofVillage, isThere, where);
	return firstRows(
		{ table: "submissions", where: which, order: ["sent_at", "id"], isDescending: isBackwards, most },
		villages ?? undefined,
	);
}

/** How many wait in an office, without those of close households and, for who decides, what they wrote down themselves. */
export async function waitingCount(viewer: Viewer, roles: Role[], { isDeciding }: { isDeciding: boolean }): Promise<number> {
	const [found] = await countQuery(db, viewer, JSON.stringify({ roles, isDeciding })).execute();
	return (found?.all ?? 0) - (found?.own ?? 0);
}

const countQuery = preparedFor(askerName, (on, viewer, shape) => {
	const { roles, isDeciding }: { roles: Role[]; isDeciding: boolean } = JSON.parse(shape);
	const written = sql`${submissions.id} in (select submission_id from pair_helpers where helper_id = ${viewer.personId})`;
	const isOwn = or(sql`${submissions.householdId} in ${closeTo(viewer.personId)}`, isDeciding ? written : undefined);
	// "+" keeps SQLite on the few of one's own.
	const own = on
		.select({ count: sql`count(*)` })
		.from(submissions)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(and(isOwn, sql`+${submissions.stage} = 'waiting'`, inOfficeOf(viewer, roles)));
	return on
		.select({ all: sql<number>`coalesce(sum(${regionFigures.waiting}), 0)`, own: sql<number>`${own}` })
		.from(regionFigures)
		.where(inArray(regionFigures.regionId, among(officeIds(viewer, roles))))
		.prepare();
});

export interface Waiting {
	count: number;
	/** Since when the oldest waits; null if none does. */
	since: Date | null;
}

/** What waits to be looked at where this person moderates, administers or audits. */
export async function waitingFor(viewer: Viewer): Promise<Waiting> {
	const oldest = firstWaiting(viewer, { roles: DECISION_READERS, where: isNobodysOwn(viewer), most: 1 });
	const [first] = await db.select({ sentAt: submissions.sentAt }).from(submissions).where(sql`submissions.rowid in ${oldest}`);
	return { count: await waitingCount(viewer, DECISION_READERS, { isDeciding: false }), since: first?.sentAt ?? null };
}
