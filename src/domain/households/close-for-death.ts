import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { managersOf } from "#domain/accounts/roles.ts";
import { endSessionsOf } from "#domain/accounts/sessions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";

interface Death {
	personId: string;
	/** Who wrote the death down; null for the machine's operator. */
	recordedBy: string | null;
	at: Date;
}

/** Nobody acts in a dead person's name: the account of staff ends at once. All who may open it again, if the death is not true, are told. */
export async function closeForDeath(tx: Tx, { personId, recordedBy, at }: Death): Promise<void> {
	await requireAnotherAdmin(tx, personId);
	const isOpen = and(eq(people.id, personId), isNull(people.disabledAt));
	const [person] = await tx.update(people).set({ disabledAt: at }).where(isOpen).returning({ name: people.name });
	if (!person) return;
	await endSessionsOf(tx, personId, at);
	await record(tx, { at, actorId: recordedBy, action: "person.disable", subject: `person:${personId}`, detail: { why: "died" } });
	const about = { kind: "staff_died", subject: `person:${personId}`, params: { name: person.name }, occasion: at.getTime(), at } as const;
	for (const managerId of await managersOf(tx, { personId, at }))
		if (managerId !== recordedBy) await notify(tx, { ...about, to: { personId: managerId } });
}

/** The trigger `people_keep_a_district_admin` reads the same view. */
async function requireAnotherAdmin(tx: Tx, personId: string): Promise<void> {
	const [only] = await tx.all<{ name: string }>(sql`
		select p.name from only_district_admins a join people p on p.id = a.person_id where p.id = ${personId} and p.disabled_at is null`);
	if (only) throw new Refusal("conflict", "households.life.lastAdmin", { params: only });
}
