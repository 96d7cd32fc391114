import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { isPin } from "#domain/accounts/rules.ts";
import { letSessionEnd } from "#domain/accounts/sessions.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { OpenedSession } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { householdByDoorToken } from "#domain/households/door.ts";
import { KIOSK_IDLE_MS } from "../rules.ts";
import type { Kiosk } from "./kiosk.ts";

interface KioskEntry {
	kiosk: Kiosk;
	doorToken: string;
	/** The PIN of a slip, or the passphrase. */
	secret: string;
	address: string;
	at: Date;
}

/** A household sits down at the kiosk: signed in as at home, but for two idle minutes only. */
export async function enterKiosk({ kiosk, doorToken, secret, address, at }: KioskEntry): Promise<OpenedSession> {
	await requireFromHere(kiosk, doorToken);
	const session = isPin(secret)
		? await signInWithSlip({ doorToken, pin: secret, address, at })
		: await signInVillager({ doorToken, passphrase: secret, address, at });
	const endsAt = new Date(at.getTime() + KIOSK_IDLE_MS);
	await letSessionEnd(session.sessionId, { endsAt, at });
	return { sessionId: session.sessionId, kind: session.kind, expiresAt: endsAt };
}

/** Somebody is still there: two more minutes. A session that has ended stays ended. */
export async function stayAtKiosk(sessionId: string, at: Date): Promise<void> {
	await letSessionEnd(sessionId, { endsAt: new Date(at.getTime() + KIOSK_IDLE_MS), at });
}

// Before the slip is spent: a slip opens one session only. What a door code says of its village everybody may know.
async function requireFromHere({ regionPath }: Kiosk, doorToken: string): Promise<void> {
	const door = await householdByDoorToken(doorToken);
	if (!door) return;
	const [village] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, door.villageId));
	if (!village?.path.startsWith(regionPath)) throw new Refusal("forbidden", "kiosk.otherPlace", { field: "doorToken" });
}
