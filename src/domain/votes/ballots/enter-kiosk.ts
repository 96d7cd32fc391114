import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { isPin } from "#domain/accounts/rules.ts";
import { keepAtKiosk } from "#domain/accounts/sessions.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { OpenedSession } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { householdByDoorToken } from "#domain/households/door.ts";
import { isWithin } from "#domain/regions/scope.ts";
import { SEAT_MS, type Seat } from "../rules.ts";
import type { Kiosk } from "./kiosk.ts";

interface KioskEntry {
	kiosk: Kiosk;
	doorToken: string;
	/** The PIN of a slip, or the passphrase. */
	secret: string;
	address: string;
	at: Date;
}

/** A household sits down at the kiosk: it proves who it is as at home, for a session that votes and does nothing else, for ten quiet minutes. */
export async function enterKiosk({ kiosk, doorToken, secret, address, at }: KioskEntry): Promise<OpenedSession> {
	await requireFromHere(kiosk, doorToken);
	const from = { doorToken, address, kioskUntil: seatEndOf("ballot", at), at };
	const { sessionId, kind } = isPin(secret)
		? await signInWithSlip({ ...from, pin: secret })
		: await signInVillager({ ...from, passphrase: secret });
	// Who stays is kept on the server, which ends the session; the browser must not drop it while somebody is still reading.
	return { sessionId, kind, expiresAt: kiosk.closesAt };
}

/** Somebody is still there: as many more minutes as what they have before them takes. A session that has ended stays ended. */
export async function stayAtKiosk(sessionId: string, { seat, at }: { seat: Seat; at: Date }): Promise<void> {
	await keepAtKiosk(sessionId, { until: seatEndOf(seat, at), at });
}

function seatEndOf(seat: Seat, at: Date): Date {
	return new Date(at.getTime() + SEAT_MS[seat]);
}

// Before the slip is spent: a slip opens one session only. What a door code says of its village everybody may know.
async function requireFromHere({ regionPath }: Kiosk, doorToken: string): Promise<void> {
	const door = await householdByDoorToken(doorToken);
	if (!door) return;
	const [village] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, door.villageId));
	if (!village || !isWithin(village.path, regionPath)) throw new Refusal("forbidden", "kiosk.otherPlace", { field: "doorToken" });
}
