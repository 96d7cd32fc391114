import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { unitMembers } from "#db/schema/spots/units.ts";
import { type NewNotice, notify } from "#domain/notices/notify.ts";
import type { NoticeKind } from "#domain/notices/types.ts";

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
