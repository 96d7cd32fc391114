import { and, eq, isNull, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { areaDuties, units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { mayChange } from "#domain/regions/scope.ts";
import { shown } from "./pages.ts";
import { NAME_MOST, officePhone, unitName } from "./rules.ts";

export interface ByAdmin {
	by: Viewer;
	at: Date;
}

/** 责任单位: an office with its public telephone. Added twice by name, it is one. */
export function addUnit(unit: ByAdmin & { regionId: string; name: string; phone: string }): Promise<{ unitId: string }> {
	return write((tx) => enterUnit(tx, unit));
}

/** Its step, for a file that enters many within one transaction. */
export async function enterUnit(tx: Tx, { regionId, name, phone, by, at }: ByAdmin & { regionId: string; name: string; phone: string }) {
	const called = unitName(name);
	if (called === undefined) throw new Refusal("invalid", "units.nameLength", { field: "name", params: { limit: NAME_MOST } });
	const number = requirePhone(phone);
	await requireRegion(tx, by, regionId);
	const same = and(eq(units.regionId, regionId), eq(units.name, called), isNull(units.closedAt));
	const [known] = await tx.select({ unitId: units.id }).from(units).where(same);
	if (known) return known;
	const unitId = newId();
	await tx.insert(units).values({ id: unitId, regionId, name: called, phone: number, addedBy: by.personId, addedAt: at });
	const detail = { region: regionId, name: called };
	await record(tx, { at, actorId: by.personId, action: "unit.add", subject: `unit:${unitId}`, detail });
	return { unitId };
}

export function changePhone(unit: ByAdmin & { unitId: string; phone: string }): Promise<void> {
	return shown(async (tx) => {
		await enterPhone(tx, unit);
		const duties = and(eq(areaDuties.unitId, unit.unitId), isNull(areaDuties.endedAt));
		return (await tx.select({ regionId: areaDuties.regionId }).from(areaDuties).where(duties)).map(({ regionId }) => regionId);
	});
}

export async function enterPhone(tx: Tx, { unitId, phone, by, at }: ByAdmin & { unitId: string; phone: string }): Promise<void> {
	const number = requirePhone(phone);
	const unit = await requireOpenUnit(tx, by, unitId);
	if (unit.phone === number) return;
	await tx.update(units).set({ phone: number }).where(eq(units.id, unitId));
	const detail = { from: unit.phone, to: number };
	await record(tx, { at, actorId: by.personId, action: "unit.change_phone", subject: `unit:${unitId}`, detail });
}

function requirePhone(typed: string): string {
	const number = officePhone(typed);
	if (number === undefined) throw new Refusal("invalid", "units.phoneOfOffice", { field: "phone" });
	return number;
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

/** What a unit has to hand over before it closes. */
async function requireNothingLeft(tx: Tx, unitId: string): Promise<void> {
	const duties = and(eq(areaDuties.unitId, unitId), isNull(areaDuties.endedAt));
	if ((await tx.select({ id: areaDuties.id }).from(areaDuties).where(duties).limit(1)).length > 0)
		throw new Refusal("conflict", "units.hasDuties");
	const inHand = and(eq(spots.unitId, unitId), sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`);
	if ((await tx.select({ id: spots.id }).from(spots).where(inHand).limit(1)).length > 0) throw new Refusal("conflict", "units.hasSpots");
}

export async function requireRegion(tx: Tx, by: Viewer, regionId: string): Promise<{ path: string }> {
	const [region] = await tx.select({ path: regions.path, validTo: regions.validTo }).from(regions).where(eq(regions.id, regionId));
	if (!region || !mayChange(by, region.path)) throw new Refusal("not_found", "common.notFound");
	if (region.validTo) throw new Refusal("conflict", "units.placeClosed", { field: "regionId" });
	return region;
}

export async function requireUnit(tx: Tx, by: Viewer, unitId: string) {
	const unit = await unitNamed(tx, unitId);
	if (!unit || !mayChange(by, unit.path)) throw new Refusal("not_found", "common.notFound");
	return unit;
}

export async function requireOpenUnit(tx: Tx, by: Viewer, unitId: string) {
	const unit = await requireUnit(tx, by, unitId);
	if (unit.closedAt) throw new Refusal("conflict", "units.closed");
	return unit;
}

export async function unitNamed(tx: Tx, unitId: string) {
	const [unit] = await tx
		.select({ closedAt: units.closedAt, phone: units.phone, path: regions.path })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(eq(units.id, unitId));
	return unit;
}
