import fc from "fast-check";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { pointEntries } from "#db/schema/points.ts";
import { credit, hold } from "#domain/points/credit.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { reverse } from "#domain/points/reverse.ts";
import { NEIGHBOUR_HELP, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { statement } from "#domain/points/statement.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { vest } from "#domain/points/vest.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";

/** Ten points, twice a month. */
const KEPT = NEIGHBOUR_HELP;
let bao: string;
let decidedBy: string;

freshDatabase(async () => {
	const cast = await inviteCast();
	bao = cast.homes.bao.householdId;
	decidedBy = cast.staff.li.personId;
});

const award = (n: string, rule: string) => ({
	rule,
	source: `decision:${n}:${rule}`,
	evidence: `submission:${n}`,
	householdId: bao,
	decidedBy,
});
const keep = (n: string, at = MORNING) => write((tx) => hold(tx, { ...award(n, KEPT), at }));
const pay = (n: string, at = MORNING) => write((tx) => credit(tx, { ...award(n, PUBLISHED_PAIR), at }));
const later = (n: string, rule = KEPT) => ({ source: `decision:${n}:${rule}`, decidedBy, at: MORNING });
const payOut = (n: string) => write((tx) => vest(tx, later(n)));
const takeBack = (n: string, rule = KEPT) => write((tx) => reverse(tx, later(n, rule)));
const account = () => accountOf(db, bao);
const entries = () => db.select().from(pointEntries).orderBy(pointEntries.seq);

const fund = () => depositIn("region-990101100201", 100_000);
let orders = 0;
function spend(points: number) {
	const source = `order:${++orders}`;
	return write((tx) => redeem(tx, { householdId: bao, points, source, evidence: source, actorId: decidedBy, at: MORNING }));
}

test("held points are beside the balance until they vest, once", async () => {
	await pay("one");
	expect(await keep("one")).toEqual({ points: 10, isPastCap: false });
	expect(await keep("one")).toEqual({ points: 10, isPastCap: false });
	expect(await account()).toEqual({ balance: 5, held: 10 });
	expect(await payOut("one")).toEqual({ points: 10 });
	expect(await payOut("one")).toEqual({ points: 10 });
	expect(await account()).toEqual({ balance: 15, held: 0 });
	expect((await entries()).map(({ kind, points, held, refersTo }) => [kind, points, held, refersTo])).toEqual([
		["issue", 5, 0, null],
		["hold", 0, 10, null],
		["vest", 10, -10, 2],
	]);
});

test("held points cannot be spent", async () => {
	await fund();
	await keep("one");
	await expect(spend(1)).rejects.toThrow();
	expect(await account()).toEqual({ balance: 0, held: 10 });
});

test("what was taken back while it was held does not vest", async () => {
	await keep("one");
	expect(await takeBack("one")).toEqual({ points: 10, short: 0 });
	expect(await takeBack("one")).toEqual({ points: 10, short: 0 });
	expect(await payOut("one")).toEqual({ points: 0 });
	expect(await account()).toEqual({ balance: 0, held: 0 });
	expect(await entries()).toHaveLength(2);
});

test("what has vested is taken back of the balance, as far as it reaches", async () => {
	await fund();
	await keep("one");
	await payOut("one");
	await spend(4);
	expect(await takeBack("one")).toEqual({ points: 6, short: 4 });
	expect(await takeBack("one")).toEqual({ points: 6, short: 4 });
	expect(await payOut("one")).toEqual({ points: 10 });
	expect(await account()).toEqual({ balance: 0, held: 0 });
});

test("what never was held vests nothing, a credit neither", async () => {
	await pay("one");
	expect(await payOut("none")).toEqual({ points: 0 });
	expect(await write((tx) => vest(tx, later("one", PUBLISHED_PAIR)))).toEqual({ points: 0 });
	expect(await account()).toEqual({ balance: 5, held: 0 });
});

test("what is held counts under the cap of its own rule and month; taken back whole, it makes room", async () => {
	await pay("one");
	await keep("one");
	await keep("two");
	expect(await keep("three")).toEqual({ points: 0, isPastCap: true });
	expect(await keep("four", new Date("2026-12-05T08:00:00+08:00"))).toEqual({ points: 10, isPastCap: false });
	await payOut("two");
	expect(await keep("three")).toEqual({ points: 0, isPastCap: true });
	await takeBack("two");
	expect(await keep("three")).toEqual({ points: 10, isPastCap: false });
});

test("the statement says what is held and what came of it", async () => {
	await keep("one");
	await payOut("one");
	expect((await statement(bao)).lines).toMatchObject([
		{ kind: "vest", points: 10, held: -10, balanceAfter: 10, rule: KEPT },
		{ kind: "hold", points: 0, held: 10, balanceAfter: 0 },
	]);
});

test.each([
	["a hold that is in the balance", { kind: "hold", points: 2, held: 3, balanceAfter: 7, heldAfter: 13 }, /point_entries_kind/],
	["a vest that refers to nothing", { kind: "vest", points: 10, held: -10, balanceAfter: 15, heldAfter: 0 }, /nothing is held|_refer/],
	["a vest of a credit", { kind: "vest", points: 5, held: -5, balanceAfter: 10, heldAfter: 5, refersTo: 1 }, /nothing is held/],
	["a vest of less than was held", { kind: "vest", points: 9, held: -9, balanceAfter: 14, heldAfter: 1, refersTo: 2 }, /nothing is held/],
	["a vest that adds more than it takes", { kind: "vest", points: 10, held: -9, balanceAfter: 15, heldAfter: 1, refersTo: 2 }, /_kind/],
	[
		"a vest of another household's hold",
		{ householdId: "household-chen", kind: "vest", points: 10, held: -10, balanceAfter: 10, heldAfter: -10, refersTo: 2 },
		/nothing is held/,
	],
	["a reversal of more than was given", { kind: "reverse", points: -6, held: 0, balanceAfter: -1, refersTo: 1 }, /nothing was given/],
	[
		"a reversal of a part of a hold",
		{ kind: "reverse", points: 0, held: -9, balanceAfter: 5, heldAfter: 1, refersTo: 2 },
		/nothing was given/,
	],
	["an issue that refers to another", { kind: "issue", points: 5, balanceAfter: 10, refersTo: 1 }, /_refer/],
	["what is held not to follow", { kind: "hold", points: 0, held: 5, heldAfter: 5, balanceAfter: 5 }, /what is held does not follow/],
])("the database refuses %s", async (_name, wrong, message) => {
	await pay("one");
	await keep("one");
	const [first, last] = await entries();
	const ruleId = (wrong.kind === "vest" ? last : first)?.ruleId;
	const next = { ...last, ruleId, held: 0, seq: 3, source: "x:1", previousHash: last?.hash, hash: "h3", ...wrong };
	await expect(write((tx) => tx.insert(pointEntries).values(next as typeof pointEntries.$inferInsert))).rejects.toMatchObject({
		cause: { message: expect.stringMatching(message) },
	});
});

test("the database refuses a second vest, and a vest of what was taken back", async () => {
	await fund();
	await keep("one");
	await keep("two");
	await payOut("one");
	await takeBack("two");
	const { balance, held } = await account();
	const all = await entries();
	for (const refersTo of [1, 2]) {
		const vesting = all.find(({ kind }) => kind === "vest");
		const next = { ...vesting, refersTo, seq: 5, source: "x:1", balanceAfter: balance + 10, heldAfter: held - 10, hash: "h5" };
		const row = { ...next, previousHash: all.at(-1)?.hash } as typeof pointEntries.$inferInsert;
		await expect(write((tx) => tx.insert(pointEntries).values(row))).rejects.toMatchObject({
			cause: { message: expect.stringMatching(/UNIQUE|never_below_zero/) },
		});
	}
});

/** The rules of holding as one keeps them with a pencil: what became of each award, and two sums. */
class Pencil {
	balance = 0;
	held = 0;
	readonly #state = new Map<string, "held" | "paid" | "back">();
	readonly #worth = new Map<string, number>();

	give(key: string, points: number, isHeld: boolean) {
		if (this.#state.has(key)) return;
		this.#state.set(key, isHeld ? "held" : "paid");
		this.#worth.set(key, points);
		if (isHeld) this.held += points;
		else this.balance += points;
	}

	vest(key: string) {
		if (this.#state.get(key) !== "held") return;
		this.#state.set(key, "paid");
		this.held -= this.#worth.get(key) ?? 0;
		this.balance += this.#worth.get(key) ?? 0;
	}

	takeBack(key: string) {
		const worth = this.#worth.get(key) ?? 0;
		const taken = this.#state.get(key) === "paid" ? Math.min(worth, this.balance) : worth;
		// Where all of it was spent, nothing was taken: it may be asked for again.
		if (taken === 0 || this.#state.get(key) === "back") return;
		if (this.#state.get(key) === "held") this.held -= taken;
		if (this.#state.get(key) === "paid") this.balance -= taken;
		this.#state.set(key, "back");
	}

	spend(points: number) {
		if (points <= this.balance) this.balance -= points;
	}
}

interface Step {
	name: string;
	n: number;
	at: Date;
	pencil: Pencil;
}

/** Each deed twice: by the commands, and on paper. */
const DEEDS = {
	credit: async ({ name, at, pencil }: Step) => pencil.give(`c${name}`, (await pay(name, at)) && 5, false),
	hold: async ({ name, at, pencil }: Step) => pencil.give(`h${name}`, (await keep(name, at)) && 10, true),
	vest: async ({ name, pencil }: Step) => pencil.vest((await payOut(name)) && `h${name}`),
	takeBackHeld: async ({ name, pencil }: Step) => pencil.takeBack((await takeBack(name)) && `h${name}`),
	takeBackPaid: async ({ name, pencil }: Step) => pencil.takeBack((await takeBack(name, PUBLISHED_PAIR)) && `c${name}`),
	spend: async ({ n, pencil }: Step) => pencil.spend((await spend(n).catch(() => n)) && n),
};

const step = fc.record({
	act: fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[])),
	n: fc.integer({ min: 1, max: 4 }),
});

test("whatever is credited, held, vested, reversed and spent, the books are what a pencil gives", async () => {
	await fund();
	let run = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
			run += 1;
			const pencil = new Pencil();
			const before = await account();
			// Books go on from run to run: what an earlier run left is spent, and its holds stay beside.
			if (before.balance > 0) await spend(before.balance);
			for (const { act, n } of steps) {
				// A month of its own for each award: caps are asked elsewhere.
				const at = new Date(Date.UTC(2026 + run, n * 2, 3));
				const name = `${run}-${n}`;
				await DEEDS[act]({ name, n, at, pencil });
				expect(await account()).toEqual({ balance: pencil.balance, held: before.held + pencil.held });
			}
			expect((await verifyLedger()).faults).toEqual([]);
		}),
		{ numRuns: 15 },
	);
});
