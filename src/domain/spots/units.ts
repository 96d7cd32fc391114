import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, unitMembers, units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { mayChange } from "#domain/regions/scope.ts";
import { nameWithin, tidyLine } from "#domain/text.ts";
import { MOBILE, OFFICE_LINE } from "./held-words.ts";

interface ByAdmin {
	by: Viewer;
	at: Date;
}

/** 责任单位: an office with its public telephone. Added twice by name, it is one. */
export async function addUnit({
	regionId,
	name,
	phone,
	by,
	at,
}: ByAdmin & { regionId: string; name: string; phone: string }): Promise<{ unitId: string }> {
	const called = nameWithin(name, { least: 2, most: 40 });
	if (called === undefined) throw new Refusal("invalid", "units.nameLength", { field: "name", params: { limit: 40 } });
	const number = tidyLine(phone);
	if (!OFFICE_LINE.test(number) || MOBILE.test(number.replaceAll(/[^\d]/g, "")))
		throw new Refusal("invalid", "units.phoneOfOffice", { field: "phone" });
	return write(async (tx) => {
		await requireRegion(tx, by, regionId);
		const same = and(eq(units.regionId, regionId), eq(units.name, called), isNull(units.closedAt));
		const [known] = await tx.select({ unitId: units.id }).from(units).where(same);
		if (known) return known;
		const unitId = newId();
		await tx.insert(units).values({ id: unitId, regionId, name: called, phone: number, addedBy: by.personId, addedAt: at });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "unit.add",
			subject: `unit:${unitId}`,
			detail: { region: regionId, name: called },
		});
		return { unitId };
	});
}

/** No unit closes while it has a spot in hand or answers for an area. */
export function closeUnit({ unitId, by, at }: ByAdmin & { unitId: string }): Promise<void> {
	return write(async (tx) => {
		const unit = await requireUnit(tx, by, unitId);
		if (unit.closedAt) return;
		const duties = and(eq(areaDuties.unitId, unitId), isNull(areaDuties.endedAt));
		if ((await tx.select({ id: areaDuties.id }).from(areaDuties).where(duties).limit(1)).length > 0)
			throw new Refusal("conflict", "units.hasDuties");
		await tx.update(units).set({ closedAt: at }).where(eq(units.id, unitId));
		await record(tx, { at, actorId: by.personId, action: "unit.close", subject: `unit:${unitId}` });
	});
}

/** Who acts for the unit: staff of the place or of one within or above it, and never by their own hand. */
export function addMember({ unitId, personId, by, at }: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	return write(async (tx) => {
		const unit = await requireUnit(tx, by, unitId);
		if (unit.closedAt) throw new Refusal("conflict", "units.closed");
		if (personId === by.personId) throw new Refusal("forbidden", "units.notOneself");
		const [person] = await tx
			.select({ id: people.id })
			.from(people)
			.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
			.where(and(eq(people.id, personId), isNull(people.disabledAt)))
			.limit(1);
		if (!person) throw new Refusal("invalid", "units.personMissing", { field: "personId" });
		const standing = and(eq(unitMembers.unitId, unitId), eq(unitMembers.personId, personId), isNull(unitMembers.endedAt));
		if ((await tx.select({ id: unitMembers.id }).from(unitMembers).where(standing)).length > 0) return;
		await tx.insert(unitMembers).values({ unitId, personId, addedBy: by.personId, addedAt: at });
		await record(tx, { at, actorId: by.personId, action: "unit.add_member", subject: `unit:${unitId}`, detail: { person: personId } });
	});
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

/** 包片: from now on this unit answers for the area; whoever did before no longer does. */
export function setDuty({
	unitId,
	regionId,
	categoryPrefix,
	by,
	at,
}: ByAdmin & { unitId: string; regionId: string; categoryPrefix: string }): Promise<void> {
	return write(async (tx) => {
		await requireRegion(tx, by, regionId);
		const [unit] = await tx.select({ closedAt: units.closedAt }).from(units).where(eq(units.id, unitId));
		if (!unit || unit.closedAt) throw new Refusal("invalid", "spots.unitMissing", { field: "unitId" });
		await requirePrefix(tx, categoryPrefix);
		const standing = and(eq(areaDuties.regionId, regionId), eq(areaDuties.categoryPrefix, categoryPrefix), isNull(areaDuties.endedAt));
		const [known] = await tx.select({ unitId: areaDuties.unitId }).from(areaDuties).where(standing);
		if (known?.unitId === unitId) return;
		await tx.update(areaDuties).set({ endedAt: at }).where(standing);
		await tx.insert(areaDuties).values({ unitId, regionId, categoryPrefix, addedBy: by.personId, addedAt: at });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "duty.set",
			subject: `unit:${unitId}`,
			detail: { region: regionId, prefix: categoryPrefix },
		});
	});
}

export function endDuty({ dutyId, by, at }: ByAdmin & { dutyId: string }): Promise<void> {
	return write(async (tx) => {
		const [duty] = await tx.select().from(areaDuties).where(eq(areaDuties.id, dutyId));
		if (!duty) throw new Refusal("not_found", "common.notFound");
		await requireRegion(tx, by, duty.regionId);
		if (duty.endedAt) return;
		await tx.update(areaDuties).set({ endedAt: at }).where(eq(areaDuties.id, dutyId));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "duty.end",
			subject: `unit:${duty.unitId}`,
			detail: { region: duty.regionId, prefix: duty.categoryPrefix },
		});
	});
}

async function requirePrefix(tx: Tx, prefix: string): Promise<void> {
	if (prefix === "") return;
	const codes = await tx.select({ code: leafCategories.code }).from(leafCategories);
	if (!codes.some(({ code }) => code.startsWith(prefix)))
		throw new Refusal("invalid", "spots.categoryMissing", { field: "categoryPrefix" });
}

async function requireRegion(tx: Tx, by: Viewer, regionId: string): Promise<void> {
	const [region] = await tx.select({ path: regions.path, validTo: regions.validTo }).from(regions).where(eq(regions.id, regionId));
	if (!region || !mayChange(by, region.path)) throw new Refusal("not_found", "common.notFound");
	if (region.validTo) throw new Refusal("conflict", "units.placeClosed", { field: "regionId" });
}

async function requireUnit(tx: Tx, by: Viewer, unitId: string) {
	const [unit] = await tx
		.select({ unitId: units.id, closedAt: units.closedAt, path: regions.path })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(eq(units.id, unitId));
	if (!unit || !mayChange(by, unit.path)) throw new Refusal("not_found", "common.notFound");
	return unit;
}
