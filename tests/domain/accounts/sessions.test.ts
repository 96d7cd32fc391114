import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants, sessions } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { endOtherSessions, endSession, endSessionsOf, openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { sweepSessions } from "#domain/accounts/sweep-sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const DAY = 24 * 60;

function open(personId: string, kind: Viewer["kind"] = "staff", at = MORNING) {
	return write((tx) => openSession(tx, { personId, kind, at }));
}

async function seated() {
	const cast = await inviteCast();
	await giveTotp(cast.staff.meng);
	return { cast, meng: await open(cast.staff.meng.personId) };
}

test("the holder of a session is known with household and roles, each with the path of its region", async () => {
	const { cast, meng } = await seated();
	const { roles, ...holder } = (await sessionHolder(meng.sessionId, MORNING)) as Viewer;
	expect(holder).toEqual({ personId: cast.staff.meng.personId, name: "孟和", kind: "staff", sessionId: meng.sessionId, householdId: null });
	expect(roles).toEqual([{ role: "moderator", regionId: cast.places.shilin.id, regionName: "柿林镇", path: cast.places.shilin.path }]);
	const bao = await open("person-bao", "villager");
	expect(await sessionHolder(bao.sessionId, MORNING)).toMatchObject({ householdId: "household-bao", kind: "villager" });
});

test("a stolen row of the table opens no session", async () => {
	const { meng } = await seated();
	const [row] = await db.select().from(sessions);
	expect(row?.id).toMatch(/^[0-9a-f]{64}$/);
	expect(JSON.stringify(row)).not.toContain(meng.sessionId);
	expect(await sessionHolder(row?.id ?? "", MORNING)).toBeNull();
});

test("each sign-in gets an id of its own", async () => {
	const { cast, meng } = await seated();
	expect((await open(cast.staff.meng.personId)).sessionId).not.toBe(meng.sessionId);
});

test("a door code never opens an office: a villager's session holds no role", async () => {
	await inviteCast();
	const bao = await open("person-bao", "villager");
	expect((await sessionHolder(bao.sessionId, MORNING))?.roles).toEqual([]);
});

test("staff without a bound app hold nothing until they bind one, unless the setting waives it", async () => {
	const { staff } = await inviteCast();
	const li = await open(staff.li.personId);
	expect(await sessionHolder(li.sessionId, MORNING)).toMatchObject({ owes: "totp", roles: [], householdId: null });
	await giveTotp(staff.li);
	expect(await sessionHolder(li.sessionId, MORNING)).toMatchObject({ roles: [{ role: "moderator" }] });
});

test("a villager's session lasts 30 days, however often it is used, and notes no visit", async () => {
	await inviteCast();
	const { sessionId } = await open("person-chen", "villager");
	expect(await sessionHolder(sessionId, minutesAfter(MORNING, 20 * DAY))).not.toBeNull();
	expect(await sessionHolder(sessionId, minutesAfter(MORNING, 30 * DAY - 1))).not.toBeNull();
	expect((await db.select().from(sessions))[0]?.lastSeenAt).toEqual(MORNING);
	expect(await sessionHolder(sessionId, minutesAfter(MORNING, 30 * DAY))).toBeNull();
});

test("a session of staff ends after half an hour without a request", async () => {
	const { meng } = await seated();
	expect(await sessionHolder(meng.sessionId, minutesAfter(MORNING, 29))).not.toBeNull();
	expect(await sessionHolder(meng.sessionId, minutesAfter(MORNING, 58))).not.toBeNull();
	expect(await sessionHolder(meng.sessionId, minutesAfter(MORNING, 88))).toBeNull();
});

test("a session of staff ends after twelve hours of work", async () => {
	const { meng } = await seated();
	for (let minute = 20; minute < 12 * 60; minute += 20)
		expect(await sessionHolder(meng.sessionId, minutesAfter(MORNING, minute))).not.toBeNull();
	expect(await sessionHolder(meng.sessionId, minutesAfter(MORNING, 12 * 60))).toBeNull();
});

test("that staff are still there is noted at most once a minute", async () => {
	const { meng } = await seated();
	const seen = async () => (await db.select().from(sessions))[0]?.lastSeenAt;
	await sessionHolder(meng.sessionId, minutesAfter(MORNING, 0.9));
	expect(await seen()).toEqual(MORNING);
	await sessionHolder(meng.sessionId, minutesAfter(MORNING, 1));
	expect(await seen()).toEqual(minutesAfter(MORNING, 1));
});

test("signing out ends the session on the server, and twice changes nothing", async () => {
	const { cast, meng } = await seated();
	const other = await open(cast.staff.meng.personId);
	await endSession(meng.sessionId, MORNING);
	await endSession(meng.sessionId, MORNING);
	expect(await sessionHolder(meng.sessionId, MORNING)).toBeNull();
	expect(await sessionHolder(other.sessionId, MORNING)).not.toBeNull();
});

test("all sessions of a person end at once, or all but this one; nobody else's", async () => {
	const { cast, meng } = await seated();
	const other = await open(cast.staff.meng.personId);
	const bao = await open("person-bao", "villager");
	await write((tx) => endOtherSessions(tx, { ...cast.staff.meng, sessionId: meng.sessionId }));
	expect(await sessionHolder(other.sessionId, MORNING)).toBeNull();
	expect(await sessionHolder(meng.sessionId, MORNING)).not.toBeNull();
	await write((tx) => endSessionsOf(tx, cast.staff.meng.personId, MORNING));
	expect(await sessionHolder(meng.sessionId, MORNING)).toBeNull();
	expect(await sessionHolder(bao.sessionId, MORNING)).not.toBeNull();
});

test("a disabled person is out at the next request", async () => {
	const { cast, meng } = await seated();
	await write((tx) => tx.update(people).set({ disabledAt: MORNING }).where(eq(people.id, cast.staff.meng.personId)));
	expect(await sessionHolder(meng.sessionId, MORNING)).toBeNull();
});

test("a role that was revoked, or whose region was closed, is gone at the next request", async () => {
	const { cast, meng } = await seated();
	const { shilin } = cast.places;
	await write(async (tx) => {
		await tx.update(households).set({ closedAt: MORNING });
		for (const level of ["hamlet", "village"] as const) await tx.update(regions).set({ validTo: MORNING }).where(eq(regions.level, level));
		await tx
			.update(regions)
			.set({ validTo: minutesAfter(MORNING, 5) })
			.where(eq(regions.id, shilin.id));
	});
	expect((await sessionHolder(meng.sessionId, MORNING))?.roles).toHaveLength(1);
	expect((await sessionHolder(meng.sessionId, minutesAfter(MORNING, 5)))?.roles).toEqual([]);
	await write((tx) => tx.update(roleGrants).set({ revokedAt: MORNING }).where(eq(roleGrants.personId, cast.staff.meng.personId)));
	expect((await sessionHolder(meng.sessionId, MORNING))?.roles).toEqual([]);
});

test("by a clock that is wrong no session is deleted, only refused; put right, it opens again", async () => {
	await inviteCast();
	const { sessionId } = await open("person-chen", "villager");
	await open("person-du", "villager", minutesAfter(MORNING, 400 * DAY));
	expect(await sessionHolder(sessionId, minutesAfter(MORNING, 400 * DAY))).toBeNull();
	expect(await sessionHolder(sessionId, MORNING)).toMatchObject({ personId: "person-chen" });
});

test("what has ended is swept by what a proven clock found over, and a second sweep finds nothing", async () => {
	await inviteCast();
	await open("person-chen", "villager");
	await open("person-du", "villager", minutesAfter(MORNING, DAY));
	const after = (days: number) => sweepAt(minutesAfter(MORNING, days * DAY));
	expect(await sweepSessions({ ...after(400), dueBy: after(29).dueBy })).toBe(0);
	expect(await sweepSessions(after(30))).toBe(1);
	expect(await sweepSessions(after(30))).toBe(0);
	expect(await db.select({ personId: sessions.personId }).from(sessions)).toEqual([{ personId: "person-du" }]);
});

test("a made-up session opens nothing", async () => {
	await seated();
	for (const made of ["", "x", "a".repeat(5000), "' or 1=1 --"]) expect(await sessionHolder(made, MORNING)).toBeNull();
});
