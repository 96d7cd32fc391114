import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointRules, ruleAdoptions, ruleSets } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { adjust } from "#domain/points/adjust.ts";
import { credit } from "#domain/points/credit.ts";
import { accountOf, append } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { reverse } from "#domain/points/reverse.ts";
import { installRules, ruleInForce } from "#domain/points/rulebook.ts";
import { FIRST_RULES, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { statement } from "#domain/points/statement.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";

let bao: string;
let chen: string;
let by: string;

freshDatabase(async () => {
	const cast = await inviteCast();
	bao = cast.homes.bao.householdId;
	chen = cast.homes.chen.householdId;
	by = cast.staff.li.personId;
});

const pay = (decisionId: string, householdId = bao, at = MORNING, submissionId = decisionId) => {
	const [source, evidence] = [`decision:${decisionId}`, `submission:${submissionId}`];
	return write((tx) => credit(tx, { rule: PUBLISHED_PAIR, source, evidence, householdId, decidedBy: by, at }));
};
const takeBack = (decisionId: string) => write((tx) => reverse(tx, { source: `decision:${decisionId}`, decidedBy: by, at: MORNING }));
const UNHELD = { held: 0, refersTo: null };
const entries = () => db.select().from(pointEntries).orderBy(pointEntries.seq);

const fund = () => depositIn("region-990101100201", 100_000);
let orders = 0;
function spend(points: number, householdId = bao) {
	const source = `order:${++orders}`;
	return write((tx) => redeem(tx, { householdId, points, source, evidence: source, actorId: by, at: MORNING }));
}

test("a published pair pays 5, and the balance says so", async () => {
	expect(await pay("one")).toEqual({ points: 5, isPastCap: false });
	expect((await accountOf(db, bao)).balance).toBe(5);
	expect((await accountOf(db, chen)).balance).toBe(0);
});

test("crediting the same decision again changes nothing and answers what it paid", async () => {
	await pay("one");
	expect(await pay("one")).toEqual({ points: 5, isPastCap: false });
	expect(await entries()).toHaveLength(1);
});

test("the third pair of a Beijing month pays nothing and says why; the next month pays again", async () => {
	const lastMinute = new Date("2026-11-30T23:59:00+08:00");
	await pay("one");
	await pay("two");
	expect(await pay("three", bao, lastMinute)).toEqual({ points: 0, isPastCap: true });
	expect(await pay("four", chen, lastMinute)).toEqual({ points: 5, isPastCap: false });
	expect(await pay("five", bao, minutesAfter(lastMinute, 1))).toEqual({ points: 5, isPastCap: false });
});

test("a reversed award makes room for another in its month", async () => {
	await pay("one");
	await pay("two");
	await takeBack("two");
	expect(await pay("three")).toEqual({ points: 5, isPastCap: false });
	expect((await accountOf(db, bao)).balance).toBe(10);
});

test("reversing twice takes back once", async () => {
	await pay("one");
	expect(await takeBack("one")).toEqual({ points: 5, short: 0 });
	expect(await takeBack("one")).toEqual({ points: 5, short: 0 });
	expect((await entries()).map(({ points, balanceAfter }) => [points, balanceAfter])).toEqual([
		[5, 5],
		[-5, 0],
	]);
});

test("reversing what never paid takes nothing", async () => {
	expect(await takeBack("never")).toEqual({ points: 0, short: 0 });
	expect(await entries()).toEqual([]);
});

test("spent points are not taken back below zero, and the award that was kept still counts in its month", async () => {
	await fund();
	await pay("one");
	await spend(4);
	expect(await takeBack("one")).toEqual({ points: 1, short: 4 });
	expect((await accountOf(db, bao)).balance).toBe(0);
	await pay("two");
	expect(await pay("three")).toEqual({ points: 0, isPastCap: true });
});

test("a pair that is published again after a reversal earns what it gave back, never more", async () => {
	await fund();
	await pay("first", bao, MORNING, "pair");
	await spend(2);
	await takeBack("first");
	expect(await pay("second", bao, MORNING, "pair")).toEqual({ points: 3, isPastCap: false });
});

test("after points were taken away under the same evidence, an award pays what its rule says and no more", async () => {
	await pay("one");
	const taken = {
		householdId: bao,
		rule: PUBLISHED_PAIR,
		points: -3,
		source: "fix:1",
		evidence: "submission:two",
		actorId: by,
		at: MORNING,
	};
	await write((tx) => adjust(tx, taken));
	expect(await pay("two")).toEqual({ points: 5, isPastCap: false });
	expect((await accountOf(db, bao)).balance).toBe(7);
});

test("the statement shows a household's own lines, newest first, page by page", async () => {
	for (let n = 0; n < 30; n++) await append30(n);
	const first = await statement(bao);
	const rest = await statement(bao, { cursor: first.cursor });
	expect(first.lines[0]).toMatchObject({ kind: "issue", points: 1, balanceAfter: 30, rule: "P01" });
	expect([first.lines.length, rest.lines.length, rest.cursor]).toEqual([20, 10, null]);
	expect(new Set([...first.lines, ...rest.lines].map(({ seq }) => seq)).size).toBe(30);
	expect(await statement(chen)).toEqual({ lines: [], cursor: null, isFirst: true });
});

async function append30(n: number) {
	const { id: ruleId } = await ruleInForce(db, PUBLISHED_PAIR, MORNING);
	const entry = {
		householdId: bao,
		kind: "issue" as const,
		points: 1,
		...UNHELD,
		ruleId,
		evidence: `e:${n}`,
		month: "2026-11",
		actorId: by,
	};
	await write((tx) => append(tx, { ...entry, source: `s:${n}`, at: MORNING }));
}

test("a village's own rules hold from their day on, and nowhere else; installing again changes nothing", async () => {
	const june = new Date("2027-06-01T00:00:00+08:00");
	await write(async (tx) => {
		const set = { id: "own", villageId: "region-990101100201", version: 1, draftedAt: MORNING };
		await tx.insert(ruleSets).values(set);
		const lines = FIRST_RULES.filter(({ code }) => !code.startsWith("T"));
		for (const line of lines)
			await tx.insert(pointRules).values({ ...line, setId: "own", ...(line.code === PUBLISHED_PAIR && { points: 8 }) });
		const adopted = { documentNumber: "村会〔2027〕3号", decidedOn: "2027-05-20", effectiveFrom: june, adoptedBy: by, adoptedAt: MORNING };
		const meeting = { documentNumber: adopted.documentNumber, decidedOn: adopted.decidedOn, effectiveFrom: june };
		await tx.insert(ruleAdoptions).values({ id: "meeting", setId: "own", ...meeting, enteredBy: by, enteredAt: MORNING });
		const asked = { kind: "rules", subject: "meeting", regionId: set.villageId, outcome: "adopt", why: "村会〔2027〕3号" } as const;
		await tx.insert(approvals).values({ id: "asked", ...asked, proposedBy: by, proposedAt: MORNING });
		const signed = { answer: "signed", answeredBy: "person-song", answeredAt: MORNING } as const;
		await tx.update(approvals).set(signed).where(eq(approvals.id, "asked"));
		await tx.update(ruleSets).set(adopted).where(eq(ruleSets.id, "own"));
		await installRules(tx);
	});
	const pointsAt = async (at: Date, householdId: string) => (await ruleInForce(db, PUBLISHED_PAIR, at, householdId)).points;
	expect(await pointsAt(minutesAfter(june, -1), bao)).toBe(5);
	expect(await pointsAt(june, bao)).toBe(8);
	expect(await pointsAt(june, "household-fan")).toBe(5);
	expect(await db.$count(pointRules)).toBe(FIRST_RULES.length + 12);
});

test("the database refuses to change or remove an entry or a rule", async () => {
	await pay("one");
	const sentences = [
		"UPDATE point_entries SET points = 50",
		"DELETE FROM point_entries",
		"UPDATE point_rules SET points = 9",
		"DELETE FROM point_rules",
		"INSERT OR REPLACE INTO point_rules SELECT * FROM point_rules",
		// Hangs on the chain as it should, and would push out the entry of the same source.
		`INSERT OR REPLACE INTO point_entries (seq, household_id, kind, points, held, balance_after, held_after, rule_id, source, evidence, month, at, previous_hash, hash)
			SELECT 2, household_id, kind, points, 0, balance_after + points, 0, rule_id, source, evidence, month, at, hash, 'h2' FROM point_entries`,
	];
	for (const sql of sentences) await expect(rawClient().execute(sql)).rejects.toThrow(/append-only|only a draft/);
});

test.each([
	["a second entry for one source", { source: "decision:one" }, /UNIQUE/],
	["an entry that does not hang on the last hash", { previousHash: "" }, /the chain is broken/],
	["an entry that skips a number", { seq: 3 }, /the sequence has a gap/],
	["a balance that does not follow", { balanceAfter: 11 }, /the balance does not follow/],
	["a balance below zero", { kind: "adjust" as const, points: -6, redeemable: -1, balanceAfter: -1 }, /never_below_zero/],
	["an entry of no points", { points: 0, balanceAfter: 5 }, /point_entries_kind/],
])("the database refuses %s", async (_name, wrong, message) => {
	await pay("one");
	const [last] = await entries();
	const next = { ...last, seq: 2, source: "decision:two", previousHash: last?.hash, hash: "h2", balanceAfter: 10, ...wrong };
	await expect(write((tx) => tx.insert(pointEntries).values(next as typeof pointEntries.$inferInsert))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(message) },
	});
	expect(await entries()).toEqual([last]);
});

