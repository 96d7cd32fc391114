import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addToRoll, checkRoll, drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { homeWithNumber, partsOf, rollByVillage } from "#domain/votes/rounds/roll.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, inDays, RULES, readyDraft } from "#tests/drafts.ts";
import { roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let wang: Viewer;
let villageAdmin: Viewer;
let roundId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	wang = cast.staff.wang;
	villageAdmin = { ...cast.staff.li, roles: cast.staff.li.roles.map((held) => ({ ...held, role: "village_admin" })) };
	({ roundId } = await draftRound({ by: wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING }));
	await drawUpRoll({ by: wang, roundId, at: MORNING });
});

const check = (households: number, viewer = villageAdmin) =>
	checkRoll({ by: viewer, roundId, villageId: cast.places.qingshi.id, households, at: MORNING });
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));
const chen = async () =>
	(
		await db
			.select()
			.from(voteRoll)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, 2)))
	)[0];

test("a household is struck with a reason, once; its village checks again", async () => {
	await check(3);
	const striking = { by: villageAdmin, roundId, number: 2, why: "分户重复", at: MORNING };
	await expect(strike({ ...striking, why: " " })).rejects.toMatchObject({ key: "rounds.wrong.why", field: "why" });
	await expect(strike({ ...striking, number: 99 })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(strike({ ...striking, number: 4 })).rejects.toMatchObject({ key: "rounds.notYourVillage" });
	await strike(striking);
	await strike({ ...striking, why: "另一个原因" });
	expect(await chen()).toMatchObject({ householdId: "household-chen", struckWhy: "分户重复" });
	expect(await trail("roll.strike")).toHaveLength(1);
	expect(await rollByVillage(wang, roundId)).toMatchObject([
		{ name: "青石村", households: 2, struck: 1, check: null, mayCheck: true },
		{ name: "白杨村", households: 1, struck: 0 },
	]);
});

test("nobody strikes or adds their own household or a relative's", async () => {
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-chen", declaredAt: MORNING }));
	await expect(strike({ by: wang, roundId, number: 2, why: "已迁出", at: MORNING })).rejects.toMatchObject({
		key: "households.recused",
	});
	const door = { hamletId: cast.places.donggou.id, houseNumber: "2" };
	await expect(addToRoll({ by: wang, roundId, ...door, at: MORNING })).rejects.toMatchObject({ key: "households.recused" });
});

test("who was struck by mistake is put back under its number, once; it reads no reason any more, the trail keeps both, the village checks again", async () => {
	await strike({ by: villageAdmin, roundId, number: 2, why: "已迁出", at: MORNING });
	await check(2, wang);
	expect(await homeWithNumber(roundId, 2)).toMatchObject({ householdId: "household-chen", struckWhy: "已迁出" });
	const door = { hamletId: cast.places.donggou.id, houseNumber: "2" };
	await expect(addToRoll({ by: cast.staff.song, roundId, ...door, at: MORNING })).rejects.toMatchObject({
		key: "rounds.notYourVillage",
	});
	const later = minutesAfter(MORNING, 5);
	await addToRoll({ by: wang, roundId, ...door, at: later });
	await addToRoll({ by: wang, roundId, ...door, at: minutesAfter(later, 5) });
	expect(await chen()).toMatchObject({ householdId: "household-chen", addedAt: later, struckAt: null, struckBy: null, struckWhy: null });
	expect(await homeWithNumber(roundId, 2)).toMatchObject({ struckAt: null, struckWhy: null });
	expect(await trail("roll.strike")).toMatchObject([{ actorId: "person-li", detail: { number: 2 } }]);
	expect(await trail("roll.put_back")).toMatchObject([{ actorId: "person-wang", detail: { number: 2, householdId: "household-chen" } }]);
	expect((await rollByVillage(wang, roundId))[0]).toMatchObject({ households: 3, struck: 0, check: null });
});

test("in the last day before the opening nobody is struck any more; who was is put back until the opening, also when the clock was set back", async () => {
	const { bao, fan } = cast.homes;
	const of = {
		by: as(cast.staff.meng, "district_admin", cast.places.qingling),
		roundId: await readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing: [bao, fan], rules: inDays(3) }),
	};
	await announceAsSeen(wang, of.roundId, MORNING);
	const { opensAt } = inDays(3);
	const dayBefore = minutesAfter(opensAt, -24 * 60);
	await strike({ ...of, number: 2, why: "已迁出", at: minutesAfter(dayBefore, -1) });
	const late = strike({ ...of, number: 3, why: "已迁出", at: dayBefore });
	await expect(late).rejects.toMatchObject({ refusal: "conflict", key: "rounds.strikesOver" });
	const door = { hamletId: cast.places.donggou.id, houseNumber: "2" };
	await expect(addToRoll({ ...of, ...door, at: opensAt })).rejects.toMatchObject({ key: "rounds.rollStands" });
	await addToRoll({ ...of, ...door, at: minutesAfter(MORNING, 5) });
	expect((await partsOf(of.roundId))[0]).toMatchObject({ name: "青石村", households: 3 });
});

test("who strikes and who gives the village's word are two, of whom neither made the other", async () => {
	const { qingshi } = cast.places;
	const yun = await hired("yun", "village_admin", qingshi, wang);
	const gu = await hired("gu", "village_admin", qingshi, yun);
	await strike({ by: yun, roundId, number: 2, why: "已迁出", at: MORNING });
	await expect(check(2, yun)).rejects.toMatchObject({ refusal: "forbidden", key: "accounts.notBoth" });
	await expect(check(2, gu)).rejects.toMatchObject({ key: "accounts.nobodyIndependent", params: { name: yun.name } });
	const byHand = (checkedBy: string) =>
		write((tx) => tx.insert(voteRollChecks).values({ roundId, villageId: qingshi.id, checkedBy, checkedAt: MORNING, households: 2 }));
	const refused = { cause: { message: expect.stringContaining("independent of who struck") } };
	await expect(byHand(yun.personId)).rejects.toMatchObject(refused);
	await expect(byHand(gu.personId)).rejects.toMatchObject(refused);
	await check(2, await hired("rao", "village_admin", qingshi, wang));
});

test("after the announcement the database lets nobody strike who gave the village's word, nor whom they made", async () => {
	const { bao, chen, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, fan] });
	const byHand = (struckBy: string) =>
		write((tx) =>
			tx
				.update(voteRoll)
				.set({ struckAt: MORNING, struckBy, struckWhy: "已迁出" })
				.where(and(eq(voteRoll.roundId, "june"), eq(voteRoll.number, 2))),
		);
	await expect(byHand("person-meng")).rejects.toMatchObject({ cause: { message: expect.stringContaining("independent of who gave") } });
});

test("a draft whose opening has passed still lets its roll be put right", async () => {
	await strike({ by: wang, roundId, number: 2, why: "已迁出", at: minutesAfter(RULES.opensAt, 5) });
	expect((await partsOf(roundId))[0]).toMatchObject({ name: "青石村", households: 2 });
});
