import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { endSessionsOf } from "#domain/accounts/sessions.ts";
import { record } from "#domain/audit/trail.ts";
import { notify } from "#domain/notices/notify.ts";

interface Death {
	personId: string;
	/** Who wrote the death down; null for the machine's operator. */
	recordedBy: string | null;
	at: Date;
}

/** Nobody acts in a dead person's name: the account of staff ends at once. Who appointed them is told, and can open it again if the death is not true. */
export async function closeForDeath(tx: Tx, { personId, recordedBy, at }: Death): Promise<void> {
	const isOpen = and(eq(people.id, personId), isNull(people.disabledAt));
	const [person] = await tx.update(people).set({ disabledAt: at }).where(isOpen).returning({ name: people.name });
	if (!person) return;
	await endSessionsOf(tx, personId, at);
	await record(tx, { at, actorId: recordedBy, action: "person.disable", subject: `person:${personId}`, detail: { why: "died" } });
	const about = { kind: "staff_died", subject: `person:${personId}`, params: { name: person.name }, occasion: at.getTime(), at } as const;
	for (const appointer of await appointersOf(tx, personId, recordedBy)) await notify(tx, { ...about, to: { personId: appointer } });
}

async function appointersOf(tx: Tx, personId: string, but: string | null): Promise<string[]> {
	const rows = await tx
		.selectDistinct({ id: people.id })
		.from(roleGrants)
		.innerJoin(people, and(eq(people.id, roleGrants.grantedBy), isNull(people.disabledAt)))
		.where(
			and(
				eq(roleGrants.personId, personId),
				isNotNull(roleGrants.grantedBy),
				isNull(roleGrants.revokedAt),
				but ? ne(people.id, but) : undefined,
			),
		);
	return rows.map(({ id }) => id);
}
