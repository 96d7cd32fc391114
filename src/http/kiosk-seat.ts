import { type HouseholdSession, householdOfSession } from "#domain/accounts/household-sessions.ts";
import { Refusal } from "#domain/errors.ts";
import { type Kiosk, stayAtKiosk } from "#domain/kiosk/kiosk.ts";
import type { Seat } from "#domain/kiosk/types.ts";
import { requireHousehold } from "./guards.ts";
import { kioskFrom } from "./kiosk-cookie.ts";
import { type Cookies, sessionFrom } from "./session-cookie.ts";
import { viewerOf } from "./viewer.ts";

type Readable = Pick<Cookies, "get">;

interface Asking {
	origin: string;
	at: Date;
}

interface Acting {
	personId: string;
	householdId: string;
	/** Who printed the slip to which the session goes back. */
	letInBy: string | null;
	/** Null when somebody acts on their own device. */
	kiosk: Kiosk | null;
}

/**
 * Who acts for a household, and where. Only the session decides: a kiosk's cookie beside an ordinary session makes no kiosk, and a kiosk session acts only at
 * an open kiosk.
 */
export async function requireHouseholdHere(cookies: Readable, asking: Asking): Promise<Acting> {
	const session = await householdSessionFrom(cookies, asking);
	const { personId, householdId, letInBy = null } = session ?? requireHousehold(await viewerOf(cookies, asking));
	if (!session?.isAtKiosk) return { personId, householdId, letInBy, kiosk: null };
	const kiosk = await kioskFrom(cookies, asking);
	if (!kiosk) throw new Refusal("conflict", "kiosk.isClosed");
	return { personId, householdId, letInBy, kiosk };
}

/** Keeps and returns the household at this device's open kiosk; null if there is none, whatever else the browser holds. */
export async function keepSeat(
	cookies: Readable,
	{ seat, ...asking }: Asking & { seat: Seat },
): Promise<(Acting & { kiosk: Kiosk }) | null> {
	const session = await householdSessionFrom(cookies, asking);
	const kiosk = session?.isAtKiosk ? await kioskFrom(cookies, asking) : null;
	if (!session || !kiosk) return null;
	await stayAtKiosk(session.sessionId, { seat, at: asking.at });
	return { personId: session.personId, householdId: session.householdId, letInBy: session.letInBy, kiosk };
}

async function householdSessionFrom(cookies: Readable, { origin, at }: Asking): Promise<(HouseholdSession & { sessionId: string }) | null> {
	const sessionId = sessionFrom(cookies, origin);
	const session = sessionId ? await householdOfSession(sessionId, at) : null;
	return sessionId && session ? { ...session, sessionId } : null;
}
