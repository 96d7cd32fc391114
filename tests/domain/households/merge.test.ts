import { and, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { photos } from "#db/schema/photos.ts";
import { pointEntries } from "#db/schema/points.ts";
import { submissions } from "#db/schema/submissions.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember } from "#domain/households/change-members.ts";
import { declareRelative } from "#domain/households/declare-relative.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { publish } from "#domain/moderation/decide.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { credit, hold } from "#domain/points/credit.ts";
import { accountOf, append } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { reverse } from "#domain/points/reverse.ts";
import { ruleInForce } from "#domain/points/rulebook.ts";
import { MERGED, NEIGHBOUR_HELP, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { vest } from "#domain/points/vest.ts";
import { isCloseTo } from "#domain/recusal.ts";
import { wallPage } from "#domain/submissions/wall.ts";
import { verifyEverything } from "#domain/verify.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { letIn } from "#tests/slips.ts";
import { sentSubmission } from "#tests/submissions.ts";

const recordOf = async (courtyard: string) => (await wallPage({ courtyard })).pairs;
const at = minutesAfter(MORNING, 60);
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const BAO = "household-bao";
const CHEN = "household-chen";
const merging = (more = {}) => ({ householdId: BAO, intoId: CHEN, by: cast.staff.wang, at, ...more });
const merge = (more = {}) => carryOut(mergeHouseholds, merging(more));
const rowOf = async (householdId: string) => (await db.select().from(households).where(eq(households.id, householdId)))[0];
const membersOf = async (householdId: string) =>
	(
		await db
			.select()
			.from(householdMembers)
			.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)))
	).map(({ personId }) => personId);
const trail = async () =>
	(await db.select().from(auditEntries)).map(({ action, subject, detail: { place: _, ...became } }) => [action, subject, became]);

const pay = (householdId: string, n: string, when = MORNING) => {
	const award = { rule: PUBLISHED_PAIR, source: `decision:${n}`, evidence: `submission:${n}`, householdId, decidedBy: "person-li" };
	return write((tx) => credit(tx, { ...award, at: when }));
};

test("the one that ends hands its people, pairs and points on, and its notices", async () => {
	const submissionId = await sentSubmission(cast.homes.bao, { number: 1 });
	await publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING });
	const session = await letIn("bao", cast.staff.wang);
	const told: Tag[] = [];
	const stop = onChange((tags) => told.push(...tags));
	expect(await merge()).toBe(CHEN);
	stop();
	expect(told).toEqual(expect.arrayContaining(["courtyard:code-bao", "courtyard:code-chen", `submission:${submissionId}`]));
	expect(await rowOf(BAO)).toMatchObject({ closedAt: at, goesOnId: CHEN });
	expect((await membersOf(CHEN)).sort()).toEqual(["person-bao", "person-chen"]);
	expect(await membersOf(BAO)).toEqual([]);
	expect(await db.$count(sessions, eq(sessions.personId, session.personId))).toBe(1);
	expect((await recordOf("code-chen")).map((pair) => pair.submissionId)).toEqual([submissionId]);
	expect((await db.select().from(photos)).map(({ householdId }) => householdId)).toEqual([CHEN, CHEN]);
	expect([await accountOf(db, BAO), await accountOf(db, CHEN)]).toEqual([
		{ balance: 0, held: 0 },
		{ balance: 2, held: 3 },
	]);
	expect((await db.select().from(notices).where(eq(notices.householdId, CHEN))).map(({ kind }) => kind).sort()).toEqual([
		"household_changed",
		"pair_shown",
	]);
	expect(await db.$count(notices, eq(notices.householdId, BAO))).toBe(0);
	expect(await verifyEverything(at)).toMatchObject({ isSound: true });
	const became = { from: "青石村 东沟 0001 鲍春生", to: "青石村 东沟 0002 陈桂兰", points: 2 };
	expect((await trail()).slice(-2)).toEqual([
		["household.merge", `household:${BAO}`, { ...became, householdId: CHEN }],
		["household.take_in", `household:${CHEN}`, { ...became, householdId: BAO }],
	]);
});

test("what the one that ended should hear later, the other one hears, once", async () => {
	await merge();
	const told = {
		kind: "answered_for",
		params: { round: "金秋", answer: "declined" },
		subject: "round:june",
		to: { householdId: BAO },
	} as const;
	for (const minutes of [1, 2]) await write((tx) => notify(tx, { ...told, at: minutesAfter(at, minutes) }));
	const heard = () => db.$count(notices, and(eq(notices.householdId, CHEN), eq(notices.kind, "answered_for")));
	expect(await heard()).toBe(1);
	await write((tx) => retractNotice(tx, told));
	expect(await heard()).toBe(0);
});

