import { and, eq, isNotNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { forgive } from "./attempts.ts";
import { issueLink, type Link } from "./links.ts";
import { type ManagedPerson, requireManaged } from "./roles.ts";
import { staffAccount } from "./rules.ts";
import { endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

interface Reset {
	personId: string;
	by: Viewer;
	at: Date;
}

/** A link with which somebody chooses a new passphrase; the old one holds until they do. Only the newest link is good. */
export async function resetPassphrase({ personId, by, at }: Reset): Promise<Link> {
	const { link, username } = await write(async (tx) => {
		const person = await requireOpenAccount(tx, { personId, by, at });
		await record(tx, { at, actorId: by.personId, action: "person.reset_passphrase", subject: `person:${personId}` });
		const issued = await issueLink(tx, { purpose: "reset", personId, issuedBy: by.personId, at });
		return { link: issued, username: person.username };
	});
	await forgive(staffAccount(username));
	return link;
}

/** Unbinds the app of somebody who lost their phone: every session ends, the next sign-in binds a new one. Nothing bound: nothing changes. */
export async function unbindTotp({ personId, by, at }: Reset): Promise<void> {
	await write(async (tx) => {
		await requireOpenAccount(tx, { personId, by, at });
		const bound = and(eq(people.id, personId), isNotNull(people.totpSecret));
		const { rowsAffected } = await tx.update(people).set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null }).where(bound);
		if (rowsAffected === 0) return;
		await endSessionsOf(tx, personId, at);
		await record(tx, { at, actorId: by.personId, action: "person.unbind_totp", subject: `person:${personId}` });
	});
}

async function requireOpenAccount(tx: Tx, { personId, by, at }: Reset): Promise<ManagedPerson> {
	const person = await requireManaged(tx, { personId, byId: by.personId, at });
	if (person.disabledAt) throw new Refusal("conflict", "accounts.isDisabled");
	return person;
}
