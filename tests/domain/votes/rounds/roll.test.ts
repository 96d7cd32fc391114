import { and, asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { addToRoll, checkRoll, drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { noticeOf, partsOf, rollByVillage, rollOfVillage } from "#domain/votes/rounds/roll.ts";
import { messagesFor } from "#i18n/messages.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, checkEverywhere, inDays, RULES, readyDraft } from "#tests/drafts.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let wang: Viewer;
let villageAdmin: Viewer;
let roundId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	wang = cast.staff.wang;
	villageAdmin = { ...cast.staff.li, roles: cast.staff.li.roles.map((held) => ({ ...held, role: "village_admin" })) };
	({ roundId } = await draftRound({ by: wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING }));
});

const roll = (id = roundId) =>
	db
		.select({ number: voteRoll.number, householdId: voteRoll.householdId, struckWhy: voteRoll.struckWhy })
		.from(voteRoll)
		.where(eq(voteRoll.roundId, id))
		.orderBy(asc(voteRoll.number));
const drawn = () => drawUpRoll({ by: wang, roundId, at: MORNING });
const check = (more: Partial<Parameters<typeof checkRoll>[0]> = {}) =>
	checkRoll({ by: villageAdmin, roundId, villageId: cast.places.qingshi.id, households: 3, at: MORNING, ...more });
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));
const describeHome = (id: string, said: Partial<typeof households.$inferInsert>) =>
	write((tx) => tx.update(households).set(said).where(eq(households.id, id)));

test("the roll holds who lives there or is away, in the order of the doors; not the empty and the closed", async () => {
	await describeHome("household-chen", { status: "away", isHardship: true });
	await describeHome("household-du", { status: "empty" });
	expect(await drawn()).toEqual({ households: 3 });
	expect((await roll()).map(({ householdId }) => householdId)).toEqual(["household-bao", "household-chen", "household-fan"]);
	await describeHome("household-fan", { closedAt: MORNING });
	expect(await drawn()).toEqual({ households: 2 });
	expect(await trail("roll.draw_up")).toMatchObject([{ detail: { households: 3 } }, { detail: { households: 2 } }]);
});

test("drawn up twice it is one roll, and what was struck and checked falls away", async () => {
	await drawn();
	await check();
	await strike({ by: wang, roundId, number: 1, why: "已迁出", at: MORNING });
	await drawn();
	expect((await roll()).map(({ number, struckWhy }) => [number, struckWhy])).toEqual([
		[1, null],
		[2, null],
		[3, null],
		[4, null],
	]);
	expect(await db.select().from(voteRollChecks)).toEqual([]);
});

test("a roll of nobody, by somebody else, or after the announcement is refused", async () => {
	await write((tx) => tx.update(households).set({ status: "empty" }));
	await expect(drawn()).rejects.toMatchObject({ refusal: "conflict", key: "rounds.nobodyLivesThere" });
	await write((tx) => tx.update(households).set({ status: "lived_in" }));
	await expect(drawUpRoll({ by: villageAdmin, roundId, at: MORNING })).rejects.toMatchObject({ key: "rounds.notYours" });
	const { bao, fan } = cast.homes;
	const announced = await readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing: [bao, fan], rules: { name: "二" } });
	await announceAsSeen(wang, announced, MORNING);
	await expect(drawUpRoll({ by: wang, roundId: announced, at: MORNING })).rejects.toMatchObject({ key: "rounds.isAnnounced" });
	const byHand = write((tx) => tx.delete(voteRoll).where(eq(voteRoll.roundId, announced)));
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("only while the round is a draft") } });
});

test("each village's admin checks their part, once, and what they saw", async () => {
	await drawn();
	await expect(check({ households: 4 })).rejects.toMatchObject({ refusal: "conflict", key: "rounds.rollMoved", params: { households: 3 } });
	await check();
	await check({ by: wang });
	expect(await db.select().from(voteRollChecks)).toMatchObject([{ checkedBy: "person-li", households: 3 }]);
	expect(await trail("roll.check")).toHaveLength(1);
	await expect(check({ villageId: cast.places.baiyang.id, households: 1 })).rejects.toMatchObject({ key: "rounds.notYourVillage" });
	await expect(check({ by: cast.staff.song })).rejects.toMatchObject({ key: "rounds.notYourVillage" });
	await expect(check({ by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	const byHand = write((tx) => tx.update(voteRollChecks).set({ households: 1 }));
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("gives its word once") } });
});

test("a village without anybody on the roll has nothing to check", async () => {
	await expect(check()).rejects.toMatchObject({ key: "rounds.rollMoved", params: { households: 0 } });
});

