import { and, eq, gt, isNull } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { kiosks } from "#db/schema/kiosks.ts";
import { regions } from "#db/schema/regions.ts";
import { isPin } from "#domain/accounts/rules.ts";
import { endSession, keepAtKiosk } from "#domain/accounts/sessions.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { OpenedSession, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { householdByDoorToken } from "#domain/households/door.ts";
import { ADMIN_ROLES, isWithin, mayActIn } from "#domain/regions/scope.ts";
import { eveningOf, SEAT_MS } from "./rules.ts";
import type { Seat } from "./types.ts";

/** 自助台: a device of the village at which households without a phone sign in by turns. What they do there is each area's own. */
export interface Kiosk {
	kioskId: string;
	regionName: string;
	regionPath: string;
	closesAt: Date;
}

export async function openKioskOf(kioskId: string, at: Date, reader: Reader = db): Promise<Kiosk | null> {
	const [found] = await reader
		.select({ kioskId: kiosks.id, regionName: nameAmongAll("regions"), regionPath: regions.path, closesAt: kiosks.closesAt })
		.from(kiosks)
		.innerJoin(regions, eq(regions.id, kiosks.regionId))
		.where(and(eq(kiosks.id, kioskId), isNull(kiosks.closedAt), gt(kiosks.closesAt, at), isNull(regions.validTo)));
	return found ?? null;
}

/** The opener's session ends, because villagers use the device next. */
export async function openKiosk({ by, regionId, at }: { by: Viewer; regionId: string; at: Date }): Promise<Kiosk> {
	const kiosk = await write(async (tx) => {
		const [region] = await tx
			.select({ name: nameAmongAll("regions"), path: regions.path })
			.from(regions)
			.where(eq(regions.id, regionId));
		if (!region || !mayActIn(by, region.path, ...ADMIN_ROLES)) throw new Refusal("forbidden", "kiosk.notYours");
		const [kioskId, closesAt] = [newId(), eveningOf(at)];
		await tx.insert(kiosks).values({ id: kioskId, regionId, openedBy: by.personId, openedAt: at, closesAt });
		await record(tx, { at, actorId: by.personId, action: "kiosk.open", subject: `kiosk:${kioskId}`, detail: { regionId } });
		return { kioskId, regionName: region.name, regionPath: region.path, closesAt };
	});
	await endSession(by.sessionId, at);
	return kiosk;
}

export async function closeKiosk({ by, kioskId, at }: { by: Viewer; kioskId: string; at: Date }): Promise<void> {
	await write(async (tx) => {
		const kiosk = await openKioskOf(kioskId, at, tx);
		if (!kiosk) return;
		if (!mayActIn(by, kiosk.regionPath, ...ADMIN_ROLES)) throw new Refusal("forbidden", "kiosk.notYours");
		await tx
			.update(kiosks)
			.set({ closedAt: at })
			.where(and(eq(kiosks.id, kioskId), isNull(kiosks.closedAt)));
		await record(tx, { at, actorId: by.personId, action: "kiosk.close", subject: `kiosk:${kioskId}` });
	});
}

interface KioskEntry {
	kiosk: Kiosk;
	doorToken: string;
	secret: string;
	address: string;
	at: Date;
}

export async function enterKiosk({ kiosk, doorToken, secret, address, at }: KioskEntry): Promise<OpenedSession> {
	await requireFromHere(kiosk, doorToken);
	const from = { doorToken, address, kioskUntil: seatEndOf("busy", at), at };
	const { sessionId, kind } = isPin(secret)
		? await signInWithSlip({ ...from, pin: secret })
		: await signInVillager({ ...from, passphrase: secret });
	// The server ends the session in time; the browser must not drop the cookie while somebody still reads.
	return { sessionId, kind, expiresAt: kiosk.closesAt };
}

export async function stayAtKiosk(sessionId: string, { seat, at }: { seat: Seat; at: Date }): Promise<void> {
	await keepAtKiosk(sessionId, { until: seatEndOf(seat, at), at });
}

function seatEndOf(seat: Seat, at: Date): Date {
	return new Date(at.getTime() + SEAT_MS[seat]);
}

// Checked before the slip is spent, because a slip opens only one session. Anybody may know the village of a door code.
async function requireFromHere({ regionPath }: Kiosk, doorToken: string): Promise<void> {
	const door = await householdByDoorToken(doorToken);
	if (!door) return;
	const [village] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, door.villageId));
	if (!village || !isWithin(village.path, regionPath)) throw new Refusal("forbidden", "kiosk.otherPlace", { field: "doorToken" });
}
