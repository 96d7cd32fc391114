import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives, householdMembers, households, signInSlips } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { submissions } from "#db/schema/submissions.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves, memberMoves, renameMember } from "#domain/households/change-members.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { householdSeen } from "#domain/households/household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { nextNumberOf } from "#domain/households/numbers.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { takeBackHousehold } from "#domain/households/take-back-household.ts";
import { whoMovesFurther } from "#domain/households/who-moves-further.ts";
import { as } from "#tests/admins.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { letIn } from "#tests/slips.ts";

const at = minutesAfter(MORNING, 5);
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const bao = () => ({ householdId: "household-bao", by: cast.staff.wang, at });
const rowOf = async (householdId: string) => (await db.select().from(households).where(eq(households.id, householdId)))[0];
const namesOf = async (householdId: string) =>
	(
		await db
			.select({ name: people.name })
			.from(householdMembers)
			.innerJoin(people, eq(people.id, householdMembers.personId))
			.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)))
			.orderBy(householdMembers.joinedAt)
	).map(({ name }) => name);
const trail = async () =>
	(await db.select().from(auditEntries).orderBy(auditEntries.seq)).map(({ action, detail: { place: _, ...became } }) => [action, became]);

async function join(householdId: string, name: string): Promise<string> {
	await carryOut(addMember, { householdId, by: cast.staff.wang, at: MORNING, name, isUnder14: false });
	return (await db.select().from(people).where(eq(people.name, name)))[0]?.id ?? "";
}

const newOne = (more = {}) => ({
	...{ hamletId: cast.places.donggou.id, number: "", headName: "马小川", status: "lived_in" as const, by: cast.staff.wang, at },
	...more,
});

test("a household is added under the next number of its hamlet, with a door and a code of its own", async () => {
	expect(await nextNumberOf(cast.places.donggou.id)).toBe("0003");
	const householdId = await carryOut(addHousehold, newOne());
	expect(await rowOf(householdId)).toMatchObject({ number: "0003", headName: "马小川", villageId: cast.places.qingshi.id, closedAt: null });
	expect(await trail()).toEqual([["household.add", { to: "青石村 东沟 0003 马小川" }]]);
});

test("the same number twice is one household; the refusal says whose it is", async () => {
	await carryOut(addHousehold, newOne({ number: "7" }));
	await expect(carryOut(addHousehold, newOne({ number: "0007", headName: "别人" }))).rejects.toMatchObject({
		...{ refusal: "conflict", key: "households.life.numberTaken", params: { number: "0007", headName: "马小川" } },
	});
	expect(await db.$count(households)).toBe(5);
});

test("one head entered twice in a hamlet within a day is a question, whatever numbers were typed; another one of that name is told", async () => {
	await carryOut(addHousehold, newOne());
	const later = minutesAfter(at, 24 * 60);
	for (const again of [{}, { number: "9" }, { at: minutesAfter(at, 23 * 60) }])
		await expect(carryOut(addHousehold, newOne(again))).rejects.toMatchObject({
			...{ refusal: "conflict", key: "households.life.justAdded", params: { number: "0003", headName: "马小川" }, field: "isAnother" },
		});
	expect(await db.$count(households)).toBe(5);
	await carryOut(addHousehold, newOne({ hamletId: cast.places.xipo.id }));
	await carryOut(addHousehold, newOne({ isAnother: true }));
	await carryOut(addHousehold, newOne({ at: later }));
	expect(await db.$count(households)).toBe(8);
});

test.each<[string, () => object, string]>([
	["without a name", () => ({ headName: "　" }), "households.life.nameMissing"],
	["under a number that is none", () => ({ number: "12345" }), "households.reasons.number"],
	["in a village", () => ({ hamletId: cast.places.qingshi.id }), "households.life.noHamlet"],
	["in somebody else's hamlet", () => ({ by: as(cast.staff.wang, "village_admin", cast.places.baiyang) }), "common.notFound"],
	["by an auditor", () => ({ by: cast.staff.song }), "common.forbidden"],
])("no household is added %s", async (_how, wrong, key) => {
	await expect(carryOut(addHousehold, newOne(wrong()))).rejects.toMatchObject({ key });
	expect(await db.$count(households)).toBe(4);
});

