import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { inOfficeOf, isWithin, regionsOf } from "#domain/regions/scope.ts";
import type { Tie } from "./types.ts";

/** Who sees to it that somebody may go everywhere. */
export const PLANNERS: Role[] = ["town_admin", "district_admin", "auditor"];

/** All who inspect, each place of their office, and what binds them to villages. */
export async function inspectors() {
	const rows = await db
		.select({ personId: people.id, name: people.name, path: regions.path })
		.from(roleGrants)
		.innerJoin(people, and(eq(people.id, roleGrants.personId), isNull(people.disabledAt)))
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(eq(roleGrants.role, "inspector"), isNull(roleGrants.revokedAt)));
	const ties = new Map<string, Bond[]>();
	for (const { personId } of rows) if (!ties.has(personId)) ties.set(personId, await bondsOf(personId));
	return rows.map((one) => ({ ...one, bound: Map.groupBy(ties.get(one.personId) ?? [], ({ villageId }) => villageId) }));
}

type Bond = Tie & { villageId: string };

// One person a statement: of a list, SQLite would first put together who is bound in the whole county.
function bondsOf(personId: string): Promise<Bond[]> {
	return db.all<Bond>(sql`select distinct b.village_id as villageId, b.why, p.name as maker
		from bound_to_villages b left join people p on p.id = b.maker_id where b.person_id = ${personId}`);
}

/**
 * Villages of the viewer's where no inspector may go, though there are some for them: who is kept out, why, and whose account keeps them out. Of all villages,
 * drawn or not, so that it tells nothing of a draw.
 */
export async function villagesWithoutInspector(viewer: Viewer) {
	if (regionsOf(viewer, ...PLANNERS).length === 0) return [];
	const all = await inspectors();
	if (all.length === 0) return [];
	const villages = await db
		.select({ villageId: regions.id, village: nameAmongAll("regions"), path: regions.path })
		.from(regions)
		.where(and(sql`${regions.level} = 'village'`, isNull(regions.validTo), inOfficeOf(viewer, PLANNERS)))
		.orderBy(asc(regions.code));
	return villages.flatMap(({ villageId, village, path }) => {
		const there = all.filter((one) => isWithin(path, one.path));
		const barred = there.map(({ name, bound }) => ({ name, ties: bound.get(villageId) ?? [] }));
		return there.length > 0 && barred.every(({ ties }) => ties.length > 0) ? [{ villageId, village, barred }] : [];
	});
}
