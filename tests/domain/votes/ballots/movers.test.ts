import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember } from "#domain/households/change-members.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { cameTooLate } from "#domain/votes/ballots/movers.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { strike } from "#domain/votes/rounds/change-roll.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { NOON, paperFor, readByTwo, ticked } from "#tests/papers.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du] });
});

type Home = "bao" | "chen" | "du" | "fan";

/** Ends where this person lives and lets them live elsewhere. */
async function move(person: string, home: Home, at: Date): Promise<void> {
	const personId = `person-${person}`;
	await write(async (tx) => {
		const current = and(eq(householdMembers.personId, personId), isNull(householdMembers.leftAt));
		await tx.update(householdMembers).set({ leftAt: at }).where(current);
		await tx.insert(householdMembers).values({ householdId: `household-${home}`, personId, joinedAt: at });
	});
}
const by = (person: string, home: Home) => ({
	...{ roundId: "june", personId: `person-${person}`, householdId: `household-${home}`, channel: "phone" as const },
	at: minutesAfter(NOON, 10),
});
const said = async () =>
	(await db.select().from(ballots)).map((row) => [row.rollNumber, ...(openedChoice("june", Buffer.from(row.sealed), row) ?? [])]);

test("who moves house while a round is open neither votes, changes nor withdraws for the new household; whoever lived there does", async () => {
	await castBallot({ ...by("bao", "bao"), numbers: [2] });
	await castBallot({ ...by("chen", "chen"), numbers: [1] });
	await move("bao", "chen", NOON);
	const again = castBallot({ ...by("bao", "chen"), numbers: [2] });
	await expect(again).rejects.toMatchObject({ refusal: "forbidden", key: "ballots.movedHouse" });
	await expect(castBallot({ ...by("bao", "chen"), numbers: [2], channel: "kiosk" })).rejects.toMatchObject({ key: "ballots.movedHouse" });
	await expect(withdrawBallot(by("bao", "chen"))).rejects.toMatchObject({ key: "ballots.movedHouse" });
	expect(await said()).toEqual([
		[1, 2],
		[2, 1],
	]);
	expect(await castBallot({ ...by("chen", "chen"), numbers: [2] })).toEqual({ version: 2 });
});

test("a batch refuses the one who moved and takes the others", async () => {
	await move("bao", "chen", NOON);
	const answers = await Promise.allSettled([
		castBallot({ ...by("bao", "chen"), numbers: [2] }),
		castBallot({ ...by("chen", "chen"), numbers: [1] }),
		castBallot({ ...by("du", "du"), numbers: [1, 2] }),
	]);
	expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
	expect(await said()).toEqual([
		[2, 1],
		[3, 1, 2],
	]);
});

test("their new household may vote on paper", async () => {
	await move("bao", "du", NOON);
	const { li, song } = cast.staff;
	await readByTwo(await paperFor("household-du", cast.staff.wang), ticked(1), [li, song]);
	expect(await said()).toEqual([[3, 1]]);
});

test("who moved before the opening, or joins a household for the first time, votes for it", async () => {
	await move("bao", "chen", minutesAfter(OPENS, -1));
	expect(await castBallot({ ...by("bao", "chen"), numbers: [2] })).toEqual({ version: 1 });
	await write(async (tx) => {
		await tx.insert(people).values({ id: "person-bride", name: "新媳妇", createdAt: NOON });
		await tx.insert(householdMembers).values({ householdId: "household-du", personId: "person-bride", joinedAt: NOON });
	});
	expect(await castBallot({ ...by("bride", "du"), numbers: [2] })).toEqual({ version: 1 });
	await move("bride", "chen", minutesAfter(NOON, 1));
	await expect(castBallot({ ...by("bride", "chen"), numbers: [1] })).rejects.toMatchObject({ key: "ballots.movedHouse" });
});

test("who is put in place of a head while a round is open casts no ballot by phone or kiosk; who lived there before goes on", async () => {
	await castBallot({ ...by("bao", "bao"), numbers: [2] });
	const order = { householdId: "household-bao", by: cast.staff.wang, at: NOON };
	await carryOut(addMember, { ...order, at: minutesAfter(OPENS, -10), name: "鲍小梅", isUnder14: false });
	await carryOut(changeHead, { ...order, why: "died", name: "稻草人" });
	const named = async (name: string) => (await db.select().from(people).where(eq(people.name, name)))[0]?.id ?? "";
	const straw = { ...by("bao", "bao"), personId: await named("稻草人"), numbers: [3] };
	for (const channel of ["phone", "kiosk"] as const)
		await expect(castBallot({ ...straw, channel })).rejects.toMatchObject({ refusal: "forbidden", key: "ballots.movedHouse" });
	expect(await castBallot({ ...straw, personId: await named("鲍小梅") })).toEqual({ version: 2 });
});

test("who comes from a household that cannot vote, off the roll or struck, takes no second voice along", async () => {
	await move("fan", "chen", NOON);
	expect(await castBallot({ ...by("fan", "chen"), numbers: [1] })).toEqual({ version: 1 });
	const { wang } = cast.staff;
	const struck = { roundId: "june", villageId: cast.places.qingshi.id, number: 1, why: "已经迁出" };
	await strike({ by: wang, ...struck, at: minutesAfter(OPENS, -2 * 24 * 60) });
	await move("bao", "chen", NOON);
	expect(await castBallot({ ...by("bao", "chen"), numbers: [2] })).toEqual({ version: 2 });
});

test("wherever somebody moves, they speak for the household where they were first, and for it again when they come back", async () => {
	await move("bao", "chen", NOON);
	await move("bao", "du", minutesAfter(NOON, 1));
	await expect(castBallot({ ...by("bao", "du"), numbers: [2] })).rejects.toMatchObject({ key: "ballots.movedHouse" });
	await move("bao", "bao", minutesAfter(NOON, 2));
	expect(await castBallot({ ...by("bao", "bao"), numbers: [2] })).toEqual({ version: 1 });
});

test("the page knows who came too late, in this round and not in the next", async () => {
	await move("bao", "chen", NOON);
	const bao = { personId: "person-bao", householdId: "household-chen" };
	expect(await cameTooLate(await roundFor("june"), bao)).toBe(true);
	expect(await cameTooLate(await roundFor("june"), { ...bao, personId: "person-chen" })).toBe(false);
	const { chen, fan } = cast.homes;
	const later = { opensAt: minutesAfter(NOON, 60), closesAt: minutesAfter(NOON, 600) };
	await roundOf("july", { regionId: cast.places.shilin.id, candidates: [fan, chen], roll: [cast.homes.bao, chen], ...later });
	expect(await cameTooLate(await roundFor("july"), bao)).toBe(false);
});

test("no ballot keeps who put it in", async () => {
	await castBallot({ ...by("bao", "bao"), numbers: [2], mark: "a-cookie" });
	expect(JSON.stringify(await db.select().from(ballots))).not.toContain("person");
});
