import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { unitMembers } from "#db/schema/spots/units.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type NewNotice, notify } from "#domain/notices/notify.ts";
import type { NoticeKind } from "#domain/notices/types.ts";
import { type ByAdmin, requireOpenUnit, requireUnit } from "./units.ts";

/** Who acts for the unit: staff whom this admin sees, and never by their own hand. */
export function addMember(member: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	return write((tx) => enterMember(tx, member));
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

export function endMember({ unitId, personId, by, at }: ByAdmin & { unitId: string; personId: string }): Promise<void> {
	return write(async (tx) => {
		await requireUnit(tx, by, unitId);
		const standing = and(eq(unitMembers.unitId, unitId), eq(unitMembers.personId, personId), isNull(unitMembers.endedAt));
		const { rowsAffected } = await tx.update(unitMembers).set({ endedAt: at, endedBy: by.personId }).where(standing);
		if (rowsAffected > 0)
			await record(tx, { at, actorId: by.personId, action: "unit.end_member", subject: `unit:${unitId}`, detail: { person: personId } });
	});
}

const isActing = isNull(unitMembers.endedAt);

/** The units for which somebody acts (经办人), as a list for `in`. */
export function unitsOf(personId: string): SQL {
	return sql`(select ${unitMembers.unitId} from ${unitMembers} where ${and(eq(unitMembers.personId, personId), isActing)})`;
}

export async function isMember(reader: Reader, personId: string, unitId?: string): Promise<boolean> {
	const own = and(eq(unitMembers.personId, personId), unitId === undefined ? undefined : eq(unitMembers.unitId, unitId), isActing);
	return (await reader.select({ id: unitMembers.id }).from(unitMembers).where(own).limit(1)).length > 0;
}

export async function tellMembers<K extends NoticeKind>(tx: Tx, unitId: string, notice: Omit<NewNotice<K>, "to">): Promise<void> {
	const those = and(eq(unitMembers.unitId, unitId), isActing);
	const members = await tx.select({ personId: unitMembers.personId }).from(unitMembers).where(those);
	for (const to of members) await notify(tx, { ...notice, to });
}
