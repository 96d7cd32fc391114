import { later, MINUTE_MS } from "#platform/clock.ts";
import { attributesFor, type Cookies } from "./session-cookie.ts";

const MINUTES = 5;

/** A secret that the next page shows once and that may stand in no address: a new link, a new PIN. */
export interface Handover {
	personId: string;
	secret: string;
}

/** Hands a secret to the next page of this browser. */
export function keepHandover(cookies: Cookies, handover: Handover, { origin, at }: { origin: string; at: Date }): void {
	const expires = later(at, MINUTES * MINUTE_MS);
	cookies.set(nameFor(origin), `${handover.personId}.${handover.secret}`, { ...attributesFor(origin), expires });
}

/** Returns the secret and deletes it, so that reloading the page no longer shows it. */
export function takeHandover(cookies: Cookies, origin: string): Handover | null {
	const [personId, secret] = cookies.get(nameFor(origin))?.value.split(".") ?? [];
	if (!personId || !secret) return null;
	cookies.delete(nameFor(origin), attributesFor(origin));
	return { personId, secret };
}

function nameFor(origin: string): string {
	return origin.startsWith("https://") ? "__Host-handover" : "handover";
}
