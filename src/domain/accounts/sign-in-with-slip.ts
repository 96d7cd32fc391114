import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers, households, signInSlips } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { log } from "#platform/log.ts";
import { whichPassphrase } from "#platform/passphrases.ts";
import { attempt, deviceMark } from "./attempts.ts";
import { accountBehind, behindDoor } from "./door.ts";
import { CHECKS_AT_A_DOOR, digitsOf } from "./rules.ts";
import { openSession } from "./sessions.ts";
import type { OpenedSession, SignedIn } from "./types.ts";

interface SlipSignIn {
	doorToken: string;
	pin: string;
	address: string;
	device?: string | undefined;
	kioskUntil?: Date | undefined;
	at: Date;
}

/** A villager's first sign-in. A slip opens one session. */
export async function signInWithSlip({ doorToken, pin, address, device, kioskUntil, at }: SlipSignIn): Promise<SignedIn> {
	const account = await accountBehind(doorToken);
	return attempt({ account, address, device }, async () => {
		const slips = await openSlips(doorToken, at);
		const hashes = slips.map((slip) => slip.pinHash);
		const slip = slips[await whichPassphrase(digitsOf(pin), hashes, { atLeast: CHECKS_AT_A_DOOR })];
		if (!slip) throw new Refusal("invalid", "accounts.wrongDoor");
		const session = await spend(slip, { kioskUntil, at });
		log.info({ personId: slip.personId, address }, "villager signed in with a slip");
		return { ...session, device: deviceMark(account, device) };
	});
}

interface OpenSlip {
	id: string;
	personId: string;
	pinHash: string;
	issuedBy: string | null;
}

function openSlips(doorToken: string, at: Date): Promise<OpenSlip[]> {
	return db
		.select({ id: signInSlips.id, personId: signInSlips.personId, pinHash: signInSlips.pinHash, issuedBy: signInSlips.issuedBy })
		.from(households)
		.innerJoin(householdMembers, and(eq(householdMembers.householdId, households.id), isNull(householdMembers.leftAt)))
		.innerJoin(people, and(eq(people.id, householdMembers.personId), isNull(people.disabledAt)))
		.innerJoin(signInSlips, and(eq(signInSlips.personId, people.id), eq(signInSlips.householdId, households.id)))
		.where(
			and(
				eq(households.id, behindDoor(doorToken)),
				isNull(households.closedAt),
				isNull(signInSlips.usedAt),
				isNull(signInSlips.cancelledAt),
				gt(signInSlips.expiresAt, at),
			),
		)
		.orderBy(desc(signInSlips.issuedAt));
}

/** If one slip is tried many times at once, only the first use succeeds. */
async function spend(
	{ id, personId, issuedBy }: OpenSlip,
	{ kioskUntil, at }: Pick<SlipSignIn, "kioskUntil" | "at">,
): Promise<OpenedSession> {
	return write(async (tx) => {
		const unspent = and(eq(signInSlips.id, id), isNull(signInSlips.usedAt), isNull(signInSlips.cancelledAt));
		const { rowsAffected } = await tx.update(signInSlips).set({ usedAt: at }).where(unspent);
		if (rowsAffected !== 1) throw new Refusal("invalid", "accounts.wrongDoor");
		return openSession(tx, { personId, kind: "villager", kioskUntil, letInBy: issuedBy, at });
	});
}
