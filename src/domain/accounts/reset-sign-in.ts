import { and, desc, eq, isNotNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { forgive } from "./attempts.ts";
import { reopen } from "./disable-person.ts";
import { issueLink, type Link } from "./links.ts";
import { requireResettable } from "./roles.ts";
import { normalUsername, staffAccount } from "./rules.ts";
import { endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

interface Reset {
	personId: string;
	by: Viewer;
	at: Date;
}

/** A link for choosing a new passphrase. The old passphrase works until then; only the newest link is valid. */
export async function resetPassphrase({ personId, by, at }: Reset): Promise<Link> {
	const { link, username } = await write(async (tx) => {
		const person = await requireResettable(tx, { personId, managedBy: by.personId, at });
		await record(tx, { at, actorId: by.personId, action: "passphrase.reset", subject: `person:${personId}` });
		const issued = await issueLink(tx, { purpose: "reset", personId, issuedBy: by.personId, at });
		return { link: issued, username: person.username };
	});
	forgive(staffAccount(username));
	return link;
}

/** Unbinds the authenticator app of somebody who lost their phone. All sessions end, and the next sign-in binds a new app. */
export async function unbindTotp({ personId, by, at }: Reset): Promise<void> {
	await write(async (tx) => {
		await requireResettable(tx, { personId, managedBy: by.personId, at });
		if (!(await unbind(tx, personId))) return;
		await endSessionsOf(tx, personId, at);
		await record(tx, { at, actorId: by.personId, action: "totp.reset", subject: `person:${personId}` });
	});
}

/**
 * For the machine's operator, when no admin can help: a link for a new passphrase, the app unbound, all sessions ended. Only the newest link is valid. An account
 * that was closed by the record of a death is opened, since that may have been false; one that an admin closed stays so.
 */
export async function recoverSignIn({ username, at }: { username: string; at: Date }): Promise<Link & { isReopened: boolean }> {
	const account = normalUsername(username);
	const link = await write(async (tx) => {
		const [person] = await tx.select({ id: people.id, disabledAt: people.disabledAt }).from(people).where(eq(people.username, account));
		if (!person) throw new Refusal("not_found", "commands.noSuchStaff", { params: { username: account } });
		const isReopened = person.disabledAt !== null;
		if (isReopened) await reopenAfterDeath(tx, person.id, at);
		await unbind(tx, person.id);
		await endSessionsOf(tx, person.id, at);
		await record(tx, { at, actorId: null, action: "person.recover", subject: `person:${person.id}` });
		return { ...(await issueLink(tx, { purpose: "reset", personId: person.id, issuedBy: null, at })), isReopened };
	});
	forgive(staffAccount(account));
	return link;
}

async function reopenAfterDeath(tx: Tx, personId: string, at: Date): Promise<void> {
	const [closing] = await tx
		.select({ detail: auditEntries.detail })
		.from(auditEntries)
		.where(and(eq(auditEntries.subject, `person:${personId}`), eq(auditEntries.action, "person.disable")))
		.orderBy(desc(auditEntries.seq))
		.limit(1);
	if (closing?.detail.why !== "died") throw new Refusal("conflict", "accounts.isDisabled");
	await reopen(tx, { personId, by: null, at });
}

async function unbind(tx: Tx, personId: string): Promise<boolean> {
	const bound = and(eq(people.id, personId), isNotNull(people.totpSecret));
	const { rowsAffected } = await tx.update(people).set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null }).where(bound);
	return rowsAffected > 0;
}