test("spending more than the balance changes nothing", async () => {
	await fund();
	await pay("one");
	await expect(spend(6)).rejects.toThrow();
	expect((await accountOf(db, bao)).balance).toBe(5);
});

test("whatever is credited, reversed and spent, balances are the sums, never below zero, and the chain holds", async () => {
	await fund();
	const step = fc.record({ act: fc.constantFrom("credit", "reverse", "spend"), n: fc.nat(5), home: fc.boolean(), month: fc.nat(2) });
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
			for (const { act, n, home, month } of steps) {
				const householdId = home ? bao : chen;
				const at = new Date(Date.UTC(2026, month, 3));
				if (act === "credit") await pay(`${householdId}-${n}`, householdId, at);
				if (act === "reverse") await takeBack(`${householdId}-${n}`);
				if (act === "spend") await spend(n + 1, householdId).catch(() => undefined);
			}
			await expectSoundBooks();
		}),
		{ numRuns: 15 },
	);
});

async function expectSoundBooks() {
	const all = await entries();
	for (const householdId of [bao, chen]) {
		const own = all.filter((entry) => entry.householdId === householdId);
		const sums = own.map((_, n) => own.slice(0, n + 1).reduce((sum, { points }) => sum + points, 0));
		expect(own.map(({ balanceAfter }) => balanceAfter)).toEqual(sums);
		expect(Math.min(0, ...sums)).toBe(0);
		expect((await accountOf(db, householdId)).balance).toBe(sums.at(-1) ?? 0);
	}
	expect(await verifyLedger()).toMatchObject({ entries: all.length, faults: [] });
}

test.each([
	[
		"changed points",
		"UPDATE point_entries SET points = 50 WHERE seq = 2",
		[
			["wrong_hash", 2],
			["wrong_balance", 2],
		],
	],
	[
		"a changed household",
		"UPDATE point_entries SET household_id = 'household-du' WHERE seq = 3",
		[
			["wrong_hash", 3],
			["wrong_balance", 3],
		],
	],
	[
		"a removed entry",
		"DELETE FROM point_entries WHERE seq = 2",
		[
			["gap", 3],
			["broken_chain", 3],
			["wrong_balance", 3],
		],
	],
	["a changed date", "UPDATE point_entries SET at = at + 1 WHERE seq = 1", [["wrong_hash", 1]]],
])("verification finds %s behind the database's back", async (_name, sql, faults) => {
	for (const n of [1, 2, 3]) await append30(n);
	await rawClient().executeMultiple(
		"DROP TRIGGER point_entries_no_update; DROP TRIGGER point_entries_no_delete; PRAGMA foreign_keys = OFF",
	);
	await rawClient().execute(sql);
	expect((await verifyLedger()).faults.map(({ fault, seq }) => [fault, seq])).toEqual(faults);
});
