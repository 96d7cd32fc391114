import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdMembers } from "#db/schema/households.ts";
import { disablePerson } from "#domain/accounts/disable-person.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { openLink } from "#domain/accounts/links.ts";
import { recoverSignIn, resetPassphrase, unbindTotp } from "#domain/accounts/reset-sign-in.ts";
import { revokeRole } from "#domain/accounts/revoke-role.ts";
import { openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { staffMember } from "#domain/accounts/staff.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { memberLeaves } from "#domain/households/change-members.ts";
import { givePassphrase, giveTotp, PASSPHRASE } from "#tests/accounts.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const at = MORNING;
let cast: Awaited<ReturnType<typeof inviteCast>>;
/** The district's second admin. */
let he: Viewer;
freshDatabase(async () => {
	cast = await inviteCast();
	const { id: regionId, name: regionName, path } = cast.places.qingling;
	const hired = await hirePerson({ name: "何平", username: "he", role: "district_admin", regionId, by: cast.staff.wang, at });
	await setPassphraseByLink({ token: hired.token, passphrase: PASSPHRASE, at });
	he = { ...cast.staff.wang, personId: hired.personId, name: "何平", roles: [{ role: "district_admin", regionId, regionName, path }] };
});

const told = (action: Verb) => db.select().from(auditEntries).where(eq(auditEntries.action, action));
const recoveries = () => told("person.recover");
const ask = (by: Viewer) => ({ personId: he.personId, by, at });

test("an equal gives nobody a new way in, and nothing changes", async () => {
	await giveTotp(he);
	for (const act of [resetPassphrase, unbindTotp]) {
		await expect(act(ask(cast.staff.wang))).rejects.toMatchObject({ refusal: "forbidden", key: "accounts.resetFromAbove" });
	}
	const [person] = await db.select().from(people).where(eq(people.id, he.personId));
	expect(person?.totpSecret).not.toBeNull();
	expect(await staffMember(cast.staff.wang, he.personId)).toMatchObject({ isManaged: true, isResettable: false });
});

test("taking the role away first opens no way around", async () => {
	const [grant] = await db.select().from(roleGrants).where(eq(roleGrants.personId, he.personId));
	await revokeRole({ grantId: grant?.id ?? "", by: cast.staff.wang, at });
	await expect(resetPassphrase(ask(cast.staff.wang))).rejects.toMatchObject({ key: "accounts.resetFromAbove" });
});

test("whose invitation ran out before they came gets a new one from an equal", async () => {
	const { id: regionId } = cast.places.qingling;
	const { personId } = await hirePerson({ name: "新来", username: "xin", role: "district_admin", regionId, by: cast.staff.wang, at });
	const { token } = await resetPassphrase({ personId, by: cast.staff.wang, at });
	expect(await openLink(token, at)).toMatchObject({ username: "xin" });
});

test("the machine's operator gives a new way in: app unbound, signed out everywhere, in the trail", async () => {
	await giveTotp(he);
	const session = await write((tx) => openSession(tx, { personId: he.personId, kind: "staff", at }));
	const first = await recoverSignIn({ username: " HE ", at });
	const second = await recoverSignIn({ username: "he", at });
	expect(await sessionHolder(session.sessionId, at)).toBeNull();
	expect([await openLink(first.token, at), await openLink(second.token, at)]).toMatchObject([null, { purpose: "reset", username: "he" }]);
	const [person] = await db.select().from(people).where(eq(people.id, he.personId));
	expect(person).toMatchObject({ totpSecret: null, totpConfirmedAt: null });
	expect(await recoveries()).toMatchObject([{ actorId: null, subject: `person:${he.personId}` }, {}]);
});

test("an account that a death closed is opened by the machine's operator; one that an admin closed afterwards stays so", async () => {
	await givePassphrase(cast.staff.wang);
	await write((tx) => tx.insert(householdMembers).values({ householdId: "household-bao", personId: he.personId, joinedAt: at }));
	await carryOut(memberLeaves, { householdId: "household-bao", personId: he.personId, why: "died", by: cast.staff.wang, at });
	expect(await recoverSignIn({ username: "he", at })).toMatchObject({ isReopened: true });
	const { token, isReopened } = await recoverSignIn({ username: "he", at });
	expect([isReopened, await openLink(token, at)]).toMatchObject([false, { username: "he" }]);
	expect(await told("person.enable")).toMatchObject([{ actorId: null, subject: `person:${he.personId}` }]);
	await disablePerson(ask(cast.staff.wang));
	await expect(recoverSignIn({ username: "he", at })).rejects.toMatchObject({ key: "accounts.isDisabled" });
});

test("who is not on the staff, or whose account is closed, is not recovered", async () => {
	await expect(recoverSignIn({ username: "nobody", at })).rejects.toMatchObject({ refusal: "not_found", key: "commands.noSuchStaff" });
	await givePassphrase(cast.staff.wang);
	await disablePerson(ask(cast.staff.wang));
	await expect(recoverSignIn({ username: "he", at })).rejects.toMatchObject({ refusal: "conflict", key: "accounts.isDisabled" });
	expect(await recoveries()).toEqual([]);
});