test("a missing household is added by its door, once", async () => {
	await describeHome("household-du", { status: "empty" });
	await drawn();
	const adding = { by: villageAdmin, roundId, hamletId: cast.places.xipo.id, houseNumber: " 1", at: MORNING };
	await expect(addToRoll({ ...adding, houseNumber: "77" })).rejects.toMatchObject({ key: "rounds.noSuchDoor", field: "houseNumber" });
	await addToRoll(adding);
	await addToRoll(adding);
	expect((await roll()).map(({ number, householdId }) => [number, householdId])).toEqual([
		[1, "household-bao"],
		[2, "household-chen"],
		[3, "household-fan"],
		[4, "household-du"],
	]);
	expect(await trail("roll.add")).toHaveLength(1);
	await expect(addToRoll({ ...adding, hamletId: cast.places.qiaotou.id })).rejects.toMatchObject({ key: "rounds.notYourVillage" });
});

test("a door outside the round's region is not there", async () => {
	const { roundId: village } = await draftRound({ by: wang, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING });
	const adding = addToRoll({ by: wang, roundId: village, hamletId: cast.places.qiaotou.id, houseNumber: "0001", at: MORNING });
	await expect(adding).rejects.toMatchObject({ key: "rounds.noSuchDoor" });
});

test("from the announcement to the opening the roll still moves, the word that was given stays; then it stands", async () => {
	const { bao, fan } = cast.homes;
	const announced = await readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing: [bao, fan], rules: inDays(3) });
	const { opensAt } = inDays(3);
	await announceAsSeen(wang, announced, MORNING);
	const later = minutesAfter(MORNING, 5);
	const meng = as(cast.staff.meng, "district_admin", cast.places.qingling);
	await expect(strike({ by: wang, roundId: announced, number: 2, why: "已迁出", at: later })).rejects.toMatchObject({
		refusal: "forbidden",
		key: "accounts.notBoth",
	});
	await strike({ by: meng, roundId: announced, number: 2, why: "已迁出", at: later });
	const [qingshi] = await partsOf(announced);
	expect(qingshi).toMatchObject({ households: 2, check: { households: 3, by: "王立新" } });
	const striking = { by: meng, roundId: announced, number: 3, why: "已迁出" };
	await expect(strike({ ...striking, at: opensAt })).rejects.toMatchObject({ refusal: "conflict", key: "rounds.rollStands" });
	const door = { hamletId: cast.places.xipo.id, houseNumber: "0001" };
	await expect(addToRoll({ by: wang, roundId: announced, ...door, at: opensAt })).rejects.toMatchObject({
		key: "rounds.rollStands",
	});
	const byHand = write((tx) =>
		tx
			.update(voteRoll)
			.set({ struckAt: opensAt, struckWhy: "x" })
			.where(and(eq(voteRoll.roundId, announced), eq(voteRoll.number, 3))),
	);
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("frozen from the opening on") } });
	await cancelRound({ by: wang, roundId: announced, why: "候选名单有误", at: later });
	await expect(strike({ ...striking, at: later })).rejects.toMatchObject({ key: "rounds.rollStands" });
});

test("who checks sees their village with names; the notice board gets numbers only", async () => {
	await drawn();
	await strike({ by: wang, roundId, number: 2, why: "已迁出", at: MORNING });
	const { lines, next } = await rollOfVillage(villageAdmin, roundId, { villageId: cast.places.qingshi.id });
	expect(lines).toMatchObject([
		{ rollNumber: 1, hamletName: "东沟", number: "0001", headName: "鲍春生" },
		{ rollNumber: 2, struckWhy: "已迁出" },
		{ rollNumber: 3, hamletName: "西坡" },
	]);
	expect(next).toBeNull();
	expect((await rollOfVillage(villageAdmin, roundId, { villageId: cast.places.baiyang.id })).lines).toEqual([]);
	expect((await rollByVillage(villageAdmin, roundId)).map(({ name }) => name)).toEqual(["青石村"]);
	const notice = await noticeOf(villageAdmin, roundId, cast.places.qingshi.id, messagesFor("zh-CN"));
	expect(notice).toBe("\ufeff组,户号\r\n东沟,0001\r\n西坡,0001\r\n");
});

test("no name of a place runs as a formula on the notice board", async () => {
	await drawn();
	await write((tx) => tx.update(regions).set({ name: '=HYPERLINK("http://x","东沟"),1' }).where(eq(regions.name, "东沟")));
	const notice = await noticeOf(villageAdmin, roundId, cast.places.qingshi.id, messagesFor("zh-CN"));
	expect(notice).toContain(`"'=HYPERLINK(""http://x"",""东沟""),1",0001\r\n`);
});

test("a check of all villages by the town makes the roll whole", async () => {
	await drawn();
	await checkEverywhere(wang, roundId, MORNING);
	expect((await rollByVillage(wang, roundId)).every((part) => part.check)).toBe(true);
});
