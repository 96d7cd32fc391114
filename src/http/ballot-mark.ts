import { DAY_MS, later } from "#platform/clock.ts";
import { randomCode } from "#platform/ids.ts";
import { attributesFor, type Cookies } from "./session-cookie.ts";

const DAYS = 60;

/** A random word that shows whether two ballots came from one browser. It names nobody and is stored only as an HMAC, for one round. */
export function ballotMarkOf(cookies: Pick<Cookies, "get">, origin: string): string | undefined {
	return cookies.get(nameFor(origin))?.value;
}

export function keepBallotMark(cookies: Cookies, { origin, at }: { origin: string; at: Date }): void {
	if (ballotMarkOf(cookies, origin)) return;
	const expires = later(at, DAYS * DAY_MS);
	cookies.set(nameFor(origin), randomCode(26), { ...attributesFor(origin), expires });
}

function nameFor(origin: string): string {
	return origin.startsWith("https://") ? "__Host-ballot-mark" : "ballot-mark";
}