test("merged twice, the second time is refused and moves nothing; an earlier merger goes on one step away", async () => {
	await merge({ householdId: "household-du", intoId: BAO });
	await merge();
	expect((await rowOf("household-du"))?.goesOnId).toBe(CHEN);
	await expect(merge()).rejects.toMatchObject({ refusal: "conflict", key: "households.alreadyClosed" });
	await expect(merge({ householdId: CHEN, intoId: BAO })).rejects.toMatchObject({ key: "households.alreadyClosed" });
	expect(await db.$count(pointEntries)).toBe(0);
});

test("nobody merges a household into itself, outside their region, or close to them on either side", async () => {
	await expect(merge({ intoId: BAO })).rejects.toMatchObject({ refusal: "invalid", key: "households.life.intoItself" });
	const qingshi = as(cast.staff.wang, "village_admin", cast.places.qingshi);
	await expect(merge({ intoId: "household-fan", by: qingshi })).rejects.toMatchObject({ refusal: "not_found" });
	for (const person of [cast.homes.bao.viewer, cast.homes.chen.viewer])
		await expect(merge({ by: as(person, "village_admin", cast.places.qingshi) })).rejects.toMatchObject({ key: "households.recused" });
	expect((await rowOf(BAO))?.closedAt).toBeNull();
});

test("what is held waits on in the one that goes on, and vests or is taken back by what it was held for, once", async () => {
	const holdFor = (n: string) =>
		write((tx) =>
			hold(tx, { rule: NEIGHBOUR_HELP, source: `helped:${n}`, evidence: `list:${n}`, householdId: BAO, decidedBy: null, at: MORNING }),
		);
	await holdFor("one");
	await holdFor("two");
	await merge();
	const later = (n: string) => ({ source: `helped:${n}`, decidedBy: null, at });
	for (const _ of [1, 2]) expect(await write((tx) => vest(tx, later("one")))).toEqual({ points: 10 });
	for (const _ of [1, 2]) expect(await write((tx) => reverse(tx, later("two")))).toEqual({ points: 10, short: 0 });
	expect([await accountOf(db, BAO), await accountOf(db, CHEN)]).toEqual([
		{ balance: 0, held: 0 },
		{ balance: 10, held: 0 },
	]);
	expect((await verifyLedger()).faults).toEqual([]);
});

test("a split leaves the old household all it has; who goes keeps the sign-in, and the new one begins at 0", async () => {
	await pay(BAO, "one");
	await sentSubmission(cast.homes.bao, { number: 1 });
	await carryOut(addMember, { householdId: BAO, by: cast.staff.wang, at: MORNING, name: "鲍小松", isUnder14: false });
	const son = (await db.select().from(people).where(eq(people.name, "鲍小松")))[0]?.id ?? "";
	const split = {
		householdId: BAO,
		by: cast.staff.wang,
		at,
		personIds: [son],
		headName: "鲍小松",
		number: "",
		status: "lived_in" as const,
	};
	const made = await carryOut(splitHousehold, split);
	expect(await rowOf(made)).toMatchObject({ number: "0003", headName: "鲍小松", splitFromId: BAO, villageId: cast.places.qingshi.id });
	expect([await membersOf(BAO), await membersOf(made)]).toEqual([["person-bao"], [son]]);
	expect([await accountOf(db, BAO), await accountOf(db, made)]).toMatchObject([{ balance: 5 }, { balance: 0 }]);
	expect(await db.$count(submissions, eq(submissions.householdId, BAO))).toBe(1);
	await expect(carryOut(splitHousehold, split)).rejects.toMatchObject({ refusal: "invalid", key: "households.life.noMember" });
	expect(await db.$count(households)).toBe(5);
});

test("split off twice, with nobody named, is one new household; another one of that name is told", async () => {
	const split = { householdId: BAO, by: cast.staff.wang, at, personIds: [], headName: "鲍小松", number: "", status: "lived_in" as const };
	await carryOut(splitHousehold, split);
	for (const again of [split, { ...split, number: "30" }])
		await expect(carryOut(splitHousehold, again)).rejects.toMatchObject({ refusal: "conflict", key: "households.life.justAdded" });
	expect(await db.$count(households)).toBe(5);
	await carryOut(splitHousehold, { ...split, isAnother: true });
	expect(await db.$count(households)).toBe(6);
});

test.each<[string, () => object, object]>([
	["the head goes", () => ({ personIds: ["person-bao"] }), { key: "households.life.headStays" }],
	["a neighbour goes", () => ({ personIds: ["person-chen"] }), { key: "households.life.noMember" }],
	["its number is taken", () => ({ number: "2" }), { key: "households.life.numberTaken" }],
	[
		"it is close to the admin",
		() => ({ by: as(cast.homes.bao.viewer, "village_admin", cast.places.qingshi) }),
		{ key: "households.recused" },
	],
])("a household is not split if %s", async (_why, wrong, refusal) => {
	const split = { householdId: BAO, by: cast.staff.wang, at, personIds: [], headName: "鲍小松", number: "", status: "lived_in" as const };
	await expect(carryOut(splitHousehold, { ...split, ...wrong() })).rejects.toMatchObject(refusal);
	expect(await db.$count(households)).toBe(4);
});

