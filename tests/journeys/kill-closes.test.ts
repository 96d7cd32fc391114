import { expect, test } from "vitest";
import { closeDatabase, db, openDatabase, write } from "#db/client.ts";
import { pointCloses } from "#db/schema/closes.ts";
import { seededRandom } from "#demo/random.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { newestOver, recordEnds, reviewEnds } from "#domain/closes/rules.ts";
import { credit } from "#domain/points/credit.ts";
import { NEIGHBOUR_HELP } from "#domain/points/rules.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { verifyEverything } from "#domain/verify.ts";
import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { pressed, untilDark, useDarkness } from "#tests/dark.ts";
import { drilled } from "#tests/drills.ts";
import type { OwnSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";

const TRIALS = drilled(30);
const STEPS = 3;
const LONGEST_MS = 40;
const MONTH = monthAfter(newestOver(new Date()), -1);
const random = seededRandom("dark at the month's end");
let qingshi = { villageId: "", closeId: "" };
let baiyang = { villageId: "", closeId: "" };
const sessions = { wang: "", song: "" };

const { start } = useDarkness("kill-closes", setTheScene);

/** A month of one village that may be locked, and one of another village that may be put on the wall. */
async function setTheScene(): Promise<void> {
	const { staff, places } = await inviteCast();
	const ends = recordEnds(MONTH);
	for (const [n, home] of ["bao", "chen", "du", "fan", "bao", "fan"].entries()) {
		const award = { rule: NEIGHBOUR_HELP, source: `list:${n}`, evidence: `list:${n}`, householdId: `household-${home}`, decidedBy: null };
		await write((tx) => credit(tx, { ...award, at: later(ends, (n < 4 ? -5 : 1) * DAY_MS) }));
	}
	const begin = (villageId: string) => beginClose({ villageId, month: MONTH, by: staff.wang, at: later(ends, HOUR_MS) });
	qingshi = { villageId: places.qingshi.id, ...(await begin(places.qingshi.id)) };
	baiyang = { villageId: places.baiyang.id, ...(await begin(places.baiyang.id)) };
	await noticeClose({ closeId: qingshi.closeId, days: "3", by: staff.wang, at: later(reviewEnds(MONTH), HOUR_MS) });
	// The last that was done: it is of today, so that the clock is believed.
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	Object.assign(sessions, { wang: await sessionFor(staff.wang), song: await sessionFor(staff.song) });
}

test(`${TRIALS} times the power goes out while months are closed: each step that was acknowledged is there whole, and verify is clean`, async () => {
	let acknowledged = 0;
	for (let trial = 1; trial <= TRIALS; trial++) {
		const told = await closedUntilDark(await start());
		await openDatabase(env.databaseFile);
		expect({ trial, lost: await lost(told) }).toEqual({ trial, lost: [] });
		const { isSound, closes: months } = await verifyEverything(new Date());
		expect({ trial, isSound, faults: months?.faults }).toEqual({ trial, isSound: true, faults: [] });
		await closeDatabase();
		acknowledged += told.length;
	}
	expect(acknowledged).toBeGreaterThan(0);
}, 300_000);

/** One village's month is locked and the next one begun, the other's is put on the wall; the line is cut some moments after so many answers. */
async function closedUntilDark(site: OwnSite): Promise<string[]> {
	const told: string[] = [];
	const next = { villageId: qingshi.villageId, month: newestOver(new Date()) };
	const work = (hear: () => void) => {
		const press = async (who: keyof typeof sessions, action: string, fields: Record<string, string>) => {
			const address = `/staff/points/closes/${fields["villageId"]}?_action=closes.${action}`;
			const status = await pressed(site, { session: sessions[who], address, fields });
			if (!status) return false;
			expect(status).toBe(303);
			told.push(action);
			hear();
			return true;
		};
		return Promise.all([
			press("song", "lock", qingshi).then((isLocked) => isLocked && press("wang", "begin", next)),
			press("wang", "notice", { ...baiyang, days: "3" }),
		]);
	};
	await untilDark(site, { answers: random.int(0, STEPS), thenMs: random.int(0, LONGEST_MS), work });
	return told;
}

/** What was acknowledged and does not stand there. */
async function lost(told: string[]): Promise<string[]> {
	const rows = await db.select().from(pointCloses);
	const stageOf = (id: string) => rows.find((row) => row.id === id)?.stage;
	const stands: Record<string, boolean> = {
		lock: stageOf(qingshi.closeId) === "locked",
		begin: rows.some(({ villageId, month }) => villageId === qingshi.villageId && month === newestOver(new Date())),
		notice: stageOf(baiyang.closeId) === "noticed",
	};
	return told.filter((step) => !stands[step]);
}
