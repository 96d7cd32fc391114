import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { beginTotp, confirmTotp, releaseTotp, totpBinding } from "#domain/accounts/bind-totp.ts";
import { signOutElsewhere, signOutEverywhere } from "#domain/accounts/end-sessions.ts";
import { openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { mustProve, setPassphrase } from "#domain/accounts/set-passphrase.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { declaredBy, declareRelative, MOST_RELATIVES } from "#domain/households/declare-relative.ts";
import { codeAt, givePassphrase, PASSPHRASE } from "#tests/accounts.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { freshDatabase } from "#tests/database.ts";

const at = MORNING;
const later = minutesAfter(MORNING, 15);
const NEW = "院里两棵柿子树今年结得真多 really";
let cast: Awaited<ReturnType<typeof inviteCast>>;
let li: Viewer;
let bao: Viewer;
let guests = 0;
const address = () => `10.0.1.${++guests}`;

async function enter(personId: string, kind: Viewer["kind"]): Promise<Viewer> {
	const { sessionId } = await write((tx) => openSession(tx, { personId, kind, at }));
	return (await sessionHolder(sessionId, at)) as Viewer;
}

freshDatabase(async () => {
	cast = await inviteCast();
	await givePassphrase(cast.staff.li);
	li = await enter("person-li", "staff");
	bao = await enter("person-bao", "villager");
});

test("a villager who came by a slip sets a passphrase and stays signed in, with a new session", async () => {
	const session = await setPassphrase({ by: bao, current: "", passphrase: "我家院墙外头有棵老槐树", address: address(), at: later });
	expect(session.sessionId).not.toBe(bao.sessionId);
	expect(await sessionHolder(bao.sessionId, later)).toBeNull();
	expect(await sessionHolder(session.sessionId, later)).toMatchObject({ personId: "person-bao", kind: "villager" });
});

test("changing it takes the old one, unless one signed in just now (by a slip, having forgotten it)", async () => {
	await givePassphrase(cast.homes.bao);
	let bao = await enter("person-bao", "villager");
	expect([await mustProve(bao, at), await mustProve(bao, later)]).toEqual([false, true]);
	const change = (current: string, moment: Date) => setPassphrase({ by: bao, current, passphrase: NEW, address: address(), at: moment });
	await expect(change("not it", later)).rejects.toMatchObject({ refusal: "invalid", key: "accounts.wrongCurrent", field: "current" });
	await expect(change(PASSPHRASE, later)).resolves.toBeDefined();
	bao = await enter("person-bao", "villager");
	await expect(change("", at)).resolves.toBeDefined();
});

test("a slip at one's own door opens no office: it neither replaces the passphrase of staff nor binds their app", async () => {
	const [before] = await db.select().from(people).where(eq(people.id, "person-li"));
	const guest = await enter("person-li", "villager");
	const change = { by: guest, address: address(), at };
	await expect(setPassphrase({ ...change, current: "", passphrase: NEW })).rejects.toMatchObject({ key: "accounts.wrongCurrent" });
	await expect(setPassphrase({ ...change, current: PASSPHRASE, passphrase: "短一点的十二个字口令也" })).rejects.toMatchObject({
		key: "accounts.weak.short",
	});
	for (const step of [beginTotp, confirmTotp, releaseTotp])
		await expect(step({ ...change, code: "000000" })).rejects.toMatchObject({ refusal: "forbidden" });
	expect(await db.select().from(people).where(eq(people.id, "person-li"))).toEqual([before]);
});

test("staff always prove it by the old one; then every other device is out", async () => {
	const phone = await enter("person-li", "staff");
	expect(await mustProve(li, at)).toBe(true);
	const change = { by: li, passphrase: NEW, address: address(), at };
	await expect(setPassphrase({ ...change, current: "" })).rejects.toMatchObject({ field: "current" });
	const session = await setPassphrase({ ...change, current: PASSPHRASE });
	expect([await sessionHolder(phone.sessionId, at), await sessionHolder(li.sessionId, at)]).toEqual([null, null]);
	expect(await sessionHolder(session.sessionId, at)).not.toBeNull();
	expect(await db.select().from(auditEntries)).toMatchObject([{ action: "passphrase.set", actorId: "person-li" }]);
});

test("a villager's passphrase has ten characters at least, staff's fifteen; neither may be common", async () => {
	const set = (viewer: Viewer, passphrase: string) =>
		setPassphrase({ by: viewer, current: PASSPHRASE, passphrase, address: address(), at });
	await expect(set(bao, "老槐树三层楼")).rejects.toMatchObject({ key: "accounts.weak.short", params: { least: 10 } });
	await expect(set(li, "walk up west 1")).rejects.toMatchObject({ key: "accounts.weak.short", params: { least: 15 } });
	await expect(set(li, "walk up west 12")).resolves.toBeDefined();
	await expect(set(bao, "绿水青山就是金山银山")).rejects.toMatchObject({ key: "accounts.weak.common", field: "passphrase" });
	await expect(set(bao, "13800138000")).rejects.toMatchObject({ key: "accounts.weak.digits" });
});

test("guesses at an unattended desk are counted", async () => {
	const guess = () => setPassphrase({ by: li, current: "guess", passphrase: NEW, address: "10.9.9.9", at }).catch((error) => error.refusal);
	const answers = [];
	for (let n = 0; n < 11; n++) answers.push(await guess());
	expect(answers).toEqual([...Array(10).fill("invalid"), "too_many"]);
});

test("an app is bound by its first code; then the roles come into force and other devices are out", async () => {
	const phone = await enter("person-li", "staff");
	expect(await totpBinding(li, "庭院")).toEqual({ boundAt: null, card: null });
	await beginTotp({ by: li, at });
	const { card } = await totpBinding(li, "庭院");
	expect(decodeURIComponent(card?.uri ?? "")).toMatch(/^otpauth:\/\/totp\/庭院:li\?/);
	const secret = card?.secret ?? "";
	await expect(confirmTotp({ by: li, code: "000000", address: address(), at })).rejects.toMatchObject({
		refusal: "invalid",
		field: "code",
	});
	for (let n = 0; n < 2; n++) await confirmTotp({ by: li, code: codeAt(at, secret), address: address(), at });
	expect(await totpBinding(li, "庭院")).toEqual({ boundAt: at, card: null });
	expect(await sessionHolder(phone.sessionId, at)).toBeNull();
	expect((await sessionHolder(li.sessionId, at))?.roles).toHaveLength(1);
});

test("the secret is nowhere in the database in the clear", async () => {
	await beginTotp({ by: li, at });
	const { card } = await totpBinding(li, "庭院");
	const [person] = await db.select().from(people).where(eq(people.id, "person-li"));
	expect(person?.totpSecret).toMatch(/^v1\./);
	expect(JSON.stringify(person)).not.toContain(card?.secret);
});

test("begun twice, the newest secret counts; bound, it is not begun again", async () => {
	await beginTotp({ by: li, at });
	const first = (await totpBinding(li, "庭院")).card?.secret ?? "";
	await beginTotp({ by: li, at });
	const second = (await totpBinding(li, "庭院")).card?.secret ?? "";
	await expect(confirmTotp({ by: li, code: codeAt(at, first), address: address(), at })).rejects.toMatchObject({ field: "code" });
	await confirmTotp({ by: li, code: codeAt(at, second), address: address(), at });
	await expect(beginTotp({ by: li, at })).rejects.toMatchObject({ refusal: "conflict", key: "accounts.totp.alreadyBound" });
});

test("a new phone: a fresh code of the old one releases it, and the session owes a new app", async () => {
	await beginTotp({ by: li, at });
	const secret = (await totpBinding(li, "庭院")).card?.secret ?? "";
	await confirmTotp({ by: li, code: codeAt(at, secret), address: address(), at });
	const release = (code: string, moment: Date) => releaseTotp({ by: li, code, address: address(), at: moment });
	await expect(release(codeAt(at, secret), at)).rejects.toMatchObject({ refusal: "invalid", field: "code" });
	for (let n = 0; n < 2; n++) await release(codeAt(later, secret), later);
	expect(await sessionHolder(li.sessionId, later)).toMatchObject({ owes: "totp" });
});

test("a villager binds no app", async () => {
	for (const act of [beginTotp({ by: bao, at }), confirmTotp({ by: bao, code: "1", address: address(), at })])
		await expect(act).rejects.toMatchObject({ refusal: "forbidden" });
});

test("a code that opened one door does not fit the database twice", async () => {
	await write((tx) =>
		tx.update(people).set({ totpSecret: "v1.x", totpConfirmedAt: at, totpLastStep: 7 }).where(eq(people.id, "person-li")),
	);
	await expect(write((tx) => tx.update(people).set({ totpLastStep: 7 }).where(eq(people.id, "person-li")))).rejects.toThrow();
	await expect(write((tx) => tx.update(people).set({ totpLastStep: null }).where(eq(people.id, "person-li")))).rejects.toThrow();
	await write((tx) => tx.update(people).set({ totpLastStep: 8 }).where(eq(people.id, "person-li")));
});

test("one signs out elsewhere, or everywhere; twice changes nothing", async () => {
	const phone = await enter("person-bao", "villager");
	for (let n = 0; n < 2; n++) await signOutElsewhere(bao);
	expect(await sessionHolder(phone.sessionId, at)).toBeNull();
	expect(await sessionHolder(bao.sessionId, at)).not.toBeNull();
	for (let n = 0; n < 2; n++) await signOutEverywhere(bao, at);
	expect(await sessionHolder(bao.sessionId, at)).toBeNull();
	expect(await sessionHolder(li.sessionId, at)).not.toBeNull();
});

test("a relative's household by its page's code or by what its plate prints, is declared once, however it is typed, and stays declared", async () => {
	for (const courtyard of ["code-chen", " CODE-CHEN ", "chen000000", "CHEN0-00000"]) await declareRelative({ by: li, courtyard, at });
	expect(await declaredBy(li)).toEqual([{ publicCode: "code-chen", villageName: "青石村", declaredAt: at }]);
	expect(await db.select().from(auditEntries)).toMatchObject([{ action: "relative.declare", subject: "household:household-chen" }]);
	await expect(rawClient().execute("DELETE FROM declared_relatives")).rejects.toThrow("declared_relatives is append-only");
	await expect(rawClient().execute("UPDATE declared_relatives SET person_id = 'person-meng'")).rejects.toThrow(
		"declared_relatives is append-only",
	);
});

test("a code that no courtyard has is refused", async () => {
	await expect(declareRelative({ by: li, courtyard: "code-nobody", at })).rejects.toMatchObject({
		refusal: "invalid",
		field: "courtyard",
	});
	expect(await db.select().from(declaredRelatives)).toEqual([]);
});

test("only staff declare relatives, and not more than anybody has; the database counts too", async () => {
	await expect(declareRelative({ by: bao, courtyard: "code-chen", at })).rejects.toMatchObject({ refusal: "forbidden" });
	for (const { householdId } of await crowdOf(MOST_RELATIVES, [cast.places.donggou]))
		await declareRelative({ by: li, courtyard: householdId, at });
	await expect(declareRelative({ by: li, courtyard: "code-chen", at })).rejects.toMatchObject({ key: "accounts.relatives.tooMany" });
	await declareRelative({ by: li, courtyard: "crowd-0", at });
	await expect(
		write((tx) => tx.insert(declaredRelatives).values({ personId: "person-li", householdId: "household-chen", declaredAt: at })),
	).rejects.toMatchObject({ cause: { message: expect.stringContaining("at most sixty a person") } });
	expect(await declaredBy(li)).toHaveLength(MOST_RELATIVES);
});
