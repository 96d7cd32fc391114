import { later, MINUTE_MS } from "#platform/clock.ts";
import type { Cookies } from "./session-cookie.ts";

const MINUTES = 5;

/** What must be shown once after a form was done and belongs in no address: a link just made, a PIN just drawn. */
export interface Handover {
	/** Whom it is for. */
	personId: string;
	secret: string;
}

/** Hands a secret to the next page of this browser. */
export function keepHandover(cookies: Cookies, handover: Handover, { origin, at }: { origin: string; at: Date }): void {
	const expires = later(at, MINUTES * MINUTE_MS);
	cookies.set(nameFor(origin), `${handover.personId}.${handover.secret}`, { ...attributes(origin), expires });
}

/** Takes it, once: reloading the page shows it no more. */
export function takeHandover(cookies: Cookies, origin: string): Handover | null {
	const [personId, secret] = cookies.get(nameFor(origin))?.value.split(".") ?? [];
	if (!personId || !secret) return null;
	cookies.delete(nameFor(origin), attributes(origin));
	return { personId, secret };
}

function nameFor(origin: string): string {
	return origin.startsWith("https://") ? "__Host-handover" : "handover";
}

function attributes(origin: string) {
	return { path: "/", httpOnly: true, sameSite: "lax" as const, secure: origin.startsWith("https://") };
}
