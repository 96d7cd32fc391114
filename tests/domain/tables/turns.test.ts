import { expect, test } from "vitest";
import { foreignLines } from "#domain/tables/encoding.ts";
import { readTable } from "#domain/tables/read-table.ts";
import { Remarks } from "#domain/tables/remarks.ts";

// Somebody else's request takes several turns of the event loop, and waits for all that is done in each of them.
const MOST_A_TURN = 400;

/** How many things are done in each turn until the work ends. */
async function turnsOf(work: (done: () => void) => Promise<unknown>): Promise<number[]> {
	const turns = [0];
	let isOver = false;
	const turn = () => {
		turns.push(0);
		if (!isOver) setImmediate(turn);
	};
	setImmediate(turn);
	await work(() => {
		turns[turns.length - 1] = (turns.at(-1) ?? 0) + 1;
	});
	isOver = true;
	return turns;
}

const LINES = 20_000;
const table = (line: string) => Buffer.from(`村代码,村\n${`${line}\n`.repeat(LINES)}`);
const reading = { isTitle: (title: string) => title.startsWith("村") };

test("a long table is read a few hundred lines at a time, and others are answered in between", async () => {
	const bytes = table(`990101001202,${"后坡".repeat(12)}`);
	const turns = await turnsOf((done) => readTable(bytes, { ...reading, errors: new Remarks(), taker: () => done }));
	expect(turns.reduce((sum, count) => sum + count)).toBe(LINES + 1);
	expect(Math.max(...turns)).toBeLessThan(MOST_A_TURN);
});

test("lines that lost a byte are looked at a few hundred at a time, and only the first thousands", async () => {
	const bytes = Buffer.from(table("后坡~")).map((byte) => (byte === 0x7e ? 0xe5 : byte));
	const turns = await turnsOf(() => foreignLines(bytes, "utf-8"));
	expect([turns.length > 3_000 / MOST_A_TURN, turns.length < LINES / MOST_A_TURN]).toEqual([true, true]);
});

test("of a table with thousands of faults the rest is not read", async () => {
	const errors = new Remarks();
	let taken = 0;
	const taker = () => (_cells: string[], line: number) => {
		taken += 1;
		errors.add({ line, column: "村", value: "", key: "households.reasons.nameMissing" });
	};
	await readTable(table("990101001202,"), { ...reading, errors, taker });
	expect(taken).toBe(3_000);
	const { stopped, errorCount } = errors.refusal();
	expect([errorCount, stopped?.params]).toEqual([3_001, { line: 3_001, count: LINES + 1 - 3_000 }]);
});
