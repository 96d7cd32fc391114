import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { householdOfSession } from "#domain/accounts/household-sessions.ts";
import { endSession, openSession, sessionHolder } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});
const opened = async ({ personId, kind }: Viewer, kioskUntil?: Date) =>
	(await write((tx) => openSession(tx, { personId, kind, kioskUntil, at: MORNING }))).sessionId;
const SOON = minutesAfter(MORNING, 1);

test("many who ask at once are each told their own household, and nobody is who holds no villager's session", async () => {
	const { bao, chen } = cast.homes;
	const sessions = [await opened(bao.viewer), await opened(chen.viewer), await opened(cast.staff.li), "never opened"];
	const answers = await Promise.all(sessions.map((id) => householdOfSession(id, SOON)));
	const ordinary = ({ personId, householdId }: typeof bao) => ({ personId, householdId, isAtKiosk: false, letInBy: null });
	expect(answers).toEqual([ordinary(bao), ordinary(chen), null, null]);
});

test("a session at a kiosk is its household's for who takes ballots, until it ends, and nobody's for everything else", async () => {
	const { personId, householdId, viewer } = cast.homes.bao;
	const id = await opened(viewer, SOON);
	expect(await householdOfSession(id, MORNING)).toEqual({ personId, householdId, isAtKiosk: true, letInBy: null });
	expect(await sessionHolder(id, MORNING)).toBeNull();
	expect(await householdOfSession(id, SOON)).toBeNull();
	expect(await db.select({ expiresAt: sessions.expiresAt, isAtKiosk: sessions.isAtKiosk }).from(sessions)).toEqual([
		{ expiresAt: SOON, isAtKiosk: true },
	]);
});

const DAY = 24 * 60;
test.each<[string, (id: string) => Promise<unknown>, Date]>([
	["it has ended", (id) => endSession(id, MORNING), SOON],
	["its thirty days are over", async () => undefined, minutesAfter(MORNING, 30 * DAY)],
	["the account was closed", () => write((tx) => tx.update(people).set({ disabledAt: MORNING }).where(eq(people.id, "person-bao"))), SOON],
	[
		"the member has moved away",
		() => write((tx) => tx.update(householdMembers).set({ leftAt: MORNING }).where(eq(householdMembers.personId, "person-bao"))),
		SOON,
	],
])("a session opens no household when %s, by the quick way as by the long one", async (_when, deed, at) => {
	const id = await opened(cast.homes.bao.viewer);
	await deed(id);
	expect(await householdOfSession(id, at)).toBeNull();
	expect((await sessionHolder(id, at))?.householdId ?? null).toBeNull();
});
