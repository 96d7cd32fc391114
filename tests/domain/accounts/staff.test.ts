import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { passphraseLinks, people, roleGrants, sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdMembers } from "#db/schema/households.ts";
import { disablePerson, enablePerson, keepPerson } from "#domain/accounts/disable-person.ts";
import { grantRole } from "#domain/accounts/grant-role.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { HAS_LEFT } from "#domain/accounts/left-home.ts";
import { openLink } from "#domain/accounts/links.ts";
import { resetPassphrase, unbindTotp } from "#domain/accounts/reset-sign-in.ts";
import { revokeRole } from "#domain/accounts/revoke-role.ts";
import { openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import { accountsLeftOpen, grantable, staffMember, staffUnder, staffWhoLeft } from "#domain/accounts/staff.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { memberLeaves } from "#domain/households/change-members.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { later } from "#platform/clock.ts";
import { givePassphrase, giveTotp, PASSPHRASE, waiveTotp } from "#tests/accounts.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const at = MORNING;
let cast: Awaited<ReturnType<typeof inviteCast>>;
/** The admin of 青石村. */
let hu: Viewer;
freshDatabase(async () => {
	cast = await inviteCast();
	const { personId } = await hirePerson({
		name: "胡岚",
		username: "hu",
		role: "village_admin",
		regionId: cast.places.qingshi.id,
		by: cast.staff.wang,
		at,
	});
	hu = as({ ...cast.staff.wang, personId }, "village_admin", cast.places.qingshi);
});

const deeds = async () =>
	(await db.select({ action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.seq)).map(({ action }) => action);
const held = async (personId: string) =>
	(await db.select().from(roleGrants).where(eq(roleGrants.personId, personId))).filter((grant) => !grant.revokedAt);

async function livesAtBaos(personId: string): Promise<void> {
	await write((tx) => tx.insert(householdMembers).values({ householdId: "household-bao", personId, joinedAt: at }));
}

const leaves = (personId: string, why: "died" | "left") =>
	carryOut(memberLeaves, { householdId: "household-bao", personId, why, by: cast.staff.wang, at });

test("who left with an account that is still open is named, to those who see it, until it is closed or kept", async () => {
	const { personId } = cast.staff.li;
	await livesAtBaos(personId);
	const told = async () => [
		(await staffUnder(cast.staff.wang)).lines.filter(({ hasLeftHome }) => hasLeftHome).map(({ name }) => name),
		(await staffWhoLeft(cast.staff.wang, "household-bao")).map(({ name }) => name),
		(await accountsLeftOpen(cast.staff.wang)).map(({ name }) => name),
	];
	expect(await told()).toEqual([[], [], []]);
	await leaves(personId, "left");
	expect(await told()).toEqual([["李敏"], ["李敏"], ["李敏"]]);
	expect(await staffWhoLeft(cast.staff.song, "household-bao")).toEqual([]);
	expect(await accountsLeftOpen(cast.staff.song)).toEqual([]);
	await expect(keepPerson({ personId, by: cast.staff.song, at })).rejects.toMatchObject({ refusal: "not_found" });
	await keepPerson({ personId, by: cast.staff.wang, at: later(at, 1) });
	await keepPerson({ personId, by: cast.staff.wang, at: later(at, 2) });
	expect(await told()).toEqual([[], [], []]);
	expect((await deeds()).filter((deed) => deed === "person.keep")).toHaveLength(1);
});

test("a dead person's account acts no more: it is closed at once, the sign-in refused, who appointed them told, and it opens again if they live", async () => {
	const hired = await hirePerson({ name: "程诺", username: "cheng", role: "moderator", regionId: cast.places.qingshi.id, by: hu, at });
	await setPassphraseByLink({ token: hired.token, passphrase: PASSPHRASE, at });
	const { personId } = hired;
	await livesAtBaos(personId);
	const typed = { username: "cheng", passphrase: PASSPHRASE, address: "10.0.0.9", at };
	const { sessionId } = await signInStaff(typed);
	await leaves(personId, "died");
	expect(await sessionHolder(sessionId, at)).toBeNull();
	await expect(signInStaff(typed)).rejects.toMatchObject({ key: "accounts.wrongSignIn" });
	expect((await noticesAtWork(hu)).map(({ kind, params, way }) => [kind, params, way])).toEqual([
		["staff_died", { name: "程诺" }, `/admin/staff/${personId}#account`],
	]);
	expect(await noticesAtWork(cast.staff.wang)).toEqual([]);
	expect((await deeds()).filter((deed) => deed === "person.disable")).toHaveLength(1);
	expect(await accountsLeftOpen(hu)).toEqual([]);
	await enablePerson({ personId, by: hu, at: later(at, 1) });
	await expect(signInStaff(typed)).resolves.toMatchObject({ kind: "staff" });
	expect(await accountsLeftOpen(hu)).toEqual([]);
});

test("a death is told to all who may open the account again but who wrote it down; once it is open, to nobody", async () => {
	const { id: regionId } = cast.places.shilin;
	const hired = await hirePerson({ name: "吕栓柱", username: "lv", role: "town_admin", regionId, by: cast.staff.wang, at });
	const lv = as({ ...cast.staff.wang, personId: hired.personId }, "town_admin", cast.places.shilin);
	const elsewhere = await hirePerson({
		name: "白露",
		username: "bai",
		role: "village_admin",
		regionId: cast.places.baiyang.id,
		by: lv,
		at,
	});
	const bai = as({ ...cast.staff.wang, personId: elsewhere.personId }, "village_admin", cast.places.baiyang);
	await livesAtBaos(cast.staff.li.personId);
	await leaves(cast.staff.li.personId, "died");
	const told = async () =>
		Promise.all([hu, lv, bai, cast.staff.meng, cast.staff.wang].map(async (who) => (await noticesAtWork(who)).map(({ kind }) => kind)));
	expect(await told()).toEqual([["staff_died"], ["staff_died"], [], [], []]);
	await enablePerson({ personId: cast.staff.li.personId, by: lv, at: later(at, 1) });
	expect(await told()).toEqual([[], [], [], [], []]);
});

test("no death closes the only admin of a district who can sign in: nothing is written down until another one came", async () => {
	const { personId } = cast.staff.wang;
	await livesAtBaos(personId);
	const { id: regionId } = cast.places.qingling;
	const he = await hirePerson({ name: "何平", username: "he", role: "district_admin", regionId, by: cast.staff.wang, at });
	const dies = () => carryOut(memberLeaves, { householdId: "household-bao", personId, why: "died", by: hu, at });
	for (const _ of ["once", "again"]) {
		await expect(dies()).rejects.toMatchObject({ refusal: "conflict", key: "households.life.lastAdmin", params: { name: "王立新" } });
	}
	expect(await deeds()).not.toContain("member.leave");
	await setPassphraseByLink({ token: he.token, passphrase: PASSPHRASE, at });
	await dies();
	expect((await deeds()).filter((deed) => deed === "person.disable")).toHaveLength(1);
});

test("the database closes no account of a district's only admin who can sign in", async () => {
	const close = (personId: string) => write((tx) => tx.update(people).set({ disabledAt: at }).where(eq(people.id, personId)));
	const { id: regionId } = cast.places.qingling;
	const he = await hirePerson({ name: "何平", username: "he", role: "district_admin", regionId, by: cast.staff.wang, at });
	const refused = { cause: { message: expect.stringContaining("a district keeps an admin") } };
	await expect(close(cast.staff.wang.personId)).rejects.toMatchObject(refused);
	await setPassphraseByLink({ token: he.token, passphrase: PASSPHRASE, at });
	await close(cast.staff.wang.personId);
	await expect(close(he.personId)).rejects.toMatchObject(refused);
});

test("a hired person chooses their own passphrase by the link, and then signs in", async () => {
	const hired = await hirePerson({ name: " 程  诺 ", username: "Cheng", role: "moderator", regionId: cast.places.qingshi.id, by: hu, at });
	expect(await openLink(hired.token, at)).toMatchObject({ purpose: "invite", name: "程诺", username: "cheng" });
	await setPassphraseByLink({ token: hired.token, passphrase: PASSPHRASE, at });
	const signedIn = await signInStaff({ username: "cheng", passphrase: PASSPHRASE, address: "10.0.0.1", at });
	expect(signedIn.owes).toBe("totp");
	expect(await deeds()).toEqual(["person.hire", "person.hire", "passphrase.set"]);
});

test("a link works once, even at twenty tries at once, for seven days, and only its hash is kept", async () => {
	const { token, expiresAt } = await hirePerson({ name: "程诺", username: "cheng", by: cast.staff.wang, at });
	expect(expiresAt).toEqual(minutesAfter(at, 7 * 24 * 60));
	expect(JSON.stringify(await db.select().from(passphraseLinks))).not.toContain(token);
	const choose = (moment = at) => setPassphraseByLink({ token, passphrase: PASSPHRASE, at: moment });
	await expect(choose(expiresAt)).rejects.toMatchObject({ refusal: "not_found", key: "accounts.deadLink" });
	const tries = await Promise.allSettled(Array.from({ length: 20 }, () => choose()));
	expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
	await expect(choose()).rejects.toMatchObject({ refusal: "not_found" });
	await expect(setPassphraseByLink({ token: "nothing", passphrase: PASSPHRASE, at })).rejects.toMatchObject({ refusal: "not_found" });
	const reopened = write((tx) => tx.update(passphraseLinks).set({ usedAt: null }));
	await expect(reopened).rejects.toMatchObject({ cause: { message: expect.stringContaining("work once") } });
});

test("that no app is bound is told only where the setting asks for one", async () => {
	await givePassphrase(cast.staff.li);
	const states = async () => [
		(await staffUnder(cast.staff.wang)).lines.find(({ username }) => username === "li")?.state,
		(await staffMember(cast.staff.wang, cast.staff.li.personId))?.state,
	];
	expect(await states()).toEqual(["noTotp", "noTotp"]);
	await waiveTotp(cast.staff.wang);
	expect(await states()).toEqual(["ready", "ready"]);
});

test("a weak passphrase is refused, and the link still works", async () => {
	const { token } = await hirePerson({ name: "程诺", username: "cheng", by: cast.staff.wang, at });
	for (const [passphrase, key] of [
		["short", "accounts.weak.short"],
		["password1234567", "accounts.weak.common"],
	] as const)
		await expect(setPassphraseByLink({ token, passphrase, at })).rejects.toMatchObject({ refusal: "invalid", key, field: "passphrase" });
	await expect(setPassphraseByLink({ token, passphrase: PASSPHRASE, at })).resolves.toBeUndefined();
});

test.each([
	["a taken name", { username: "li" }, { refusal: "conflict", field: "username" }],
	["a taken name in capitals", { username: "LI" }, { refusal: "conflict", field: "username" }],
	["a name that cannot be typed", { username: "程诺" }, { refusal: "invalid", field: "username" }],
	["no name", { name: " " }, { refusal: "invalid", field: "name" }],
])("nobody is hired with %s", async (_name, wrong, refusal) => {
	const before = await db.select().from(people);
	await expect(hirePerson({ name: "程诺", username: "cheng", by: cast.staff.wang, at, ...wrong })).rejects.toMatchObject(refusal);
	expect(await db.select().from(people)).toEqual(before);
});

test("a village's admin hires for the village only, and must say for what", async () => {
	const hire = (more: Partial<Parameters<typeof hirePerson>[0]>) => hirePerson({ name: "程诺", username: "cheng", by: hu, at, ...more });
	await expect(hire({})).rejects.toMatchObject({ refusal: "invalid", key: "accounts.roleMissing" });
	await expect(hire({ role: "moderator", regionId: cast.places.baiyang.id })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(hire({ role: "town_admin", regionId: cast.places.qingshi.id })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(hire({ role: "moderator", regionId: "nowhere" })).rejects.toMatchObject({ refusal: "invalid" });
	await expect(hire({ role: "moderator", regionId: cast.places.qingshi.id, by: cast.staff.li })).rejects.toMatchObject({
		refusal: "forbidden",
	});
});

test("a role holds from the next request on, and is held once however often it is given", async () => {
	const session = await write((tx) => openSession(tx, { personId: cast.staff.li.personId, kind: "staff", at }));
	await giveTotp(cast.staff.li);
	for (let n = 0; n < 2; n++)
		await grantRole({ personId: cast.staff.li.personId, role: "publicist", regionId: cast.places.donggou.id, by: hu, at });
	expect((await sessionHolder(session.sessionId, at))?.roles.map(({ role }) => role).sort()).toEqual(["moderator", "publicist"]);
	expect((await deeds()).filter((action) => action === "role.grant")).toHaveLength(1);
});

test("nobody gives a role to themselves, upward, elsewhere, to a villager, or where its level does not fit", async () => {
	const grant = (more: Partial<Parameters<typeof grantRole>[0]>) =>
		grantRole({ personId: cast.staff.li.personId, role: "inspector", regionId: cast.places.qingshi.id, by: hu, at, ...more });
	await expect(grant({ personId: hu.personId })).rejects.toMatchObject({ refusal: "conflict", key: "accounts.notYourself" });
	await expect(grant({ role: "district_admin", regionId: cast.places.qingling.id })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(grant({ role: "town_admin" })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(grant({ regionId: cast.places.shilin.id })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(grant({ personId: "person-chen" })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(grant({ role: "village_admin", regionId: cast.places.shilin.id, by: cast.staff.wang })).rejects.toMatchObject({
		refusal: "invalid",
	});
	await expect(grant({ by: cast.staff.song })).rejects.toMatchObject({ refusal: "forbidden" });
	expect(await held(cast.staff.li.personId)).toHaveLength(1);
});

test("who lost a role a moment ago can no longer use it, whatever their request still believes", async () => {
	const [own] = await held(hu.personId);
	await revokeRole({ grantId: own?.id ?? "", by: cast.staff.wang, at });
	const grant = grantRole({ personId: cast.staff.li.personId, role: "inspector", regionId: cast.places.qingshi.id, by: hu, at });
	await expect(grant).rejects.toMatchObject({ refusal: "forbidden" });
});

test("a role is taken back at once and once; it stays as a row", async () => {
	const [moderator] = await held(cast.staff.li.personId);
	for (let n = 0; n < 2; n++) await revokeRole({ grantId: moderator?.id ?? "", by: hu, at });
	expect(await held(cast.staff.li.personId)).toEqual([]);
	expect(await db.select().from(roleGrants).where(eq(roleGrants.personId, cast.staff.li.personId))).toMatchObject([
		{ revokedBy: hu.personId },
	]);
	expect((await deeds()).filter((action) => action === "role.revoke")).toHaveLength(1);
});

test("nobody takes back their own role, or one that they could not have given", async () => {
	const [own] = await held(cast.staff.wang.personId);
	await expect(revokeRole({ grantId: own?.id ?? "", by: cast.staff.wang, at })).rejects.toMatchObject({ refusal: "conflict" });
	await expect(revokeRole({ grantId: own?.id ?? "", by: hu, at })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(revokeRole({ grantId: "nothing", by: hu, at })).rejects.toMatchObject({ refusal: "not_found" });
});

test("two admins who revoke each other at the same moment leave one admin", async () => {
	const { personId } = await hirePerson({
		name: "贺川",
		username: "he",
		role: "district_admin",
		regionId: cast.places.qingling.id,
		by: cast.staff.wang,
		at,
	});
	const he = { ...cast.staff.wang, personId };
	const [[wangs], [hes]] = [await held(cast.staff.wang.personId), await held(personId)];
	const both = await Promise.allSettled([
		revokeRole({ grantId: hes?.id ?? "", by: cast.staff.wang, at }),
		revokeRole({ grantId: wangs?.id ?? "", by: he, at }),
	]);
	expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

test("a reset link leaves the old passphrase until the new one is chosen, and only the newest link works", async () => {
	const first = await resetPassphrase({ personId: cast.staff.li.personId, by: hu, at });
	const second = await resetPassphrase({ personId: cast.staff.li.personId, by: hu, at });
	const session = await write((tx) => openSession(tx, { personId: cast.staff.li.personId, kind: "staff", at }));
	await expect(setPassphraseByLink({ token: first.token, passphrase: PASSPHRASE, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await sessionHolder(session.sessionId, at)).not.toBeNull();
	await setPassphraseByLink({ token: second.token, passphrase: PASSPHRASE, at });
	expect(await sessionHolder(session.sessionId, at)).toBeNull();
	expect(second.expiresAt).toEqual(minutesAfter(at, 24 * 60));
});

test("closing an account ends its sessions and links at once; opening it again gives back its roles", async () => {
	await giveTotp(cast.staff.li);
	const session = await write((tx) => openSession(tx, { personId: cast.staff.li.personId, kind: "staff", at }));
	const { token } = await resetPassphrase({ personId: cast.staff.li.personId, by: hu, at });
	const change = { personId: cast.staff.li.personId, by: hu, at };
	for (let n = 0; n < 2; n++) await disablePerson(change);
	expect(await sessionHolder(session.sessionId, at)).toBeNull();
	expect(await openLink(token, at)).toBeNull();
	await expect(resetPassphrase(change)).rejects.toMatchObject({ refusal: "conflict", key: "accounts.isDisabled" });
	for (let n = 0; n < 2; n++) await enablePerson(change);
	expect(await held(cast.staff.li.personId)).toHaveLength(1);
	expect((await deeds()).slice(-3)).toEqual(["passphrase.reset", "person.disable", "person.enable"]);
});

test("an admin acts on nobody above them, beside them, or on themselves", async () => {
	for (const act of [resetPassphrase, unbindTotp, disablePerson, enablePerson]) {
		for (const personId of [cast.staff.wang.personId, cast.staff.meng.personId, "person-chen", "nobody"])
			await expect(act({ personId, by: hu, at })).rejects.toMatchObject({ refusal: "not_found" });
		await expect(act({ personId: hu.personId, by: hu, at })).rejects.toMatchObject({ refusal: "conflict", key: "accounts.notYourself" });
	}
});

test("unbinding the app of a lost phone ends the sessions, and the next one owes a new app", async () => {
	await giveTotp(cast.staff.li);
	const session = await write((tx) => openSession(tx, { personId: cast.staff.li.personId, kind: "staff", at }));
	for (let n = 0; n < 2; n++) await unbindTotp({ personId: cast.staff.li.personId, by: hu, at });
	expect(await sessionHolder(session.sessionId, at)).toBeNull();
	const next = await write((tx) => openSession(tx, { personId: cast.staff.li.personId, kind: "staff", at }));
	expect(await sessionHolder(next.sessionId, at)).toMatchObject({ owes: "totp" });
	await unbindTotp({ personId: cast.staff.li.personId, by: hu, at });
	expect(await sessionHolder(next.sessionId, at)).toMatchObject({ owes: "totp" });
	expect((await deeds()).filter((deed) => deed === "totp.reset")).toHaveLength(1);
});

test("an admin sees who works in their scope, and the district's also who has no role yet", async () => {
	await hirePerson({ name: "程诺", username: "cheng", by: cast.staff.wang, at });
	const names = async (viewer: Viewer) => (await staffUnder(viewer)).lines.map(({ username }) => username);
	expect(await names(hu)).toEqual(["hu", "li"]);
	expect(await names(cast.staff.wang)).toEqual(["cheng", "hu", "li", "meng", "song", "wang"]);
	expect(await names(cast.staff.li)).toEqual([]);
	expect(await staffMember(hu, cast.staff.meng.personId)).toBeNull();
	expect(await staffMember(hu, "person-chen")).toBeNull();
	expect(await staffMember(hu, cast.staff.li.personId)).toMatchObject({
		isManaged: true,
		state: "invited",
		roles: [{ role: "moderator", isRevocable: true }],
	});
	expect(await staffMember(hu, hu.personId)).toMatchObject({ isManaged: false, roles: [{ isRevocable: false }] });
	await grantRole({ personId: cast.staff.li.personId, role: "moderator", regionId: cast.places.baiyang.id, by: cast.staff.wang, at });
	expect(await staffMember(hu, cast.staff.li.personId)).toMatchObject({ isManaged: false, roles: [{ regionName: "柿林镇 青石村" }] });
});

test("long lists come by pages", async () => {
	for (let n = 100; n < 160; n++) await hirePerson({ name: "工作人员", username: `x${n}`, by: cast.staff.wang, at });
	const first = await staffUnder(cast.staff.wang);
	const second = await staffUnder(cast.staff.wang, { after: first.next });
	const names = [...first.lines, ...second.lines].map(({ username }) => username);
	expect([first.lines.length, second.next]).toEqual([50, null]);
	expect(names).toEqual([...new Set(names)].sort());
	expect(names.filter((name) => name?.startsWith("x"))).toHaveLength(60);
});

test("staff are found by name, username, and the place they look after, however it is typed", async () => {
	const found = async (search: string, viewer: Viewer = cast.staff.wang) =>
		(await staffUnder(viewer, { search })).lines.map(({ username }) => username);
	expect(await found("李敏")).toEqual(["li"]);
	expect(await found("WANG")).toEqual(["wang"]);
	expect(await found("青石")).toEqual(["hu", "li"]);
	expect(await found("qsc")).toEqual(["hu", "li"]);
	expect(await found("柿林镇", hu)).toEqual([]);
	expect(await found("没有这个人")).toEqual([]);
});

test("forms offer the roles and places that the admin may give, no others", async () => {
	expect(await grantable(hu)).toMatchObject({
		roles: expect.not.arrayContaining(["town_admin", "district_admin"]),
		places: [{ name: "青石村", town: "柿林镇" }],
	});
	expect((await grantable(cast.staff.wang)).places.map(({ name }) => name)).toEqual(["青岭区", "柿林镇", "青石村", "白杨村"]);
	expect(await grantable(cast.staff.li)).toEqual({ roles: [], places: [], steps: [] });
});

test("the database itself refuses a role given to oneself, a changed or deleted grant, and a second grant of what is held", async () => {
	const grant = { personId: "person-li", role: "auditor", regionId: cast.places.qingshi.id, grantedAt: at } as const;
	await expect(write((tx) => tx.insert(roleGrants).values({ ...grant, grantedBy: "person-li" }))).rejects.toThrow();
	await write((tx) => tx.insert(roleGrants).values({ ...grant, id: "one" }));
	await expect(write((tx) => tx.insert(roleGrants).values(grant))).rejects.toThrow();
	await expect(write((tx) => tx.update(roleGrants).set({ role: "moderator" }).where(eq(roleGrants.id, "one")))).rejects.toThrow();
	await expect(write((tx) => tx.delete(roleGrants).where(eq(roleGrants.id, "one")))).rejects.toThrow();
});

test("the database itself ends sessions with the account and the passphrase, opens none for a closed account, and keeps names small", async () => {
	const open = () => write((tx) => openSession(tx, { personId: "person-li", kind: "staff", at }));
	await open();
	await write((tx) => tx.update(people).set({ passphraseHash: "another" }).where(eq(people.id, "person-li")));
	expect(await db.select().from(sessions)).toEqual([]);
	await open();
	await write((tx) => tx.update(people).set({ disabledAt: at }).where(eq(people.id, "person-li")));
	expect(await db.select().from(sessions)).toEqual([]);
	await expect(open()).rejects.toThrow();
	await expect(write((tx) => tx.insert(people).values({ name: "x", username: "Big", createdAt: at }))).rejects.toThrow();
});

test("who left is found without reading all members of a county", async () => {
	const plan = await db.all<{ detail: string }>(sql`explain query plan select id from people where ${HAS_LEFT}`);
	expect(plan.map(({ detail }) => detail).filter((step) => step.startsWith("SCAN m"))).toEqual([]);
	expect(plan.filter(({ detail }) => detail.startsWith("SEARCH m"))).toHaveLength(3);
});
