import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { clockMarks } from "#db/schema/jobs.ts";
import { record } from "#domain/audit/trail.ts";
import { confirmClock } from "#domain/clock/confirm-clock.ts";
import { dueBy, markClock } from "#domain/clock/marks.ts";
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { Machine } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let machine: Machine;
beforeEach(async () => {
	cast = await inviteCast();
	machine = new Machine(MORNING);
});

/** It runs for so many hours, and marks its clock hourly. */
async function run(hours: number): Promise<void> {
	for (let hour = 0; hour < hours; hour++) await markClock(machine.run(HOUR_MS));
}

function somethingIsDone(at: Date): Promise<void> {
	return write((tx) => record(tx, { at, actorId: null, action: "site.set_up", subject: "site:test" }));
}

const doubts = () => db.select().from(auditEntries).where(eq(auditEntries.action, "clock.doubt")).orderBy(asc(auditEntries.seq));

test("a site that runs finds due after a day what was due a day before", async () => {
	await markClock(machine.read());
	await run(23);
	expect(await dueBy(machine.read())).toBeNull();
	await run(1);
	expect(await dueBy(machine.read())).toEqual(MORNING);
	await run(48);
	expect(await dueBy(machine.read())).toEqual(later(MORNING, 2 * DAY_MS));
});

test("hours count while the machine runs: one that is on for eight a day clears on the fourth", async () => {
	await markClock(machine.read());
	for (let day = 0; day < 3; day++) {
		await run(8);
		await markClock(machine.restart(16 * HOUR_MS));
	}
	expect(await dueBy(machine.read())).toEqual(MORNING);
});

test.each([31, 400])("a site that starts with its clock %s days ahead finds nothing due until it ran for two days", async (days) => {
	await markClock(machine.read());
	await run(30);
	machine.restart(days * DAY_MS);
	expect(await dueBy(machine.read())).toBeNull();
	await run(24);
	// Believed again; what is due is still what the clock had shown before it leapt.
	expect(await dueBy(machine.read())).toEqual(later(MORNING, 6 * HOUR_MS + 24 * HOUR_MS));
	await run(24);
	expect(await dueBy(machine.read())).toEqual(later(MORNING, (30 + 24 + days * 24) * HOUR_MS));
});

test.each([31, 400])("the same with a data folder that has no mark yet, by the newest line of the trail: %s days", async (days) => {
	await somethingIsDone(MORNING);
	expect(await markClock(machine.restart(days * DAY_MS))).toMatchObject({ doubt: "ahead", doubtedAfter: MORNING });
	await run(23);
	expect(await dueBy(machine.read())).toBeNull();
});

test("what is done in a wrong future makes it no more believed", async () => {
	await markClock(machine.read());
	machine.set(400 * DAY_MS);
	await somethingIsDone(machine.read().at);
	expect(await markClock(machine.run(HOUR_MS))).toMatchObject({ doubt: "ahead", doubtedAfter: MORNING });
});

test("starting again and again shortens nothing", async () => {
	await markClock(machine.read());
	await markClock(machine.restart(400 * DAY_MS));
	for (let start = 0; start < 30; start++) await markClock(machine.restart(HOUR_MS));
	expect(await markClock(machine.read())).toMatchObject({ doubt: "ahead" });
	expect(await doubts()).toHaveLength(1);
});

test("a clock that is set right again is behind what was written, and is believed after a day; nothing of the wrong future is left", async () => {
	await markClock(machine.read());
	await run(30);
	await markClock(machine.restart(2 * DAY_MS));
	await run(1);
	const wrong = machine.read().at;
	expect(await markClock(machine.set(-2 * DAY_MS))).toMatchObject({ doubt: "behind", doubtedAfter: wrong });
	expect(await dueBy(machine.read())).toBeNull();
	await run(24);
	const due = (await dueBy(machine.read())) as Date;
	expect(due.getTime()).toBeLessThanOrEqual(machine.read().at.getTime() - DAY_MS);
	expect((await db.select().from(clockMarks)).filter(({ at }) => at > machine.read().at)).toEqual([]);
});

test("a clock behind the newest line of the trail is doubted, also with no mark yet", async () => {
	await somethingIsDone(later(MORNING, HOUR_MS));
	expect(await markClock(machine.read())).toMatchObject({ doubt: "behind", doubtedAfter: later(MORNING, HOUR_MS) });
});

test.each([
	["moved back by a minute by the network", -MINUTE_MS],
	["asleep over a long weekend", 3 * DAY_MS],
])("a clock that was %s is believed", async (_what, ms) => {
	await markClock(machine.read());
	expect(await markClock(machine.set(ms))).toMatchObject({ doubt: null });
});

test("each doubt leaves one line in the trail", async () => {
	await markClock(machine.read());
	machine.restart(31 * DAY_MS);
	await run(3);
	expect((await doubts()).map(({ detail }) => detail)).toEqual([{ doubt: "ahead", after: MORNING.toISOString() }]);
});

test("two processes that mark in turn count no hour twice", async () => {
	await markClock(machine.read());
	for (let hour = 0; hour < 10; hour++) {
		const reading = machine.run(HOUR_MS);
		await markClock(reading);
		await markClock({ ...reading, process: "another", processMs: reading.processMs + DAY_MS });
	}
	expect(await markClock(machine.read())).toMatchObject({ ranMs: 10 * HOUR_MS });
});

test("marks are no pile: what decides nothing any more is gone", async () => {
	await markClock(machine.read());
	await run(100);
	expect((await db.select().from(clockMarks)).length).toBe(25);
});

test("an admin who looked says that the clock is right; said twice, it is one line, and the second look still comes a day later", async () => {
	const { wang } = cast.staff;
	await markClock(machine.read());
	const reading = machine.restart(31 * DAY_MS);
	await markClock(reading);
	await confirmClock({ by: wang, shownAt: reading.at, reading });
	await confirmClock({ by: wang, shownAt: reading.at, reading });
	expect(await markClock(machine.run(HOUR_MS))).toMatchObject({ doubt: null });
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "clock.confirm"));
	expect(lines.map(({ actorId }) => actorId)).toEqual([wang.personId]);
	expect(await dueBy(machine.read())).toBeNull();
	await run(24);
	expect(await dueBy(machine.read())).toEqual(later(reading.at, HOUR_MS));
});

test("nobody else may say so, nor of a time that the page showed long ago", async () => {
	await markClock(machine.read());
	const reading = machine.restart(31 * DAY_MS);
	const { wang, song } = cast.staff;
	await expect(confirmClock({ by: song, shownAt: reading.at, reading })).rejects.toMatchObject({ refusal: "forbidden" });
	for (const shownAt of [MORNING, new Date(Number.NaN)])
		await expect(confirmClock({ by: wang, shownAt, reading })).rejects.toMatchObject({ refusal: "conflict" });
	expect(await markClock(machine.run(HOUR_MS))).toMatchObject({ doubt: "ahead" });
});
