import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, units } from "#db/schema/spots/units.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { isWithin, reachingTo } from "#domain/regions/scope.ts";
import { shown } from "./pages.ts";
import { type ByAdmin, requireRegion, unitNamed } from "./units.ts";

/** 包片: from now on this unit answers for the area, its own place or one below; whoever did before no longer does. */
export function setDuty(duty: ByAdmin & { unitId: string; regionId: string; categoryPrefix: string }): Promise<void> {
	return shown(async (tx) => {
		await enterDuty(tx, duty);
		return [duty.regionId];
	});
}

export async function enterDuty(
	tx: Tx,
	{ unitId, regionId, categoryPrefix, by, at }: ByAdmin & { unitId: string; regionId: string; categoryPrefix: string },
): Promise<void> {
	const region = await requireRegion(tx, by, regionId);
	const unit = await unitNamed(tx, unitId);
	if (!unit || unit.closedAt) throw new Refusal("invalid", "spots.unitMissing", { field: "unitId" });
	if (!isWithin(region.path, unit.path)) throw new Refusal("invalid", "units.dutyElsewhere", { field: "regionId" });
	await requirePrefix(tx, categoryPrefix);
	const standing = and(eq(areaDuties.regionId, regionId), eq(areaDuties.categoryPrefix, categoryPrefix), isNull(areaDuties.endedAt));
	const [known] = await tx.select({ unitId: areaDuties.unitId }).from(areaDuties).where(standing);
	if (known?.unitId === unitId) return;
	await tx.update(areaDuties).set({ endedAt: at }).where(standing);
	await tx.insert(areaDuties).values({ unitId, regionId, categoryPrefix, addedBy: by.personId, addedAt: at });
	const detail = { region: regionId, prefix: categoryPrefix };
	await record(tx, { at, actorId: by.personId, action: "duty.set", subject: `unit:${unitId}`, detail });
}

async function requirePrefix(tx: Tx, prefix: string): Promise<void> {
	if (prefix === "") return;
	const codes = await tx.select({ code: leafCategories.code }).from(leafCategories);
	if (!codes.some(({ code }) => code.startsWith(prefix)))
		throw new Refusal("invalid", "spots.categoryMissing", { field: "categoryPrefix" });
}

export function endDuty({ dutyId, by, at }: ByAdmin & { dutyId: string }): Promise<void> {
	return shown(async (tx) => {
		const [duty] = await tx.select().from(areaDuties).where(eq(areaDuties.id, dutyId));
		if (!duty) throw new Refusal("not_found", "common.notFound");
		await requireRegion(tx, by, duty.regionId);
		if (duty.endedAt) return [];
		await tx.update(areaDuties).set({ endedAt: at }).where(eq(areaDuties.id, dutyId));
		const detail = { region: duty.regionId, prefix: duty.categoryPrefix };
		await record(tx, { at, actorId: by.personId, action: "duty.end", subject: `unit:${duty.unitId}`, detail });
		return [duty.regionId];
	});
}

/** Which unit answers for a category in a place: the narrowest place decides, then the longest beginning of the code. Undefined = nobody is entered. */
export async function unitFor(reader: Reader, { path, categoryCode }: { path: string; categoryCode: string }) {
	const [found] = await reader
		.select({ unitId: units.id, name: units.name, phone: units.phone })
		.from(areaDuties)
		.innerJoin(units, and(eq(units.id, areaDuties.unitId), isNull(units.closedAt)))
		.innerJoin(regions, eq(regions.id, areaDuties.regionId))
		.where(
			and(
				isNull(areaDuties.endedAt),
				reachingTo(path),
				sql`substr(${categoryCode}, 1, length(${areaDuties.categoryPrefix})) = ${areaDuties.categoryPrefix}`,
			),
		)
		.orderBy(desc(sql`length(${regions.path})`), desc(sql`length(${areaDuties.categoryPrefix})`))
		.limit(1);
	return found;
}

/** The open units to which what lies here may be assigned: of the place and of all above it. */
export function unitsAbove(reader: Reader, path: string) {
	return reader
		.select({ unitId: units.id, name: units.name })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(and(isNull(units.closedAt), reachingTo(path)))
		.orderBy(asc(regions.path), asc(units.name));
}