test("somebody joins, is named right, and leaves; the trail names them, and the household is told", async () => {
	const personId = await join("household-bao", "马小川");
	await carryOut(renameMember, { ...bao(), personId, name: "马晓川" });
	await carryOut(renameMember, { ...bao(), personId, name: "马晓川" });
	expect(await namesOf("household-bao")).toEqual(["鲍春生", "马晓川"]);
	await carryOut(memberLeaves, { ...bao(), at: minutesAfter(at, 1), personId, why: "left" });
	expect(await namesOf("household-bao")).toEqual(["鲍春生"]);
	await expect(carryOut(memberLeaves, { ...bao(), personId, why: "left" })).rejects.toMatchObject({ key: "households.life.noMember" });
	expect(await trail()).toEqual([
		["member.add", { to: "马小川", personId }],
		["member.rename", { from: "马小川", to: "马晓川", personId }],
		["member.leave", { from: "马晓川", why: "left", personId }],
	]);
	expect(await db.$count(notices, eq(notices.householdId, "household-bao"))).toBe(3);
});

test("two of one household do not bear one name", async () => {
	await join("household-bao", "马小川");
	const again = carryOut(addMember, { ...bao(), name: "马小川", isUnder14: false });
	await expect(again).rejects.toMatchObject({ refusal: "conflict", key: "households.life.nameTaken" });
	const renamed = carryOut(renameMember, { ...bao(), personId: "person-bao", name: "马小川" });
	await expect(renamed).rejects.toMatchObject({ key: "households.life.nameTaken" });
	expect(await namesOf("household-bao")).toEqual(["鲍春生", "马小川"]);
});

test("the head is renamed with the household, and does not leave without a new one", async () => {
	await carryOut(renameMember, { ...bao(), personId: "person-bao", name: "鲍春升" });
	expect((await rowOf("household-bao"))?.headName).toBe("鲍春升");
	await expect(carryOut(memberLeaves, { ...bao(), personId: "person-bao", why: "died" })).rejects.toMatchObject({
		key: "households.life.isHead",
	});
});

test("a new head takes the slip; whoever died signs in no more, by slip, passphrase or an open session", async () => {
	const son = await join("household-bao", "鲍小松");
	const session = await letIn("bao", cast.staff.wang);
	await write((tx) => tx.update(people).set({ passphraseHash: "x", letInBy: session.letInBy }).where(eq(people.id, "person-bao")));
	const open = await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at });
	expect(open.personName).toBe("鲍春生");
	await carryOut(changeHead, { ...bao(), why: "died", personId: son });
	expect(await rowOf("household-bao")).toMatchObject({ headName: "鲍小松", doorToken: DOORS.bao });
	expect(await namesOf("household-bao")).toEqual(["鲍小松"]);
	expect(await db.$count(sessions, eq(sessions.personId, "person-bao"))).toBe(0);
	expect((await db.select().from(people).where(eq(people.id, "person-bao")))[0]).toMatchObject({ passphraseHash: null, disabledAt: at });
	expect(await db.$count(signInSlips, and(isNull(signInSlips.usedAt), isNull(signInSlips.cancelledAt)))).toBe(0);
	await expect(signInWithSlip({ doorToken: DOORS.bao, pin: open.pin, address: "10.9.9.9", at })).rejects.toMatchObject({
		key: "accounts.wrongDoor",
	});
	const slip = await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at });
	expect(slip).toMatchObject({ personId: son, personName: "鲍小松" });
	await carryOut(changeHead, { ...bao(), why: "died", personId: son });
	expect((await trail()).filter(([action]) => action === "household.change_head")).toEqual([
		["household.change_head", { from: "鲍春生", to: "鲍小松", why: "died" }],
	]);
});

test("who changes the head after somebody else did so is told, and the new head is not taken for the old one", async () => {
	const son = await join("household-bao", "鲍小松");
	await carryOut(changeHead, { ...bao(), why: "died", personId: son, from: "鲍春生" });
	const late = carryOut(changeHead, { ...bao(), why: "died", name: "鲍小梅", from: "鲍春生" });
	await expect(late).rejects.toMatchObject({ refusal: "conflict", key: "households.life.headMoved", params: { head: "鲍小松" } });
	expect(await namesOf("household-bao")).toEqual(["鲍小松"]);
});

test("nobody under fourteen becomes the head, by name or by choice", async () => {
	await carryOut(addMember, { ...bao(), name: "鲍福", isUnder14: true });
	const personId = (await db.select().from(people).where(eq(people.name, "鲍福")))[0]?.id;
	for (const who of [{ personId }, { name: "鲍福" }])
		await expect(carryOut(changeHead, { ...bao(), why: "died", ...who })).rejects.toMatchObject({ key: "households.life.headUnder14" });
});

