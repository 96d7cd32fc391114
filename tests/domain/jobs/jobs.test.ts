import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "#db/client.ts";
import { jobs } from "#db/schema/jobs.ts";
import { endLease } from "#domain/jobs/lease.ts";
import { Schedule } from "#domain/jobs/schedule.ts";
import type { Job } from "#domain/jobs/types.ts";
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { log } from "#platform/log.ts";
import type { Reading } from "#platform/steady-clock.ts";
import { Machine } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const NOON = new Date("2026-12-01T12:00:00+08:00");
const NIGHT = new Date("2026-12-02T03:10:00+08:00");
let machine: Machine;
let ran: Date[];
beforeEach(() => {
	machine = new Machine(NOON);
	ran = [];
	vi.spyOn(log, "error").mockImplementation(() => undefined);
});

const nightly: Job = { name: "drafts", when: "10 3 * * *", work: async (at) => ran.push(at) };
const scheduleOf = (list: Job[], read: () => Reading = machine.read) => new Schedule(list, read);

async function look(schedule: Schedule): Promise<void> {
	await schedule.look();
	await schedule.settled();
}

const row = async (name = nightly.name) => (await db.select().from(jobs).where(eq(jobs.name, name)))[0];

/** A job that ends when the test says so. */
function slow(): { job: Job; end: () => void; begun: () => number } {
	const { promise, resolve } = Promise.withResolvers<void>();
	let begun = 0;
	const work = () => {
		begun++;
		return promise;
	};
	return { job: { name: "strays", when: "10 3 * * *", work }, end: resolve, begun: () => begun };
}

test("a job runs when its time comes, and not again before the next", async () => {
	const schedule = scheduleOf([nightly]);
	await look(schedule);
	machine.run(NIGHT.getTime() - NOON.getTime() - 1);
	await look(schedule);
	expect(ran).toEqual([NOON]);
	machine.run(1);
	await look(schedule);
	machine.run(MINUTE_MS);
	await look(schedule);
	expect(ran).toEqual([NOON, NIGHT]);
	expect(await row()).toMatchObject({ heldBy: null, startedAt: NIGHT, endedAt: NIGHT, succeededAt: NIGHT, failure: null });
});

test("nights that the machine slept through are caught up by one run, after a restart too", async () => {
	await look(scheduleOf([nightly]));
	const woken = machine.restart(5 * DAY_MS).at;
	const schedule = scheduleOf([nightly]);
	await look(schedule);
	await look(schedule);
	expect(ran).toEqual([NOON, woken]);
});

test("a job that fails or hangs keeps no other from running, and is written down with its reason", async () => {
	const hanging = slow();
	const failing: Job = {
		name: "originals",
		when: "10 3 * * *",
		work: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOSPC" })),
	};
	const broken: Job = {
		name: "sessions",
		when: "10 3 * * *",
		work: () => {
			throw new TypeError("x is no function");
		},
	};
	const schedule = scheduleOf([hanging.job, failing, broken, nightly]);
	await schedule.look();
	await expect.poll(() => ran).toEqual([NOON]);
	await expect.poll(() => row("originals")).toMatchObject({ failure: "full", succeededAt: null, failedAt: NOON });
	await expect.poll(() => row("sessions")).toMatchObject({ failure: "other", failureDetail: "TypeError: x is no function" });
	expect(await row("strays")).toMatchObject({ heldBy: "life 0", endedAt: null });
	hanging.end();
	await schedule.settled();
});

test("what failed is tried again an hour later, not each minute; what went well stays written beside it", async () => {
	let isWell = true;
	const job: Job = {
		name: "drafts",
		when: "10 3 * * *",
		work: async (at) => {
			ran.push(at);
			if (!isWell) throw new Error("no");
		},
	};
	const schedule = scheduleOf([job]);
	await look(schedule);
	isWell = false;
	machine.run(NIGHT.getTime() - NOON.getTime());
	await look(schedule);
	machine.run(HOUR_MS - 1);
	await look(schedule);
	expect(ran).toHaveLength(2);
	expect(await row()).toMatchObject({ succeededAt: NOON, failedAt: NIGHT });
	isWell = true;
	machine.run(1);
	await look(schedule);
	expect(ran).toHaveLength(3);
	expect(await row()).toMatchObject({ succeededAt: later(NIGHT, HOUR_MS), failedAt: NIGHT });
});

