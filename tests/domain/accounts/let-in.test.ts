import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase } from "#domain/accounts/set-passphrase.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { letIn } from "#tests/slips.ts";
import { officeOf } from "#tests/village.ts";

freshDatabase();

const PASSPHRASE = "院墙外头那棵老槐树今年开花";
let yun: Viewer;
let rao: Viewer;
beforeEach(async () => {
	const { places, staff } = await inviteCast();
	({ yun, rao } = await officeOf(places, staff.wang));
});

let guests = 0;
const address = () => `10.3.0.${++guests}`;
const choose = (by: Viewer, at = MORNING) => setPassphrase({ by, current: "", passphrase: PASSPHRASE, address: address(), at });
const byPassphrase = async (at = MORNING) => {
	const { sessionId } = await signInVillager({ doorToken: DOORS.bao, passphrase: PASSPHRASE, address: address(), at });
	return sessionHolder(sessionId, at);
};

test("a session goes back to who printed its slip, and so do the passphrase that is chosen in it and each session by that", async () => {
	const bao = await letIn("bao", yun);
	expect(bao.letInBy).toBe(yun.personId);
	const { sessionId } = await choose(bao);
	expect(await sessionHolder(sessionId, MORNING)).toMatchObject({ letInBy: yun.personId });
	expect(await byPassphrase()).toMatchObject({ letInBy: yun.personId });
});

test("by a slip of another and a passphrase chosen anew it goes back to the other, and nobody is left inside", async () => {
	await choose(await letIn("bao", yun));
	const before = await byPassphrase();
	const at = minutesAfter(MORNING, 60);
	const other = await letIn("bao", rao, at);
	expect((await byPassphrase(at))?.letInBy).toBe(yun.personId);
	await choose(other, at);
	await choose({ ...other, ...(await byPassphrase(at)) }, at);
	expect(await byPassphrase(at)).toMatchObject({ letInBy: rao.personId });
	expect(await sessionHolder(before?.sessionId ?? "", at)).toBeNull();
});

test.each<[string, () => Promise<unknown>]>([
	["a session that goes back to nobody's slip", () => opened(null)],
	["a session that goes back to a slip that it did not use", () => opened(rao.personId)],
	["a session that comes to go back to another", () => write((tx) => tx.update(sessions).set({ letInBy: rao.personId }))],
	["a passphrase that forgot its slip", () => chosen({ passphraseHash: "anew", letInBy: null })],
	["a passphrase that goes back to another's slip", () => chosen({ letInBy: rao.personId })],
])("the database keeps no %s", async (_what, wrong) => {
	await choose(await letIn("bao", yun));
	const before = [await db.select().from(sessions), await db.select().from(people)];
	await expect(wrong()).rejects.toMatchObject({ cause: { message: expect.stringMatching(/go back to|goes back to|let in by/) } });
	expect([await db.select().from(sessions), await db.select().from(people)]).toEqual(before);
});

const opened = (letInBy: string | null) => {
	const at = minutesAfter(MORNING, 5);
	const session = { id: "forged", personId: "person-bao", kind: "villager" as const, startedAt: at, lastSeenAt: at, expiresAt: at };
	return write((tx) => tx.insert(sessions).values({ ...session, letInBy }));
};
const chosen = (wrong: Partial<typeof people.$inferInsert>) =>
	write((tx) => tx.update(people).set(wrong).where(eq(people.id, "person-bao")));
