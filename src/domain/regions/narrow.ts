import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, changedBy, isWithin, partlyInOfficeOf, within } from "./scope.ts";
import { LEVELS, type NarrowStep, type RegionLevel } from "./types.ts";

/** As many as a person looks through. */
const A_LIST = 60;

export interface Narrowed {
	/** One level after the other, to choose from first; empty where all places can be listed. */
	steps: NarrowStep[];
	/** Which places are left to choose. */
	which: SQL | undefined;
}

/** The open places of a level that this admin looks after, or if they are too many, those of the town (and village) in which `near` lies. */
export async function narrow(viewer: Viewer, level: RegionLevel, near = ""): Promise<Narrowed> {
	const open = isNull(regions.validTo);
	const [around] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, near));
	const steps: NarrowStep[] = [];
	let inside: SQL | undefined;
	for (const above of LEVELS.slice(1, LEVELS.indexOf(level))) {
		if ((await db.$count(regions, and(open, eq(regions.level, literal(level)), changedBy(viewer), inside))) <= A_LIST) break;
		const places = await db
			.select({ regionId: regions.id, name: regions.name, path: regions.path })
			.from(regions)
			.where(and(open, eq(regions.level, literal(above)), partlyInOfficeOf(viewer, ADMIN_ROLES), inside))
			.orderBy(asc(regions.code));
		const chosen = places.length === 1 ? places[0] : places.find(({ path }) => isWithin(around?.path ?? "", path));
		if (places.length > 1) steps.push({ level: above, places, chosenId: chosen?.regionId });
		inside = chosen ? within(chosen.path) : sql`false`;
		if (!chosen) break;
	}
	return { steps, which: and(open, eq(regions.level, literal(level)), changedBy(viewer), inside) };
}
