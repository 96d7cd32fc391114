import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { record } from "#domain/audit/trail.ts";
import { leftHome } from "./left-home.ts";
import { requireManaged } from "./roles.ts";
import { endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

interface Disabling {
	personId: string;
	by: Viewer;
	at: Date;
}

export async function disablePerson({ personId, by, at }: Disabling): Promise<void> {
	await write(async (tx) => {
		const person = await requireManaged(tx, { personId, managedBy: by.personId, at });
		if (person.disabledAt) return;
		await tx.update(people).set({ disabledAt: at }).where(eq(people.id, personId));
		await endSessionsOf(tx, personId, at);
		await record(tx, { at, actorId: by.personId, action: "person.disable", subject: `person:${personId}` });
	});
}

/** Somebody left their household and goes on in their office: the account is not named as left open any more. */
export async function keepPerson({ personId, by, at }: Disabling): Promise<void> {
	await write(async (tx) => {
		const person = await requireManaged(tx, { personId, managedBy: by.personId, at });
		if (person.disabledAt || !(await leftHome([personId], tx)).has(personId)) return;
		await record(tx, { at, actorId: by.personId, action: "person.keep", subject: `person:${personId}` });
	});
}

export async function enablePerson({ personId, by, at }: Disabling): Promise<void> {
	await write(async (tx) => {
		const person = await requireManaged(tx, { personId, managedBy: by.personId, at });
		if (!person.disabledAt) return;
		await reopen(tx, { personId, by, at });
	});
}

export async function reopen(tx: Tx, { personId, by, at }: { personId: string; by: Viewer | null; at: Date }): Promise<void> {
	await tx.update(people).set({ disabledAt: null }).where(eq(people.id, personId));
	await record(tx, { at, actorId: by?.personId ?? null, action: "person.enable", subject: `person:${personId}` });
}
