import argon2 from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdMembers, households, signInSlips } from "#db/schema/households.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { householdByDoorToken } from "#domain/households/door.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { givePassphrase, PASSPHRASE } from "#tests/accounts.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

// The real check, counted: same work for known and unknown doors is shown by counts, not by a stopwatch.
const checks = vi.spyOn(argon2, "verify");

const DAY = 24 * 60;
const WRONG = { refusal: "invalid", key: "accounts.wrongDoor", field: undefined };

let cast: Awaited<ReturnType<typeof inviteCast>>;
let guests = 0;
freshDatabase(async () => {
	cast = await inviteCast();
});

const atDoor = (door: string, pin: string, at = MORNING) => {
	guests++;
	return signInWithSlip({ doorToken: door, pin, address: `10.1.${guests >> 8}.${guests & 255}`, at });
};
const slipFor = (householdId: string, at = MORNING) => issueSlip({ householdId, by: cast.staff.wang, at });

test("a slip opens one session for the head of the household, however the digits are typed", async () => {
	const { pin, expiresAt, personName } = await slipFor("household-bao");
	expect(pin).toMatch(/^\d{8}$/);
	expect([expiresAt, personName]).toEqual([minutesAfter(MORNING, 30 * DAY), "鲍春生"]);
	const { sessionId } = await atDoor("BAO-OOO 0000", `${pin.slice(0, 4)} ${pin.slice(4)}`);
	expect(await sessionHolder(sessionId, MORNING)).toMatchObject({ personId: "person-bao", kind: "villager", householdId: "household-bao" });
	await expect(atDoor(DOORS.bao, pin)).rejects.toMatchObject(WRONG);
});

test("of twenty tries at once with one slip, one opens a session", async () => {
	const { pin } = await slipFor("household-bao");
	const tries = await Promise.allSettled(Array.from({ length: 20 }, () => atDoor(DOORS.bao, pin)));
	expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(sessions)).toHaveLength(1);
});

test("the first slip of a household makes its head a person; the second slip finds them", async () => {
	await write((tx) => tx.delete(householdMembers).where(eq(householdMembers.householdId, "household-du")));
	const first = await slipFor("household-du");
	const second = await slipFor("household-du");
	expect(second.personId).toBe(first.personId);
	expect(await db.select().from(people).where(eq(people.id, first.personId))).toMatchObject([{ name: "杜长河", username: null }]);
	await expect(atDoor(DOORS.du, first.pin)).rejects.toMatchObject(WRONG);
	await expect(atDoor(DOORS.du, second.pin)).resolves.toBeDefined();
});

test("a slip for another member opens their session, beside the head's open slip", async () => {
	await write((tx) => tx.insert(people).values({ id: "person-lan", name: "鲍小兰", createdAt: MORNING }));
	await write((tx) =>
		tx.insert(householdMembers).values({ householdId: "household-bao", personId: "person-lan", joinedAt: minutesAfter(MORNING, 1) }),
	);
	const head = await slipFor("household-bao");
	const lan = await issueSlip({ householdId: "household-bao", personId: "person-lan", by: cast.staff.wang, at: MORNING });
	expect((await sessionHolder((await atDoor(DOORS.bao, lan.pin)).sessionId, MORNING))?.personId).toBe("person-lan");
	expect((await sessionHolder((await atDoor(DOORS.bao, head.pin)).sessionId, MORNING))?.personId).toBe("person-bao");
});

test("no slip for a stranger, a child, or somebody whose account is closed", async () => {
	const ask = (personId: string) => issueSlip({ householdId: "household-bao", personId, by: cast.staff.wang, at: MORNING });
	await expect(ask("person-chen")).rejects.toMatchObject({ refusal: "not_found" });
	await write((tx) => tx.update(people).set({ isUnder14: true }).where(eq(people.id, "person-bao")));
	await expect(ask("person-bao")).rejects.toMatchObject({ refusal: "invalid", key: "accounts.slips.under14" });
	await write((tx) => tx.update(people).set({ isUnder14: false, disabledAt: MORNING }).where(eq(people.id, "person-bao")));
	await expect(ask("person-bao")).rejects.toMatchObject({ refusal: "conflict" });
	expect(await db.select().from(signInSlips)).toEqual([]);
});