test("who goes to another household takes the sign-in along, lives in one household, and leaves the points", async () => {
	const session = await letIn("bao", cast.staff.wang);
	await carryOut(changeHead, { ...bao(), why: "handed_over", name: "鲍小松" });
	const move = { ...bao(), personId: "person-bao", intoId: "household-chen" };
	await carryOut(memberMoves, move);
	expect([await namesOf("household-bao"), await namesOf("household-chen")]).toEqual([["鲍小松"], ["陈桂兰", "鲍春生"]]);
	expect((await sessionHolder(session.sessionId, at))?.householdId).toBe("household-chen");
	await expect(carryOut(memberMoves, move)).rejects.toMatchObject({ key: "households.life.noMember" });
	const head = { ...bao(), personId: (await db.select().from(people).where(eq(people.name, "鲍小松")))[0]?.id ?? "" };
	await expect(carryOut(memberMoves, { ...head, intoId: "household-du" })).rejects.toMatchObject({ key: "households.life.isHead" });
	expect((await trail()).slice(-2).map(([, became]) => became)).toMatchObject([
		{ from: "鲍春生", to: "青石村 东沟 0002 陈桂兰" },
		{ from: "青石村 东沟 0001 鲍小松", to: "鲍春生" },
	]);
});

test("who hands over stays and signs in as before; the slip is the new head's, who is somebody new", async () => {
	await letIn("bao", cast.staff.wang);
	await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at });
	await carryOut(changeHead, { ...bao(), why: "handed_over", name: "鲍小松", isNewDoor: true });
	expect(await namesOf("household-bao")).toEqual(["鲍春生", "鲍小松"]);
	expect(await db.$count(sessions, eq(sessions.personId, "person-bao"))).toBe(1);
	expect(await db.$count(signInSlips, and(isNull(signInSlips.usedAt), isNull(signInSlips.cancelledAt)))).toBe(0);
	expect((await rowOf("household-bao"))?.doorToken).not.toBe(DOORS.bao);
	expect(await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at })).toMatchObject({ personName: "鲍小松" });
});

test("a name that was only misspelt ends nothing", async () => {
	const session = await letIn("bao", cast.staff.wang);
	await carryOut(changeHead, { ...bao(), why: "misspelt", name: "鲍春升" });
	expect(await namesOf("household-bao")).toEqual(["鲍春升"]);
	expect(await db.$count(sessions, eq(sessions.personId, session.personId))).toBe(1);
	expect(await issueSlip({ householdId: "household-bao", by: cast.staff.wang, at })).toMatchObject({
		personId: "person-bao",
		personName: "鲍春升",
	});
});

test("a head whom nobody met yet is replaced all the same", async () => {
	const householdId = await carryOut(addHousehold, newOne());
	await carryOut(changeHead, { householdId, by: cast.staff.wang, at, why: "died", name: "马大川" });
	expect([(await rowOf(householdId))?.headName, await namesOf(householdId)]).toEqual(["马大川", ["马大川"]]);
});

test("a closed household ends for its people and keeps what it was; its number is free", async () => {
	await letIn("bao", cast.staff.wang);
	await carryOut(closeHousehold, { ...bao(), why: "demolished" });
	expect(await rowOf("household-bao")).toMatchObject({ closedAt: at, number: "0001", headName: "鲍春生" });
	expect(await namesOf("household-bao")).toEqual([]);
	expect(await db.$count(sessions, eq(sessions.personId, "person-bao"))).toBe(0);
	expect(await trail()).toContainEqual(["household.close", { from: "青石村 东沟 0001 鲍春生", why: "demolished" }]);
	await expect(carryOut(closeHousehold, { ...bao(), why: "demolished" })).rejects.toMatchObject({ key: "households.alreadyClosed" });
	const next = await carryOut(addHousehold, newOne({ number: "1" }));
	expect((await rowOf(next))?.number).toBe("0001");
	expect(await nextNumberOf(cast.places.donggou.id)).toBe("0003");
});

