import { Refusal } from "#domain/errors.ts";
import { type Kiosk, openKioskOf } from "#domain/kiosk/kiosk.ts";
import { isMarked, mark } from "#platform/secrets.ts";
import { attributesFor, type Cookies } from "./session-cookie.ts";

/** The open kiosk that this device is; its cookie is signed. */
export async function kioskFrom(cookies: Pick<Cookies, "get">, { origin, at }: { origin: string; at: Date }): Promise<Kiosk | null> {
	const [kioskId, given] = cookies.get(nameFor(origin))?.value.split(".") ?? [];
	if (!kioskId || !given || !isMarked("kiosk", kioskId, given)) return null;
	return openKioskOf(kioskId, at);
}

/** Refuses an ordinary villager session (thirty days) on a kiosk, because others use the device afterwards. */
export async function requireNoKiosk(cookies: Pick<Cookies, "get">, asking: { origin: string; at: Date }): Promise<void> {
	if (await kioskFrom(cookies, asking)) throw new Refusal("conflict", "kiosk.notAsAtHome");
}

/** Makes this device a kiosk until the kiosk closes. */
export function keepKiosk(cookies: Cookies, { kioskId, closesAt }: Kiosk, origin: string): void {
	cookies.set(nameFor(origin), `${kioskId}.${mark("kiosk", kioskId)}`, { ...attributesFor(origin), expires: closesAt });
}

export function dropKiosk(cookies: Cookies, origin: string): void {
	cookies.delete(nameFor(origin), attributesFor(origin));
}

function nameFor(origin: string): string {
	return origin.startsWith("https://") ? "__Host-kiosk" : "kiosk";
}
