import { randomInt } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households, signInSlips } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { forgive } from "#domain/accounts/attempts.ts";
import { doorAccount } from "#domain/accounts/rules.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { setting } from "#domain/settings/settings.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { hashPassphrase } from "#platform/passphrases.ts";

interface SlipRequest {
	householdId: string;
	/** The member who gets the slip; the head (the longest-standing member) when left out. */
	personId?: string | undefined;
	by: Viewer;
	at: Date;
}

export interface Slip {
	/** Eight digits. The database keeps only their hash. */
	pin: string;
	personId: string;
	personName: string;
	expiresAt: Date;
}

/** An earlier open slip of theirs becomes void. */
export async function issueSlip({ householdId, personId, by, at }: SlipRequest): Promise<Slip> {
	const home = await requireHouseholdInScope(householdId, by);
	const pin = randomInt(100_000_000).toString().padStart(8, "0");
	const pinHash = await hashPassphrase(pin);
	const expiresAt = later(at, (await setting("slipDays")) * DAY_MS);
	const person = await write(async (tx) => {
		const member = await memberFor(tx, { home, personId, at });
		await cancelOpenSlip(tx, member.id, at);
		const [slip] = await tx
			.insert(signInSlips)
			.values({ householdId, personId: member.id, pinHash, issuedBy: by.personId, issuedAt: at, expiresAt })
			.returning({ id: signInSlips.id });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "slip.issue",
			subject: `slip:${slip?.id}`,
			detail: { householdId, personId: member.id },
		});
		return member;
	});
	forgive(doorAccount(home.doorToken));
	return { pin, personId: person.id, personName: person.name, expiresAt };
}

type Home = Awaited<ReturnType<typeof requireHouseholdInScope>>;

async function requireHouseholdInScope(householdId: string, by: Viewer) {
	const [home] = await db
		.select({ id: households.id, headName: households.headName, doorToken: households.doorToken, path: regions.path })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(eq(households.id, householdId), isNull(households.closedAt)));
	if (!home || !mayActIn(by, home.path, ...ADMIN_ROLES)) throw new Refusal("not_found", "common.notFound");
	return home;
}

interface Wanted {
	home: Home;
	personId: string | undefined;
	at: Date;
}

async function memberFor(tx: Tx, { home, personId, at }: Wanted): Promise<{ id: string; name: string }> {
	const members = await membersOf(tx, home.id);
	const member = personId ? members.find(({ id }) => id === personId) : members[0];
	if (!member) return personId ? refuseStranger() : welcomeHead(tx, home, at);
	if (member.isUnder14) throw new Refusal("invalid", "accounts.slips.under14");
	if (member.disabledAt) throw new Refusal("conflict", "accounts.slips.disabled");
	return member;
}

function membersOf(tx: Tx, householdId: string) {
	return tx
		.select({ id: people.id, name: people.name, isUnder14: people.isUnder14, disabledAt: people.disabledAt })
		.from(householdMembers)
		.innerJoin(people, eq(people.id, householdMembers.personId))
		.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)))
		.orderBy(asc(householdMembers.joinedAt), asc(householdMembers.id));
}

function refuseStranger(): never {
	throw new Refusal("not_found", "common.notFound");
}

/** The roster has only the head's name; their person is created with the first slip. */
async function welcomeHead(tx: Tx, { id: householdId, headName: name }: Home, at: Date): Promise<{ id: string; name: string }> {
	const id = newId();
	await tx.insert(people).values({ id, name, createdAt: at });
	await tx.insert(householdMembers).values({ householdId, personId: id, joinedAt: at });
	return { id, name };
}

async function cancelOpenSlip(tx: Tx, personId: string, at: Date): Promise<void> {
	const open = and(eq(signInSlips.personId, personId), isNull(signInSlips.usedAt), isNull(signInSlips.cancelledAt));
	await tx.update(signInSlips).set({ cancelledAt: at }).where(open);
}
