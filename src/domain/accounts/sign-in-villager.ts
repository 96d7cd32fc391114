import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { log } from "#platform/log.ts";
import { whichPassphrase } from "#platform/passphrases.ts";
import { attempt, deviceMark } from "./attempts.ts";
import { accountBehind, behindDoor } from "./door.ts";
import { CHECKS_AT_A_DOOR } from "./rules.ts";
import { openSession } from "./sessions.ts";
import type { OpenedSession, SignedIn } from "./types.ts";

interface DoorSignIn {
	doorToken: string;
	passphrase: string;
	address: string;
	device?: string | undefined;
	kioskUntil?: Date | undefined;
	at: Date;
}

interface Member {
	personId: string;
	passphraseHash: string;
}

/** The passphrase tells which member of the household it is. */
export async function signInVillager({ doorToken, passphrase, address, device, kioskUntil, at }: DoorSignIn): Promise<SignedIn> {
	const account = await accountBehind(doorToken);
	return attempt({ account, address, device }, async () => {
		const members = await membersWithPassphrase(doorToken);
		const hashes = members.map((member) => member.passphraseHash);
		const member = members[await whichPassphrase(passphrase, hashes, { atLeast: CHECKS_AT_A_DOOR })];
		if (!member) throw new Refusal("invalid", "accounts.wrongDoor");
		const session = await enter(member, { kioskUntil, at });
		log.info({ personId: member.personId, address }, "villager signed in");
		return { ...session, device: deviceMark(account, device) };
	});
}

async function membersWithPassphrase(doorToken: string): Promise<Member[]> {
	const rows = await db
		.select({ personId: people.id, passphraseHash: people.passphraseHash })
		.from(households)
		.innerJoin(householdMembers, and(eq(householdMembers.householdId, households.id), isNull(householdMembers.leftAt)))
		.innerJoin(people, and(eq(people.id, householdMembers.personId), isNull(people.disabledAt), isNotNull(people.passphraseHash)))
		.where(and(eq(households.id, behindDoor(doorToken)), isNull(households.closedAt)));
	return rows.flatMap(({ personId, passphraseHash }) => (passphraseHash ? [{ personId, passphraseHash }] : []));
}

// Checked again inside the write: meanwhile the passphrase may have changed or the person been disabled.
async function enter({ personId, passphraseHash }: Member, moments: Pick<DoorSignIn, "kioskUntil" | "at">): Promise<OpenedSession> {
	return write(async (tx) => {
		const stillSo = and(eq(people.id, personId), eq(people.passphraseHash, passphraseHash), isNull(people.disabledAt));
		const [still] = await tx.select({ id: people.id }).from(people).where(stillSo);
		if (!still) throw new Refusal("invalid", "accounts.wrongDoor");
		return openSession(tx, { personId, kind: "villager", ...moments });
	});
}
