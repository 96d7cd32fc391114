import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, unitMembers, units } from "#db/schema/spots/units.ts";
import { normalUsername } from "#domain/accounts/rules.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type AtlasPlace, atlasOf, inFull, placesMeant } from "#domain/regions/atlas.ts";
import { changedBy, isWithin } from "#domain/regions/scope.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { dutyKinds, kindNamed } from "../duty-kinds.ts";
import { NAME_MOST, officePhone, unitName } from "../rules.ts";
import type { DutyKind } from "../types.ts";
import { type Column, titleOf, type UnitRow, type UnitTable } from "./columns.ts";
import type { PlannedLine, UnitChange } from "./types.ts";

export interface UnitOrder extends PlannedLine {
	regionId: string;
	/** Undefined leaves the telephone as it is. */
	phone?: string;
	duty?: { regionId: string; categoryPrefix: string };
	personId?: string;
}

/** What stands, with what the lines before already changed. */
interface Standing {
	phones: Map<string, { phone: string; line: number }>;
	duties: Map<string, { key: string; name: string; line: number }>;
	members: Set<string>;
}

/** Found in a cell, empty where it may be and is, or what is wrong with it. */
type Read<Value> = { value: Value } | { column: Column; wrong: MessageKey; params?: Record<string, string | number> };

/** What the file would do, line by line; what is wrong is added to the errors of the table. */
export async function planUnits(reader: Reader, { rows, errors }: UnitTable, by: Viewer): Promise<UnitOrder[]> {
	const read = await readerFor(reader, by);
	const standing = await standingIn(reader, by);
	const orders: UnitOrder[] = [];
	for (const row of rows) {
		const order = read(row);
		const wrong = "value" in order ? changesBy(order.value, standing, row.line) : order;
		if ("value" in order && !("wrong" in wrong)) orders.push({ ...order.value.order, changes: wrong.value });
		else if ("wrong" in wrong)
			errors.add({
				line: row.line,
				column: titleOf(wrong.column),
				value: row.cells[wrong.column],
				key: wrong.wrong,
				...(wrong.params && { params: wrong.params }),
			});
	}
	return orders;
}

interface Meant {
	order: UnitOrder;
	area: string;
	person: string;
}

async function readerFor(reader: Reader, by: Viewer): Promise<(row: UnitRow) => Read<Meant>> {
	const atlas = await atlasOf(reader, by);
	const kinds = await dutyKinds();
	const staff = await staffSeen(reader, by);
	const placeIn = (cell: string, column: Column): Read<AtlasPlace> => {
		const [place, ...others] = placesMeant(cell, atlas);
		if (!place) return { column, wrong: "hiring.placeUnknown" };
		return others.length > 0 ? { column, wrong: "units.file.placeTwice", params: { count: others.length + 1 } } : { value: place };
	};
	return ({ line, cells }) => {
		const unit = unitName(cells.unit);
		if (unit === undefined) return { column: "unit", wrong: "units.nameLength", params: { limit: NAME_MOST } };
		if (cells.place === "") return { column: "place", wrong: "units.file.placeMissing" };
		const place = placeIn(cells.place, "place");
		if (!("value" in place)) return place;
		const phone = officePhone(cells.phone);
		if (phone === undefined) return { column: "phone", wrong: "units.phoneOfOffice" };
		const duty = dutyOn(cells, { kinds, within: place.value, placeIn });
		if (!("value" in duty)) return duty;
		const person = staff.get(normalUsername(cells.username));
		if (cells.username !== "" && !person) return { column: "username", wrong: "units.file.usernameUnknown" };
		if (person?.personId === by.personId) return { column: "username", wrong: "units.notOneself" };
		const order: UnitOrder = {
			...{ line, unit, place: inFull(place.value), changes: [], regionId: place.value.regionId },
			...(phone !== "" && { phone }),
			...(duty.value && { duty: { regionId: duty.value.place.regionId, categoryPrefix: duty.value.prefix } }),
			...(person && { personId: person.personId }),
		};
		const area = duty.value ? inFull(duty.value.place) : "";
		return { value: { order, area, person: person ? person.called : "" } };
	};
}

interface Knowing {
	kinds: DutyKind[];
	within: AtlasPlace;
	placeIn: (cell: string, column: Column) => Read<AtlasPlace>;
}

