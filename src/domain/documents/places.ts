import { and, asc, inArray, isNull, or, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn, officeIds } from "#domain/regions/scope.ts";

export interface OfficePlace {
	regionId: string;
	name: string;
	path: string;
	level: "district" | "town" | "village";
}

/** The places for which somebody writes, and what lies directly below the chosen one; hamlets write nothing. */
export async function officePlaces(viewer: Viewer, chosen: string | null): Promise<{ place: OfficePlace; places: OfficePlace[] }> {
	const own = officeIds(viewer, PUBLICISTS);
	const around = [...own, ...(chosen ? [chosen] : own)];
	const rows = await db
		.select({ regionId: regions.id, name: nameAmongAll("regions"), path: regions.path, level: regions.level })
		.from(regions)
		.where(
			and(or(inArray(regions.id, around), inArray(regions.parentId, around)), isNull(regions.validTo), sql`${regions.level} <> 'hamlet'`),
		)
		.orderBy(asc(regions.code));
	const places = rows.filter(({ path }) => mayActIn(viewer, path, ...PUBLICISTS)) as OfficePlace[];
	const place = chosen ? places.find(({ regionId }) => regionId === chosen) : places.find(({ regionId }) => own.includes(regionId));
	if (!place) throw new Refusal("not_found", "common.notFound");
	return { place, places };
}
