import { randomInt } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { households, signInSlips } from "#db/schema/households.ts";
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
import { cancelSlips, headAmong, membersOf, welcome } from "./membership.ts";

interface SlipRequest {
	householdId: string;
	/** The member who gets the slip; the head when left out. */
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
		await requireNoHelp(tx, { householdId, by });
		await cancelSlips(tx, member.id, at);
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

/** Whoever holds a slip could be the household for whose yes they stand. */
async function requireNoHelp(tx: Tx, { householdId, by }: { householdId: string; by: Viewer }): Promise<void> {
	const [helped] = await tx.all<{
		id: string;
	}>(sql`select s.id from submissions s join pair_helpers a on a.submission_id = s.id
		where s.household_id = ${householdId} and s.stage in ('draft', 'waiting', 'returned') and a.helper_id = ${by.personId} limit 1`);
	if (helped) throw new Refusal("conflict", "accounts.slips.helper");
}

async function memberFor(tx: Tx, { home, personId, at }: Wanted): Promise<{ id: string; name: string }> {
	const members = await membersOf(tx, home.id);
	const found = personId ? members.find((one) => one.personId === personId) : headAmong(members, home.headName);
	const member = found && { ...found, id: found.personId };
	if (!member) return personId ? refuseStranger() : welcomeHead(tx, home, at);
	if (member.isUnder14) throw new Refusal("invalid", "accounts.slips.under14");
	if (member.disabledAt) throw new Refusal("conflict", "accounts.slips.disabled");
	return member;
}

function refuseStranger(): never {
	throw new Refusal("not_found", "common.notFound");
}

/** The roster has only the head's name; their person is created with the first slip. */
async function welcomeHead(tx: Tx, { id: householdId, headName: name }: Home, at: Date): Promise<{ id: string; name: string }> {
	return { id: await welcome(tx, { householdId, name, at }), name };
}