test("a household moves to another hamlet with its record", async () => {
	const { bao: home } = cast.homes;
	const pair = await sentPair({ ...home.viewer, householdId: home.householdId });
	await carryOut(moveHousehold, { ...bao(), hamletId: cast.places.xipo.id, number: "" });
	await carryOut(moveHousehold, { ...bao(), hamletId: cast.places.xipo.id, number: "" });
	expect(await rowOf("household-bao")).toMatchObject({
		hamletId: cast.places.xipo.id,
		number: "0002",
		publicCode: "code-bao",
		doorToken: DOORS.bao,
	});
	expect((await db.select().from(submissions))[0]).toMatchObject({
		id: pair.submissionId,
		hamletId: cast.places.xipo.id,
		villageId: cast.places.qingshi.id,
	});
	expect((await trail()).filter(([action]) => action === "household.move")).toEqual([
		["household.move", { from: "青石村 东沟 0001 鲍春生", to: "青石村 西坡 0002 鲍春生" }],
	]);
});

test("what is looked at keeps a household in its village", async () => {
	const { bao: home } = cast.homes;
	await sentPair({ ...home.viewer, householdId: home.householdId });
	const away = carryOut(moveHousehold, { ...bao(), hamletId: cast.places.qiaotou.id, number: "" });
	await expect(away).rejects.toMatchObject({ refusal: "conflict", key: "households.life.waiting" });
	await expect(carryOut(closeHousehold, { ...bao(), why: "other" })).rejects.toMatchObject({ key: "households.life.waiting" });
});

test("a line entered by mistake is taken back, once; its number is free", async () => {
	const householdId = await carryOut(addHousehold, newOne());
	await carryOut(takeBackHousehold, { householdId, by: cast.staff.wang, at });
	expect(await rowOf(householdId)).toBeUndefined();
	await expect(carryOut(takeBackHousehold, { householdId, by: cast.staff.wang, at })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await nextNumberOf(cast.places.donggou.id)).toBe("0003");
	expect((await trail()).at(-1)).toEqual(["household.take_back", { from: "青石村 东沟 0003 马小川" }]);
});

test("what hangs on a household keeps it: it is closed instead", async () => {
	const back = carryOut(takeBackHousehold, bao());
	await expect(back).rejects.toMatchObject({ refusal: "conflict", key: "households.life.inUse" });
	expect(await trail()).toEqual([]);
});

const ACTS: [string, (order: ReturnType<typeof bao>) => Promise<unknown>][] = [
	["adds somebody", (order) => carryOut(addMember, { ...order, name: "马小川", isUnder14: false })],
	["takes somebody out", (order) => carryOut(memberLeaves, { ...order, personId: "person-bao", why: "died" })],
	["renames somebody", (order) => carryOut(renameMember, { ...order, personId: "person-bao", name: "鲍春升" })],
	["changes the head", (order) => carryOut(changeHead, { ...order, why: "died", name: "马小川" })],
	["lets somebody go elsewhere", (order) => carryOut(memberMoves, { ...order, personId: "person-bao", intoId: "household-chen" })],
	["moves it", (order) => carryOut(moveHousehold, { ...order, hamletId: cast.places.xipo.id, number: "" })],
	["closes it", (order) => carryOut(closeHousehold, { ...order, why: "other" })],
	["takes it back", (order) => carryOut(takeBackHousehold, order)],
];

test.each(ACTS)("nobody %s who is close to the household, from outside, or only reads", async (_what, act) => {
	const before = await db.select().from(households);
	const own = as(cast.homes.bao.viewer, "village_admin", cast.places.qingshi);
	await expect(act({ ...bao(), by: own })).rejects.toMatchObject({ refusal: "forbidden", key: "households.recused" });
	await expect(act({ ...bao(), by: cast.staff.song })).rejects.toMatchObject({ refusal: "forbidden" });
	const elsewhere = as(cast.staff.wang, "village_admin", cast.places.baiyang);
	await expect(act({ ...bao(), by: elsewhere })).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.select().from(households)).toEqual(before);
	expect(await trail()).toEqual([]);
});

test("a member of staff who moves out stays bound not to decide on the household", async () => {
	await join("household-bao", "鲍小松");
	await write((tx) => tx.update(people).set({ username: "bao" }).where(eq(people.id, "person-bao")));
	await carryOut(changeHead, { ...bao(), why: "left", name: "鲍小松" });
	const own = as(cast.homes.bao.viewer, "village_admin", cast.places.qingshi);
	await expect(carryOut(closeHousehold, { ...bao(), by: own, why: "other" })).rejects.toMatchObject({ key: "households.recused" });
});