test("two processes on one data folder never run a job at once", async () => {
	const one = slow();
	const other = () => ({ ...machine.read(), process: "another" });
	const schedules = [scheduleOf([one.job]), scheduleOf([one.job], other)];
	await Promise.all(schedules.map((schedule) => schedule.look()));
	await expect.poll(one.begun).toBe(1);
	// It goes on for longer than a lease: whoever runs it says so at each look.
	for (let minute = 0; minute < 10; minute++) {
		machine.run(MINUTE_MS);
		await Promise.all(schedules.map((schedule) => schedule.look()));
	}
	expect(one.begun()).toBe(1);
	one.end();
	await Promise.all(schedules.map((schedule) => schedule.settled()));
	expect(one.begun()).toBe(1);
});

test("the lease of a process that died is taken over when it has run out, and its late word changes nothing", async () => {
	const hanging = slow();
	await scheduleOf([hanging.job]).look();
	await expect.poll(hanging.begun).toBe(1);
	const dead = machine.read();
	machine.restart(MINUTE_MS);
	const job: Job = { ...nightly, name: hanging.job.name };
	const schedule = scheduleOf([job]);
	await look(schedule);
	expect(ran).toEqual([]);
	machine.run(MINUTE_MS);
	await look(schedule);
	expect(ran).toHaveLength(1);
	await endLease("strays", dead, { tookMs: 1, failed: { failure: "other", detail: "late" } });
	expect(await row("strays")).toMatchObject({ failure: null, tookMs: 0 });
	hanging.end();
});

test("a run or a lease of a wrong future holds nothing up once the clock is right", async () => {
	machine.set(400 * DAY_MS);
	const hanging = slow();
	await scheduleOf([nightly, hanging.job]).look();
	await expect.poll(() => [ran.length, hanging.begun()]).toEqual([1, 1]);
	machine.restart(-400 * DAY_MS);
	const again: Job = { ...nightly, name: "strays" };
	await look(scheduleOf([nightly, again]));
	expect(ran).toHaveLength(3);
	hanging.end();
});

test("a sweep is called with what was due a day of running before, and by a doubted clock not at all", async () => {
	const swept: unknown[] = [];
	const sweeping: Job = { name: "drafts", when: "10 3 * * *", sweep: async (sweep) => swept.push(sweep) };
	const hourly: Job = { name: "sessions", when: "0 * * * *", sweep: async () => undefined };
	const schedule = scheduleOf([sweeping, hourly]);
	await look(schedule);
	for (let hour = 0; hour < 48; hour++) {
		machine.run(HOUR_MS);
		await look(schedule);
	}
	const at = new Date("2026-12-03T04:00:00+08:00");
	expect(swept).toEqual([{ at, dueBy: later(at, -DAY_MS) }]);
	machine.restart(31 * DAY_MS);
	await look(scheduleOf([sweeping]));
	expect(swept).toHaveLength(1);
	expect(await row()).toMatchObject({ failure: null, startedAt: machine.read().at });
});

test("stopping begins nothing new and waits for what runs", async () => {
	const hanging = slow();
	const schedule = scheduleOf([hanging.job]);
	schedule.start();
	await expect.poll(hanging.begun).toBe(1);
	let isStopped = false;
	const stopping = schedule.stop().then(() => {
		isStopped = true;
	});
	await new Promise(setImmediate);
	expect(isStopped).toBe(false);
	hanging.end();
	await stopping;
	expect(await row("strays")).toMatchObject({ heldBy: null, succeededAt: NOON });
});
