import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { signInSlips } from "#db/schema/households.ts";
import { householdOfSession } from "#domain/accounts/household-sessions.ts";
import { openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { closeKiosk, enterKiosk, openKiosk, openKioskOf, stayAtKiosk } from "#domain/kiosk/kiosk.ts";
import { eveningOf } from "#domain/kiosk/rules.ts";
import { givePassphrase, PASSPHRASE } from "#tests/accounts.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});
const opened = () => openKiosk({ by: cast.staff.wang, regionId: cast.places.qingshi.id, at: MORNING });

test("an admin opens a kiosk until the evening; nobody else does, nor elsewhere", async () => {
	const kiosk = await opened();
	expect(await openKioskOf(kiosk.kioskId, minutesAfter(MORNING, 60))).toMatchObject({ regionName: "青石村" });
	expect(await openKioskOf(kiosk.kioskId, new Date("2026-11-02T21:00:00+08:00"))).toBeNull();
	const byModerator = openKiosk({ by: cast.staff.li, regionId: cast.places.qingshi.id, at: MORNING });
	await expect(byModerator).rejects.toMatchObject({ key: "kiosk.notYours" });
	await expect(openKiosk({ by: cast.staff.wang, regionId: "nowhere", at: MORNING })).rejects.toMatchObject({ key: "kiosk.notYours" });
});

test("a kiosk is closed by an admin, and closing it twice is closing it once", async () => {
	const { kioskId } = await opened();
	const close = (viewer = cast.staff.wang) => closeKiosk({ by: viewer, kioskId, at: MORNING });
	await expect(close(cast.staff.li)).rejects.toMatchObject({ key: "kiosk.notYours" });
	await close();
	await close();
	expect(await openKioskOf(kioskId, MORNING)).toBeNull();
});

const seated = async () => {
	const kiosk = await opened();
	await givePassphrase(cast.homes.bao);
	return enterKiosk({ kiosk, doorToken: DOORS.bao, secret: PASSPHRASE, address: "198.51.100.7", at: MORNING });
};

test.each([
	["at something is kept for ten minutes", "busy", 10],
	["over an answer is kept for two", "done", 2],
] as const)("who sits at a kiosk %s after their last sign", async (_what, seat, minutes) => {
	const { sessionId } = await seated();
	const isIn = async (after: number) => (await householdOfSession(sessionId, minutesAfter(MORNING, after))) !== null;
	expect([await isIn(9.9), await isIn(10)]).toEqual([true, false]);
	await stayAtKiosk(sessionId, { seat, at: minutesAfter(MORNING, 9) });
	expect([await isIn(9 + minutes - 0.1), await isIn(9 + minutes)]).toEqual([true, false]);
});

const slip = async () => {
	const { householdId, personId } = cast.homes.bao;
	return (await issueSlip({ householdId, personId, by: cast.staff.wang, at: MORNING })).pin;
};
const passphrase = async () => {
	await givePassphrase(cast.homes.bao);
	return PASSPHRASE;
};
test.each([
	["a slip", slip],
	["a passphrase", passphrase],
])("a session opened at the kiosk with %s is a kiosk's of ten minutes from its first moment", async (_what, give) => {
	const kiosk = await opened();
	const secret = await give();
	await write(async (tx) => {
		await tx.run("create table seen (expires_at, is_at_kiosk)");
		for (const deed of ["insert", "update"])
			await tx.run(
				`create trigger seen_${deed} after ${deed} on sessions begin insert into seen values (NEW.expires_at, NEW.is_at_kiosk); end`,
			);
	});
	const { sessionId, expiresAt } = await enterKiosk({ kiosk, doorToken: DOORS.bao, secret, address: "198.51.100.7", at: MORNING });
	expect(await db.all("select * from seen")).toEqual([{ expires_at: minutesAfter(MORNING, 10).getTime(), is_at_kiosk: 1 }]);
	expect(await sessionHolder(sessionId, MORNING)).toBeNull();
	// The browser holds it as long as the kiosk is open: who reads for long must not lose a session that the server keeps.
	expect(expiresAt).toEqual(kiosk.closesAt);
});

test("who stays at a kiosk prolongs no session but a kiosk's", async () => {
	const { personId, viewer } = cast.homes.bao;
	const { sessionId } = await write((tx) => openSession(tx, { personId, kind: "villager", at: MORNING }));
	await stayAtKiosk(sessionId, { seat: "done", at: MORNING });
	expect(await sessionHolder(sessionId, minutesAfter(MORNING, 60))).toMatchObject({ householdId: viewer.householdId });
});

test("a session that has ended at the kiosk is not woken again", async () => {
	const { sessionId } = await seated();
	const at = minutesAfter(MORNING, 11);
	await stayAtKiosk(sessionId, { seat: "busy", at });
	expect(await householdOfSession(sessionId, at)).toBeNull();
});

test("who comes to the kiosk of another place is turned away before their slip is spent", async () => {
	const kiosk = await opened();
	const { householdId, personId } = cast.homes.fan;
	const { pin } = await issueSlip({ householdId, personId, by: cast.staff.wang, at: MORNING });
	const entry = enterKiosk({ kiosk, doorToken: DOORS.fan, secret: pin, address: "198.51.100.7", at: MORNING });
	await expect(entry).rejects.toMatchObject({ key: "kiosk.otherPlace" });
	expect(await db.select().from(signInSlips).where(eq(signInSlips.householdId, householdId))).toMatchObject([{ usedAt: null }]);
});

test.each([
	["in the morning", "2026-11-02T09:00:00+08:00", "2026-11-02T21:00:00+08:00"],
	["less than an hour before nine", "2026-11-02T20:30:00+08:00", "2026-11-03T00:00:00+08:00"],
	["late", "2026-11-02T22:00:00+08:00", "2026-11-03T00:00:00+08:00"],
])("opened %s, it closes the same day", (_when, at, closes) => {
	expect(eveningOf(new Date(at))).toEqual(new Date(closes));
});
