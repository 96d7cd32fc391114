import { and, eq, isNull } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, unitMembers, units } from "#db/schema/spots/units.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { pagesNaming } from "#domain/regions/pages.ts";
import { changed, type Tag } from "#platform/changes.ts";
import {
	type ByAdmin,
	enterDuty,
	enterMember,
	enterPhone,
	enterUnit,
	requireNothingLeft,
	requireRegion,
	requireUnit,
} from "./unit-steps.ts";

/** 责任单位: an office with its public telephone. Added twice by name, it is one. */
export function addUnit(unit: ByAdmin & { regionId: string; name: string; phone: string }): Promise<{ unitId: string }> {
	return write((tx) => enterUnit(tx, unit));
}

export function changePhone(unit: ByAdmin & { unitId: string; phone: string }): Promise<void> {
	return shown(async (tx) => {
		await enterPhone(tx, unit);
		const duties = and(eq(areaDuties.unitId, unit.unitId), isNull(areaDuties.endedAt));
		return (await tx.select({ regionId: areaDuties.regionId }).from(areaDuties).where(duties)).map(({ regionId }) => regionId);
	});
}

/** No unit closes while it has a spot in hand or answers for an area. */
export function closeUnit({ unitId, by, at }: ByAdmin & { unitId: string }): Promise<void> {
	return write(async (tx) => {
		const unit = await requireUnit(tx, by, unitId);
		if (unit.closedAt) return;
		await requireNothingLeft(tx, unitId);
		await tx.update(units).set({ closedAt: at }).where(eq(units.id, unitId));
		await record(tx, { at, actorId: by.personId, action: "unit.close", subject: `unit:${unitId}` });
	});
}

/** Who acts for the unit: staff whom this admin sees, and never by their own hand. */
export function addMember(member: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	return write((tx) => enterMember(tx, member));
}

export function endMember({ unitId, personId, by, at }: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	return write(async (tx) => {
		await requireUnit(tx, by, unitId);
		const standing = and(eq(unitMembers.unitId, unitId), eq(unitMembers.personId, personId), isNull(unitMembers.endedAt));
		const { rowsAffected } = await tx.update(unitMembers).set({ endedAt: at, endedBy: by.personId }).where(standing);
		if (rowsAffected > 0)
			await record(tx, { at, actorId: by.personId, action: "unit.end_member", subject: `unit:${unitId}`, detail: { person: personId } });
	});
}

/** 包片: from now on this unit answers for the area, its own place or one below; whoever did before no longer does. */
export function setDuty(duty: ByAdmin & { unitId: string; regionId: string; categoryPrefix: string }): Promise<void> {
	return shown(async (tx) => {
		await enterDuty(tx, duty);
		return [duty.regionId];
	});
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

/** Drops the public pages of the places for which something changed. */
async function shown(command: (tx: Tx) => Promise<string[]>): Promise<void> {
	const tags = await write(async (tx) => pagesAnsweredFor(tx, await command(tx)));
	if (tags.length > 0) changed(tags);
}

/** The villages that show who answers for these places, as tags for `changed()`. */
export async function pagesAnsweredFor(reader: Reader, regionIds: string[]): Promise<Tag[]> {
	const tags = new Set<Tag>();
	for (const regionId of new Set(regionIds)) {
		const [region] = await reader.select({ path: regions.path }).from(regions).where(eq(regions.id, regionId));
		for (const tag of region ? await pagesNaming(reader, region) : []) if (tag.startsWith("village:")) tags.add(tag);
	}
	return [...tags];
}