test("who was close to the one that ended is close to the one that goes on, and to both halves of a split", async () => {
	const { li, wang } = cast.staff;
	await declareRelative({ by: li, courtyard: "code-bao", at: MORNING });
	const split = { householdId: BAO, by: wang, at, personIds: [], headName: "鲍小松", number: "", status: "lived_in" as const };
	const half = await carryOut(splitHousehold, split);
	await merge({ householdId: half, intoId: "household-du" });
	await merge();
	for (const householdId of [half, "household-du", CHEN]) expect(await isCloseTo(db, "person-li", householdId)).toBe(true);
	expect(await isCloseTo(db, "person-li", "household-fan")).toBe(false);
});

test("whatever both earned and spent, a merger moves what is there and adds nothing", async () => {
	let run = 0;
	await depositIn(cast.places.baiyang.id, 100_000);
	const amounts = fc.array(fc.record({ isBao: fc.boolean(), spent: fc.integer({ min: 0, max: 5 }) }), { maxLength: 6 });
	await fc.assert(
		fc.asyncProperty(amounts, async (steps) => {
			run += 1;
			const [ended, going] = [`ended-${run}`, `going-${run}`];
			for (const [n, id] of [ended, going].entries()) await twin(id, `${8 - n}${String(run).padStart(3, "0")}`);
			for (const [n, { isBao, spent }] of steps.entries()) {
				const householdId = isBao ? ended : going;
				// A month of its own for each award: caps are asked elsewhere.
				await pay(householdId, `${run}-${n}`, new Date(Date.UTC(2026, run * 8 + n, 3)));
				if (spent > 0) await spend(householdId, spent, `${run}-${n}`);
			}
			const before = (await accountOf(db, ended)).balance + (await accountOf(db, going)).balance;
			await merge({ householdId: ended, intoId: going });
			expect([await accountOf(db, ended), await accountOf(db, going)]).toEqual([
				{ balance: 0, held: 0 },
				{ balance: before, held: 0 },
			]);
			expect((await verifyLedger()).faults).toEqual([]);
		}),
		{ numRuns: 12 },
	);
});

async function twin(id: string, number: string): Promise<void> {
	const row = await rowOf("household-fan");
	if (row)
		await write((tx) => tx.insert(households).values({ ...row, id, number, publicCode: id, doorToken: id.padStart(10, "0").slice(-10) }));
}

async function spend(householdId: string, points: number, n: string): Promise<void> {
	const order = { householdId, points, source: `order:${n}`, evidence: `order:${n}`, actorId: "person-li", at: MORNING };
	await write((tx) => redeem(tx, order));
}

const transfer = async (wrong: object) => {
	const { id: ruleId } = await ruleInForce(db, MERGED, MORNING);
	const row = { householdId: BAO, kind: "adjust" as const, points: -5, held: 0, refersTo: null, ruleId, source: `merger:${BAO}:out` };
	return write((tx) => append(tx, { ...row, evidence: `household:${CHEN}`, month: "2026-11", actorId: null, at: MORNING, ...wrong }));
};

test.each<[string, string, () => Promise<unknown>]>([
	["points go to another household without a merger", "a merger moves the whole balance", () => transfer({})],
	[
		"points come from nowhere",
		"a merger moves the whole balance",
		() => transfer({ points: 5, source: `merger:${CHEN}:in`, evidence: `household:${CHEN}` }),
	],
	[
		"what is held goes on where its household does not",
		"goes on where its household goes on",
		async () => {
			const { id: ruleId } = await ruleInForce(db, NEIGHBOUR_HELP, MORNING);
			return transfer({ kind: "hold", points: 0, held: 5, ruleId, source: "moved:1" });
		},
	],
	[
		"a pair is given to a neighbour",
		"go along with their household",
		() => write((tx) => tx.update(submissions).set({ householdId: CHEN })),
	],
	["a photo is given to a neighbour", "go along with their household", () => write((tx) => tx.update(photos).set({ householdId: CHEN }))],
	[
		"a pair lies where its household does not",
		"go along with their household",
		() => write((tx) => tx.update(submissions).set({ hamletId: cast.places.xipo.id })),
	],
])("the database refuses that %s", async (_what, why, forge) => {
	await pay(BAO, "one");
	await sentSubmission(cast.homes.bao, { number: 1 });
	await expect(forge()).rejects.toMatchObject({ cause: { message: expect.stringContaining(why) } });
});
