import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { issueLink } from "#domain/accounts/links.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase, setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { letIn } from "#tests/slips.ts";
import { officeOf } from "#tests/village.ts";

const PASSPHRASE = "院墙外头那棵老槐树今年开花";
const LONGER = "院墙外头那棵老槐树今年四月里开花";
let yun: Viewer;
let rao: Viewer;
freshDatabase(async () => {
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

test("a passphrase that staff chose by a link goes back to who issued it, at the office and at the own door, until another link", async () => {
	const bao = { personId: "person-bao", username: "bao" };
	await write((tx) => tx.update(people).set({ username: bao.username }).where(eq(people.id, bao.personId)));
	const byLink = async (by: Viewer, at: Date) => {
		const { token } = await write((tx) => issueLink(tx, { purpose: "reset", personId: bao.personId, issuedBy: by.personId, at }));
		await setPassphraseByLink({ token, passphrase: LONGER, at });
	};
	const atOffice = async (at: Date) => {
		const { sessionId } = await signInStaff({ username: bao.username, passphrase: LONGER, address: address(), at });
		return (await sessionHolder(sessionId, at)) as Viewer;
	};
	const atDoor = async (at: Date) => {
		const { sessionId } = await signInVillager({ doorToken: DOORS.bao, passphrase: LONGER, address: address(), at });
		return sessionHolder(sessionId, at);
	};
	await byLink(yun, MORNING);
	expect([(await atOffice(MORNING)).letInBy, (await atDoor(MORNING))?.letInBy]).toEqual([yun.personId, yun.personId]);
	const later = minutesAfter(MORNING, 60);
	await setPassphrase({ by: await atOffice(later), current: LONGER, passphrase: LONGER, address: address(), at: later });
	expect((await atDoor(later))?.letInBy).toBe(yun.personId);
	await expect(chosen({ letInBy: null })).rejects.toMatchObject({
		cause: { message: expect.stringContaining("goes back to who issued it") },
	});
	await byLink(rao, minutesAfter(MORNING, 90));
	expect((await atDoor(minutesAfter(MORNING, 91)))?.letInBy).toBe(rao.personId);
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
