import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { areaDuties, unitMembers, units } from "#db/schema/spots/units.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { isWithin, mayChange } from "#domain/regions/scope.ts";
import { nameWithin, tidyLine } from "#domain/text.ts";
import { MOBILE, OFFICE_LINE } from "./held-words.ts";

// The steps of the commands on units, for a file that takes many within one transaction.

export interface ByAdmin {
	by: Viewer;
	at: Date;
}

export const NAME_MOST = 40;

export function unitName(typed: string): string | undefined {
	return nameWithin(typed, { least: 2, most: NAME_MOST });
}

/** Undefined for a private mobile, and for what is no telephone. */
export function officePhone(typed: string): string | undefined {
	const number = tidyLine(typed);
	return OFFICE_LINE.test(number) && !MOBILE.test(number.replaceAll(/[^\d]/g, "")) ? number : undefined;
}

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

export async function enterPhone(tx: Tx, { unitId, phone, by, at }: ByAdmin & { unitId: string; phone: string }): Promise<void> {
	const number = requirePhone(phone);
	const unit = await requireOpenUnit(tx, by, unitId);
	if (unit.phone === number) return;
	await tx.update(units).set({ phone: number }).where(eq(units.id, unitId));
	const detail = { from: unit.phone, to: number };
	await record(tx, { at, actorId: by.personId, action: "unit.change_phone", subject: `unit:${unitId}`, detail });
}

export async function enterMember(tx: Tx, { unitId, personId, by, at }: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	await requireOpenUnit(tx, by, unitId);
	if (personId === by.personId) throw new Refusal("forbidden", "units.notOneself");
	const [person] = await tx
		.select({ id: people.id })
		.from(people)
		.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.where(and(eq(people.id, personId), isNull(people.disabledAt), visibleTo(by)))
		.limit(1);
	if (!person) throw new Refusal("invalid", "units.personMissing", { field: "personId" });
	const standing = and(eq(unitMembers.unitId, unitId), eq(unitMembers.personId, personId), isNull(unitMembers.endedAt));
	if ((await tx.select({ id: unitMembers.id }).from(unitMembers).where(standing)).length > 0) return;
	await tx.insert(unitMembers).values({ unitId, personId, addedBy: by.personId, addedAt: at });
	await record(tx, { at, actorId: by.personId, action: "unit.add_member", subject: `unit:${unitId}`, detail: { person: personId } });
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

function requirePhone(typed: string): string {
	const number = officePhone(typed);
	if (number === undefined) throw new Refusal("invalid", "units.phoneOfOffice", { field: "phone" });
	return number;
}

async function requirePrefix(tx: Tx, prefix: string): Promise<void> {
	if (prefix === "") return;
	const codes = await tx.select({ code: leafCategories.code }).from(leafCategories);
	if (!codes.some(({ code }) => code.startsWith(prefix)))
		throw new Refusal("invalid", "spots.categoryMissing", { field: "categoryPrefix" });
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

async function requireOpenUnit(tx: Tx, by: Viewer, unitId: string) {
	const unit = await requireUnit(tx, by, unitId);
	if (unit.closedAt) throw new Refusal("conflict", "units.closed");
	return unit;
}

/** What a unit has to hand over before it closes. */
export async function requireNothingLeft(tx: Tx, unitId: string): Promise<void> {
	const duties = and(eq(areaDuties.unitId, unitId), isNull(areaDuties.endedAt));
	if ((await tx.select({ id: areaDuties.id }).from(areaDuties).where(duties).limit(1)).length > 0)
		throw new Refusal("conflict", "units.hasDuties");
	const inHand = and(eq(spots.unitId, unitId), sql`${spots.stage} in ('assigned', 'in_hand', 'half_done')`);
	if ((await tx.select({ id: spots.id }).from(spots).where(inHand).limit(1)).length > 0) throw new Refusal("conflict", "units.hasSpots");
}

async function unitNamed(tx: Tx, unitId: string) {
	const [unit] = await tx
		.select({ closedAt: units.closedAt, phone: units.phone, path: regions.path })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(eq(units.id, unitId));
	return unit;
}
