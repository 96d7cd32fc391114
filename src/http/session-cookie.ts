import type { OpenedSession, SignedIn } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { DAY_MS, later } from "#platform/clock.ts";

interface Attributes {
	path: string;
	httpOnly: boolean;
	sameSite: "lax";
	secure: boolean;
	expires?: Date;
}

export interface Cookies {
	get(name: string): { value: string } | undefined;
	set(name: string, value: string, attributes: Attributes): void;
	delete(name: string, attributes: Attributes): void;
}

const DEVICE_DAYS = 400;

/** With TLS the name itself limits the cookie to this host. Browsers refuse that name without TLS (a trial on one's own machine). */
export function sessionCookie(origin: string): string {
	return isSecure(origin) ? "__Host-session" : "session";
}

/** The session id that this browser sends, of any kind. It is not checked here. */
export function sessionFrom(cookies: Pick<Cookies, "get">, origin: string): string | undefined {
	return cookies.get(sessionCookie(origin))?.value;
}

/** Why a browser is sent to the sign-in, for the page there: a session of it has ended, or it had none. */
export function whyFrom(cookies: Pick<Cookies, "get">, origin: string): "ended" | "first" {
	return sessionFrom(cookies, origin) ? "ended" : "first";
}

/** The mark of earlier sign-ins on this device. It opens nothing and says nothing about the device. */
export function deviceOf(cookies: Pick<Cookies, "get">, origin: string): string | undefined {
	return cookies.get(deviceCookie(origin))?.value;
}

export function keepSession(cookies: Cookies, session: OpenedSession, origin: string): void {
	cookies.set(sessionCookie(origin), session.sessionId, { ...attributesFor(origin), expires: session.expiresAt });
}

/** Like `keepSession`, and the account will know this device next time. */
export function keepSignIn(cookies: Cookies, signedIn: SignedIn, { origin, at }: { origin: string; at: Date }): void {
	keepSession(cookies, signedIn, origin);
	const expires = later(at, DEVICE_DAYS * DAY_MS);
	cookies.set(deviceCookie(origin), signedIn.device, { ...attributesFor(origin), expires });
}

export function dropSession(cookies: Cookies, origin: string): void {
	cookies.delete(sessionCookie(origin), attributesFor(origin));
}

/** Before a slip or a link is spent, a browser must have shown that it keeps cookies: a page with a sign-in gives it one to bring back. */
export function tryCookies(cookies: Cookies, origin: string): void {
	const name = isSecure(origin) ? "__Host-probe" : "probe";
	if (!cookies.get(name)) cookies.set(name, "1", attributesFor(origin));
}

export function requireCookies(request: Request): void {
	if (!request.headers.get("cookie")) throw new Refusal("invalid", "accounts.noCookies");
}

function deviceCookie(origin: string): string {
	return isSecure(origin) ? "__Host-device" : "device";
}

function isSecure(origin: string): boolean {
	return origin.startsWith("https://");
}

/** What every cookie of this site has; only its end differs. */
export function attributesFor(origin: string): Attributes {
	return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(origin) };
}