function dutyOn({ area, kind }: UnitRow["cells"], { kinds, within, placeIn }: Knowing): Read<{ place: AtlasPlace; prefix: string } | null> {
	if (area === "") return kind === "" ? { value: null } : { column: "area", wrong: "units.file.areaMissing" };
	const place = placeIn(area, "area");
	if (!("value" in place)) return place;
	if (!isWithin(place.value.path, within.path)) return { column: "area", wrong: "units.dutyElsewhere" };
	const named = kind === "" ? { prefix: "" } : kindNamed(kinds, kind);
	return named ? { value: { place: place.value, prefix: named.prefix } } : { column: "kind", wrong: "units.file.kindUnknown" };
}

/** What of a line is new; two lines must not contradict each other. */
function changesBy({ order, area, person }: Meant, { phones, duties, members }: Standing, line: number): Read<UnitChange[]> {
	const { regionId, unit, phone, duty, personId } = order;
	const key = `${regionId} ${unit}`;
	const changes: UnitChange[] = [];
	const change = (what: UnitChange["what"], was: string, becomes: string, where = { place: "", prefix: "" }) =>
		changes.push({ what, was, becomes, ...where });
	const known = phones.get(key);
	if (!known) change("unit", "", unit);
	if (phone !== undefined && known && known.line > 0 && known.phone !== "" && known.phone !== phone)
		return { column: "phone", wrong: "units.file.phoneTwice", params: { line: known.line } };
	if (phone !== undefined && (known?.phone ?? "") !== phone) change("phone", known?.phone ?? "", phone);
	phones.set(key, { phone: phone ?? known?.phone ?? "", line: phone === undefined ? (known?.line ?? 0) : line });
	if (duty) {
		const at = `${duty.regionId} ${duty.categoryPrefix}`;
		const before = duties.get(at);
		if (before && before.key !== key && before.line > 0)
			return { column: "area", wrong: "units.file.dutyTwice", params: { line: before.line } };
		if (before?.key !== key) change("duty", before?.name ?? "", unit, { place: area, prefix: duty.categoryPrefix });
		duties.set(at, { key, name: unit, line });
	}
	if (personId && !members.has(`${key} ${personId}`)) change("member", "", person);
	if (personId) members.add(`${key} ${personId}`);
	return { value: changes };
}

async function standingIn(reader: Reader, by: Viewer): Promise<Standing> {
	const open = and(isNull(units.closedAt), changedBy(by));
	const named = { regionId: units.regionId, name: units.name, phone: units.phone, unitId: units.id };
	const offices = await reader.select(named).from(units).innerJoin(regions, eq(regions.id, units.regionId)).where(open);
	const acting = await reader
		.select({ ...named, personId: unitMembers.personId })
		.from(unitMembers)
		.innerJoin(units, eq(units.id, unitMembers.unitId))
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(and(open, isNull(unitMembers.endedAt)));
	// A place may have been given to an office from above.
	const given = await reader
		.select({ ...named, at: areaDuties.regionId, prefix: areaDuties.categoryPrefix })
		.from(areaDuties)
		.innerJoin(units, eq(units.id, areaDuties.unitId))
		.innerJoin(regions, eq(regions.id, areaDuties.regionId))
		.where(and(changedBy(by), isNull(areaDuties.endedAt)));
	const keyOf = ({ regionId, name }: { regionId: string; name: string }) => `${regionId} ${name}`;
	return {
		phones: new Map(offices.map((one) => [keyOf(one), { phone: one.phone, line: 0 }])),
		duties: new Map(given.map((one) => [`${one.at} ${one.prefix}`, { key: keyOf(one), name: one.name, line: 0 }])),
		members: new Set(acting.map((one) => `${keyOf(one)} ${one.personId}`)),
	};
}

async function staffSeen(reader: Reader, by: Viewer): Promise<Map<string, { personId: string; called: string }>> {
	const rows = await reader
		.selectDistinct({ personId: people.id, name: people.name, username: people.username })
		.from(people)
		.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.where(and(isNotNull(people.username), isNull(people.disabledAt), visibleTo(by)));
	return new Map(rows.map(({ personId, name, username }) => [username ?? "", { personId, called: `${name} ${username}` }]));
}