test("who does not administer the place makes no slip there, and does not learn whether the household exists", async () => {
	for (const by of [cast.staff.li, cast.staff.song, cast.homes.bao.viewer])
		await expect(issueSlip({ householdId: "household-bao", by, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(slipFor("household-nowhere")).rejects.toMatchObject({ refusal: "not_found" });
});

test("neither the table nor the trail holds the digits", async () => {
	const { pin } = await slipFor("household-bao");
	const [slip] = await db.select().from(signInSlips);
	expect(slip?.pinHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	const trail = await db.select().from(auditEntries);
	expect(trail).toMatchObject([{ action: "slip.issue", subject: `slip:${slip?.id}` }]);
	expect(JSON.stringify([slip, trail])).not.toContain(pin);
});

test("a slip is good until its last day, as the setting says", async () => {
	await changeSetting({ key: "slipDays", value: "7", by: cast.staff.wang, at: MORNING });
	const { pin, expiresAt } = await slipFor("household-bao");
	expect(expiresAt).toEqual(minutesAfter(MORNING, 7 * DAY));
	await expect(atDoor(DOORS.bao, pin, expiresAt)).rejects.toMatchObject(WRONG);
	await expect(atDoor(DOORS.bao, pin, minutesAfter(expiresAt, -1))).resolves.toBeDefined();
});

test("the same words and the same three checks: wrong digits, no slip, a used slip, a wrong door, no door", async () => {
	const { pin } = await slipFor("household-bao");
	await atDoor(DOORS.bao, pin);
	await slipFor("household-fan");
	for (const [door, digits] of [
		[DOORS.fan, "00000000"],
		[DOORS.chen, pin],
		[DOORS.bao, pin],
		["zzzzzzzzzz", pin],
		["", ""],
	] as const) {
		checks.mockClear();
		await expect(atDoor(door, digits)).rejects.toMatchObject(WRONG);
		expect(checks).toHaveBeenCalledTimes(3);
	}
});

test("a closed household and a replaced door code open nothing", async () => {
	const { pin } = await slipFor("household-bao");
	await write((tx) => tx.update(households).set({ doorToken: "bao1111111" }).where(eq(households.id, "household-bao")));
	await expect(atDoor(DOORS.bao, pin)).rejects.toMatchObject(WRONG);
	await write((tx) => tx.update(households).set({ closedAt: MORNING }).where(eq(households.id, "household-bao")));
	await expect(atDoor("bao1111111", pin)).rejects.toMatchObject(WRONG);
	expect(await householdByDoorToken("bao1111111")).toBeNull();
});

test("all plates of a door share its failures, a new slip lifts them all, and a new code puts them all out", async () => {
	await carryOut(mergeHouseholds, { householdId: "household-chen", intoId: "household-bao", by: cast.staff.wang, at: MORNING });
	const guess = (doorToken: string, pin = "00000000") => signInWithSlip({ doorToken, pin, address: "10.9.0.1", at: MORNING });
	for (let n = 0; n < 10; n++) await expect(guess([DOORS.chen, DOORS.bao][n % 2] ?? "")).rejects.toMatchObject(WRONG);
	for (const door of [DOORS.chen, DOORS.bao]) await expect(guess(door)).rejects.toMatchObject({ refusal: "too_many" });
	const { pin } = await slipFor("household-bao");
	await expect(guess(DOORS.chen, pin)).resolves.toBeDefined();
	await rotateDoorToken({ householdId: "household-bao", by: cast.staff.wang, at: MORNING });
	for (const door of [DOORS.chen, DOORS.bao]) expect(await householdByDoorToken(door)).toBeNull();
});

test("the passphrase tells which member of the household it is", async () => {
	await givePassphrase({ personId: "person-bao" });
	const signIn = (doorToken: string, passphrase: string) => signInVillager({ doorToken, passphrase, address: "10.2.0.1", at: MORNING });
	const { sessionId } = await signIn(DOORS.bao, PASSPHRASE);
	expect(await sessionHolder(sessionId, MORNING)).toMatchObject({ personId: "person-bao", kind: "villager", roles: [] });
	for (const [door, passphrase] of [
		[DOORS.bao, "something else"],
		[DOORS.chen, PASSPHRASE],
		["zzzzzzzzzz", PASSPHRASE],
	] as const) {
		checks.mockClear();
		await expect(signIn(door, passphrase)).rejects.toMatchObject(WRONG);
		expect(checks).toHaveBeenCalledTimes(3);
	}
	await write((tx) => tx.update(people).set({ disabledAt: MORNING }).where(eq(people.id, "person-bao")));
	await expect(signIn(DOORS.bao, PASSPHRASE)).rejects.toMatchObject(WRONG);
});

test("a door code is read as people type it", async () => {
	await write((tx) => tx.update(households).set({ doorToken: "k7m0x1q2zd" }).where(eq(households.id, "household-bao")));
	for (const typed of ["k7m0x1q2zd", "K7M0X-1Q2ZD", "k7mOxIq2zd", "ｋ７ｍ０ｘｌｑ２ｚｄ"])
		expect(await householdByDoorToken(typed)).toMatchObject({ householdId: "household-bao", villageName: "青石村" });
});

test("the database keeps one open slip a person, and a slip that was used stays used", async () => {
	const slip = {
		householdId: "household-bao",
		personId: "person-bao",
		pinHash: "x",
		issuedAt: MORNING,
		expiresAt: minutesAfter(MORNING, DAY),
	};
	await write((tx) => tx.insert(signInSlips).values({ ...slip, id: "one" }));
	await expect(write((tx) => tx.insert(signInSlips).values({ ...slip, id: "two" }))).rejects.toThrow();
	await write((tx) => tx.update(signInSlips).set({ usedAt: MORNING }).where(eq(signInSlips.id, "one")));
	await expect(write((tx) => tx.update(signInSlips).set({ usedAt: null }).where(eq(signInSlips.id, "one")))).rejects.toThrow();
});
