import argon2 from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import { codeAt, givePassphrase, giveTotp, PASSPHRASE, waiveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

// The real check, counted: same work for known and unknown names is shown by counts, not by a stopwatch.
const checks = vi.spyOn(argon2, "verify");

let guests = 0;
/** Typed by Li at a place that nothing was tried from before. */
function typed(more: Partial<Parameters<typeof signInStaff>[0]> = {}) {
	guests++;
	return { username: "li", passphrase: PASSPHRASE, totp: codeAt(more.at ?? MORNING), address: `10.0.0.${guests}`, at: MORNING, ...more };
}

const WRONG = { refusal: "invalid", key: "accounts.wrongSignIn", field: undefined };

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	await givePassphrase(cast.staff.li);
	await giveTotp(cast.staff.li);
});

test("name, passphrase and code together open a session", async () => {
	const { sessionId, owes, expiresAt } = await signInStaff(typed({ username: " Li " }));
	expect(owes).toBeUndefined();
	expect(expiresAt).toEqual(minutesAfter(MORNING, 12 * 60));
	expect(await sessionHolder(sessionId, MORNING)).toMatchObject({ name: "李敏", roles: [{ role: "moderator" }] });
});

test.each([
	["a wrong passphrase", { passphrase: "not what Li remembers at all" }],
	["an unknown name", { username: "nobody" }],
	["a wrong code", { totp: "000000" }],
	["no code", { totp: "" }],
	["a villager who has no staff name", { username: "鲍春生" }],
	["the hash itself", { passphrase: "$argon2id$v=19$m=19456,t=2,p=1$QWlHabZqx0af6ScrOsqt5A$+W50WgWssBecwXiQHSujeFY0wFAitIfCTlseS59Cyv0" }],
])("%s is refused with the same words, after the same one check", async (_name, wrong) => {
	checks.mockClear();
	await expect(signInStaff(typed(wrong))).rejects.toMatchObject(WRONG);
	expect(checks).toHaveBeenCalledTimes(1);
	expect(await db.select().from(sessions)).toEqual([]);
});

test("somebody without a passphrase, or disabled, is refused as if unknown", async () => {
	checks.mockClear();
	await expect(signInStaff(typed({ username: "meng" }))).rejects.toMatchObject(WRONG);
	await write((tx) => tx.update(people).set({ disabledAt: MORNING }).where(eq(people.id, cast.staff.li.personId)));
	await expect(signInStaff(typed())).rejects.toMatchObject(WRONG);
	expect(checks).toHaveBeenCalledTimes(2);
});

test("one code opens one door", async () => {
	await signInStaff(typed());
	await expect(signInStaff(typed())).rejects.toMatchObject(WRONG);
	await expect(signInStaff(typed({ totp: codeAt(minutesAfter(MORNING, -0.5)) }))).rejects.toMatchObject(WRONG);
	const later = minutesAfter(MORNING, 0.5);
	await expect(signInStaff(typed({ totp: codeAt(later), at: later }))).resolves.toBeDefined();
});

test("of twenty tries at once with one code, one opens a session", async () => {
	const tries = await Promise.allSettled(Array.from({ length: 20 }, () => signInStaff(typed())));
	expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(sessions)).toHaveLength(1);
});

test("a clock may be off by one step, and a code may be typed with a gap or in full width", async () => {
	const code = codeAt(minutesAfter(MORNING, -0.5));
	await signInStaff(typed({ totp: `${code.slice(0, 3)} ${code.slice(3)}` }));
	const wide = [...codeAt(minutesAfter(MORNING, 0.5))].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
	await signInStaff(typed({ totp: wide }));
	await expect(signInStaff(typed({ totp: codeAt(minutesAfter(MORNING, 1)) }))).rejects.toMatchObject(WRONG);
});

test("who has not bound an app signs in without a code and owes it, unless the setting waives it", async () => {
	await givePassphrase(cast.staff.wang);
	const first = await signInStaff(typed({ username: "wang", totp: "" }));
	expect(first.owes).toBe("totp");
	expect(await sessionHolder(first.sessionId, MORNING)).toMatchObject({ owes: "totp", roles: [] });
	await waiveTotp(cast.staff.wang);
	expect((await signInStaff(typed({ username: "wang", totp: "" }))).owes).toBeUndefined();
	expect((await sessionHolder(first.sessionId, MORNING))?.roles).toHaveLength(1);
});

test("who has bound an app needs the code even where the setting waives it", async () => {
	await waiveTotp(cast.staff.wang);
	await expect(signInStaff(typed({ totp: "" }))).rejects.toMatchObject(WRONG);
});