test("while a vote is open only who died is taken out; the household stays until the ballots are in", async () => {
	const { bao: home, chen, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [fan, chen], roll: [home, chen] });
	const noon = minutesAfter(OPENS, 10);
	const son = await join("household-bao", "鲍小松");
	for (const act of [
		() => carryOut(memberLeaves, { ...bao(), at: noon, personId: son, why: "left" }),
		() => carryOut(changeHead, { ...bao(), at: noon, personId: son, why: "left" }),
		() => carryOut(memberMoves, { ...bao(), at: noon, personId: son, intoId: "household-du" }),
		() => carryOut(splitHousehold, { ...bao(), at: noon, personIds: [son], headName: "鲍小松", number: "", status: "lived_in" }),
	])
		await expect(act()).rejects.toMatchObject({
			refusal: "conflict",
			key: "households.life.openVote",
			params: { paperUntil: CLOSES.getTime() },
		});
	for (const act of [
		() => carryOut(closeHousehold, { ...bao(), at: noon, why: "demolished" }),
		() => carryOut(moveHousehold, { ...bao(), at: noon, hamletId: cast.places.qiaotou.id, number: "" }),
	])
		await expect(act()).rejects.toMatchObject({ refusal: "conflict", key: "households.life.inVote.roll" });
	await expect(carryOut(closeHousehold, { ...bao(), householdId: "household-fan", at: noon, why: "demolished" })).rejects.toMatchObject({
		key: "households.life.inVote.candidate",
	});
	await carryOut(moveHousehold, { ...bao(), at: noon, hamletId: cast.places.xipo.id, number: "" });
	await carryOut(changeHead, { ...bao(), at: noon, personId: son, why: "died" });
	expect((await rowOf("household-bao"))?.headName).toBe("鲍小松");
});

test.each<[string, string, Partial<typeof households.$inferInsert>]>([
	["a household on a roll is closed", "stay while a vote", { closedAt: at }],
	[
		"a household on a roll is put into another village",
		"stay while a vote",
		{ hamletId: "region-990101100202001", villageId: "region-990101100202" },
	],
	["an open household goes on in another one", "when they are closed", { goesOnId: "household-chen" }],
])("the database refuses that %s", async (_what, why, wrong) => {
	const { bao: home, chen, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [fan, chen], roll: [home, chen] });
	const forged = write((tx) => tx.update(households).set(wrong).where(eq(households.id, "household-bao")));
	await expect(forged).rejects.toMatchObject({ cause: { message: expect.stringContaining(why) } });
});

test.each<[string, string, () => Promise<unknown>]>([
	["a closed household is opened again", "stay as they are", () => write((tx) => tx.update(households).set({ closedAt: null }))],
	[
		"somebody joins a closed household",
		"is closed",
		() => write((tx) => tx.insert(householdMembers).values({ householdId: "household-bao", personId: "person-li", joinedAt: at })),
	],
])("the database refuses that %s", async (_what, why, forge) => {
	await db.update(households).set({ closedAt: MORNING }).where(eq(households.id, "household-bao"));
	await expect(forge()).rejects.toMatchObject({ cause: { message: expect.stringContaining(why) } });
});

test("an admin reads who moves a household out of their village, or out of their town; over a district there is nobody to ask", async () => {
	const { qingshi, shilin } = cast.places;
	const named = { username: "lv", role: "town_admin", regionId: shilin.id, by: cast.staff.wang, at } as const;
	const { personId } = await hirePerson({ ...named, name: "吕栓柱" });
	const lv = as({ ...cast.staff.wang, personId }, "town_admin", shilin);
	const xie = as(cast.staff.li, "village_admin", qingshi);
	const asked = async (viewer: Viewer) => {
		const home = await householdSeen(viewer, "household-bao", at);
		const further = home && (await whoMovesFurther(viewer, home));
		return further && [further.outOf, ...further.who.map(({ name, place }) => `${name} ${place}`).toSorted()];
	};
	expect(await asked(xie)).toEqual(["青石村", "吕栓柱 柿林镇", "王立新 青岭区"]);
	expect(await asked(lv)).toEqual(["柿林镇", "王立新 青岭区"]);
	expect(await asked(cast.staff.wang)).toBeNull();
	await write((tx) => tx.insert(declaredRelatives).values({ personId, householdId: "household-bao", declaredAt: at }));
	expect(await asked(xie)).toEqual(["青石村", "王立新 青岭区"]);
});
