import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { villageFunds } from "#db/schema/funds.ts";
import { pointEntries } from "#db/schema/points.ts";
import { sign } from "#domain/approvals/answer.ts";
import { depositFund, FUND_APPROVAL, fundOf } from "#domain/funds/deposits.ts";
import { fundState } from "#domain/funds/rules.ts";
import { fundBehind, fundsWaiting } from "#domain/funds/waiting.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { adjust } from "#domain/points/adjust.ts";
import { credit } from "#domain/points/credit.ts";
import { accountsOf } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { reverse } from "#domain/points/reverse.ts";
import { PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const BAO = "household-bao";
const at = MORNING;
const village = () => cast.places.qingshi.id;
const earn = (n: string, householdId = BAO, when = at) =>
	write((tx) =>
		credit(tx, { rule: PUBLISHED_PAIR, source: `decision:${n}`, evidence: `submission:${n}`, householdId, decidedBy: null, at: when }),
	);
const order = (n: string, points: number, householdId = BAO) =>
	write((tx) => redeem(tx, { householdId, points, source: `order:${n}`, evidence: `order:${n}`, actorId: null, at }));
const cancel = (source: string) => write((tx) => reverse(tx, { source, decidedBy: null, at }));
const expectSound = async () => {
	expect((await verifyLedger()).faults).toEqual([]);
	expect((await verifyFunds()).faults).toEqual([]);
};
const typed = (more = {}) => ({
	...{ villageId: village(), quarter: "2026-Q4", deposit: "500", documentNumber: "村会〔2026〕7号", by: cast.staff.wang, at },
	...more,
});

test("a deposit counts once a second person signed it; entered twice it is one", async () => {
	const fundId = await depositFund(typed());
	expect(await depositFund(typed())).toBe(fundId);
	expect(await fundOf(village())).toBeNull();
	const [waiting] = await db.select().from(approvals).where(eq(approvals.subject, fundId));
	const signing = { approvalId: waiting?.id ?? "", at };
	await expect(sign({ ...signing, by: cast.staff.wang }, { fund: FUND_APPROVAL })).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await sign({ ...signing, by: cast.staff.song }, { fund: FUND_APPROVAL });
	await expect(sign({ ...signing, by: cast.staff.song }, { fund: FUND_APPROVAL })).rejects.toMatchObject({ refusal: "conflict" });
	expect(await fundOf(village())).toEqual({ deposited: 500, liability: 0, spent: 0, left: 500 });
	await expectSound();
});

test.each<[string, object, string]>([
	["no quarter", { quarter: "2026-11" }, "points.funds.quarterMissing"],
	["nothing", { deposit: "0" }, "points.funds.depositMissing"],
	["more than a village has", { deposit: "1000001" }, "points.funds.depositMissing"],
	["words", { deposit: "五百" }, "points.funds.depositMissing"],
	["no document", { documentNumber: " " }, "points.funds.documentMissing"],
	["a village that is none", { villageId: "region-990101100201001" }, "common.notFound"],
])("a deposit of %s is refused, and nothing is kept", async (_what, wrong, key) => {
	await expect(depositFund(typed(wrong))).rejects.toMatchObject({ key });
	expect(await db.$count(villageFunds)).toBe(0);
});

test("whoever is not of the village's office enters nothing, nor a document with another amount", async () => {
	await expect(depositFund(typed({ by: cast.staff.li }))).rejects.toMatchObject({ refusal: "not_found" });
	await depositFund(typed());
	await expect(depositFund(typed({ deposit: "600" }))).rejects.toMatchObject({ key: "points.funds.documentTaken" });
});

test("a village's admin is told when its fund is low or used up, and its households that new points are honour; nobody else", async () => {
	const told = async (by = cast.staff.wang) => (await fundsWaiting(by)).map(({ params, way }) => [params["count"], way]);
	expect([await told(), await fundBehind(BAO)]).toEqual([[[0, "/admin/rules"]], "none"]);
	await depositIn(village(), 12);
	await earn("one");
	expect([await told(), await fundBehind(BAO)]).toEqual([[[0, "/admin/rules"]], "enough"]);
	await earn("two");
	expect([await told(), await fundBehind(BAO)]).toEqual([[[1, `/admin/funds?village=${village()}`]], "empty"]);
	expect([await told(cast.staff.li), await fundBehind("household-fan")]).toEqual([[], "none"]);
});

test.each([
	[0, 0, "none"],
	[100, 2, "empty"],
	[100, 3, "low"],
	[100, 9, "low"],
	[100, 10, "enough"],
])("of %d put up, %d left: %s", (deposited, left, state) => {
	expect(fundState({ deposited, left })).toBe(state);
});

test("without a fund all points are honour, which buys nothing", async () => {
	await earn("one");
	expect(await accountsOf(db, BAO)).toEqual({ balance: 5, held: 0, redeemable: 0 });
	await expect(order("one", 1)).rejects.toMatchObject({ refusal: "conflict", key: "points.notEnough" });
});

test("an award is redeemable while the fund covers it whole, then honour", async () => {
	await depositIn(village(), 9);
	await earn("one");
	await earn("two");
	expect(await accountsOf(db, BAO)).toEqual({ balance: 10, held: 0, redeemable: 5 });
	expect(await fundOf(village())).toEqual({ deposited: 9, liability: 5, spent: 0, left: 4 });
	await expectSound();
});

test("what is redeemed is spent once, and comes back when the order is cancelled, once", async () => {
	await depositIn(village(), 100);
	await earn("one");
	await earn("two");
	await order("soap", 7);
	expect(await order("soap", 7)).toEqual({ points: 7 });
	await expect(order("towel", 4)).rejects.toMatchObject({ key: "points.notEnough", params: { points: 4, redeemable: 3 } });
	expect(await fundOf(village())).toMatchObject({ liability: 3, spent: 7, left: 90 });
	for (const _ of [1, 2]) expect(await cancel("order:soap")).toEqual({ points: -7, short: 0 });
	expect(await fundOf(village())).toMatchObject({ liability: 10, spent: 0, left: 90 });
	expect(await accountsOf(db, BAO)).toEqual({ balance: 10, held: 0, redeemable: 10 });
	await expectSound();
});

test("an award that is taken back gives the fund back what was not spent of it; honour stays", async () => {
	await earn("honour");
	await depositIn(village(), 100);
	await earn("one");
	await order("soap", 4);
	expect(await cancel("decision:one")).toEqual({ points: 1, short: 4 });
	expect(await accountsOf(db, BAO)).toEqual({ balance: 5, held: 0, redeemable: 0 });
	expect(await fundOf(village())).toEqual({ deposited: 100, liability: 0, spent: 4, left: 96 });
	await expectSound();
});

test("by hand, honour goes first, and never below zero", async () => {
	await earn("honour");
	await depositIn(village(), 100);
	await earn("one");
	const put = (points: number, n: string) =>
		write((tx) =>
			adjust(tx, { householdId: BAO, points, rule: PUBLISHED_PAIR, source: `fix:${n}`, evidence: "list:9", actorId: null, at }),
		);
	for (const _ of [1, 2]) expect(await put(-7, "a")).toEqual({ points: -7 });
	expect(await accountsOf(db, BAO)).toEqual({ balance: 3, held: 0, redeemable: 3 });
	await expect(put(-4, "b")).rejects.toMatchObject({ key: "points.belowZero" });
	await put(2, "c");
	expect(await accountsOf(db, BAO)).toEqual({ balance: 5, held: 0, redeemable: 5 });
	await expectSound();
});

test("what stands for the points goes along when a household moves to another village, or is merged into one there", async () => {
	await depositIn(village(), 100);
	await earn("one");
	await earn("two", "household-chen");
	await carryOut(moveHousehold, { householdId: BAO, hamletId: cast.places.qiaotou.id, number: "", by: cast.staff.wang, at });
	expect(await fundOf(cast.places.baiyang.id)).toEqual({ deposited: 5, liability: 5, spent: 0, left: 0 });
	await carryOut(mergeHouseholds, { householdId: "household-chen", intoId: "household-fan", by: cast.staff.wang, at });
	expect(await fundOf(cast.places.baiyang.id)).toEqual({ deposited: 10, liability: 10, spent: 0, left: 0 });
	expect(await fundOf(village())).toEqual({ deposited: 90, liability: 0, spent: 0, left: 90 });
	expect(await accountsOf(db, "household-fan")).toEqual({ balance: 5, held: 0, redeemable: 5 });
	await expectSound();
});

test.each<[string, string, RegExp]>([
	["a closed household redeems", "closed", /a closed household redeems nothing/],
	["an entry says more is redeemable than the fund covers", "covered", /what is redeemable does not follow/],
	["an entry is made under rules of another village", "elsewhere", /no such rule is in force there/],
	["a deposit changes", "UPDATE village_funds SET deposit = 900", /append-only/],
	["one side of an entry changes", "UPDATE point_legs SET redeemable = 9", /append-only/],
	[
		"a side is added by hand",
		"INSERT INTO point_legs SELECT 9, household_id, village_id, 5, 0, 0, -5, 0, 0, 10, 0 FROM point_legs",
		/are those of an entry/,
	],
	["a fund owes more than it has", "UPDATE village_accounts SET liability = 101", /village_accounts_covered/],
])("the database refuses that %s", async (_what, wrong, why) => {
	await depositIn(village(), 100);
	await earn("one");
	const [entry] = await db.select().from(pointEntries);
	const forge = async (more: object) =>
		write((tx) =>
			tx
				.insert(pointEntries)
				.values({ ...entry, seq: 2, source: "x:1", previousHash: entry?.hash, hash: "h2", ...more } as typeof pointEntries.$inferInsert),
		);
	const [spent] = await db.all<{ id: string }>(sql`select id from point_rules where code = 'T02'`);
	const attempt = async () => {
		if (wrong === "covered") return forge({ points: 1, balanceAfter: 6, redeemable: 5 });
		if (wrong === "elsewhere") return forge({ points: 6, balanceAfter: 11, redeemable: 6 });
		if (wrong !== "closed") return rawClient().execute(wrong);
		await rawClient().execute("UPDATE households SET closed_at = 1 WHERE id = 'household-bao'");
		return forge({ kind: "redeem", points: -1, redeemable: -1, balanceAfter: 4, ruleId: spent?.id });
	};
	const failure = await attempt().then(
		() => "",
		(error) => String(error.cause?.message ?? error.message),
	);
	expect(failure).toMatch(why);
});
