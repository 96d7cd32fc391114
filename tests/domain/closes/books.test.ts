import fc from "fast-check";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { pointCloses } from "#db/schema/closes.ts";
import { pointEntries } from "#db/schema/points.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { lastCloseOf } from "#domain/closes/closes.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { newestOver } from "#domain/closes/rules.ts";
import { verifyCloses } from "#domain/closes/verify.ts";
import { Refusal } from "#domain/errors.ts";
import { expirePoints } from "#domain/funds/expire.ts";
import { adjust } from "#domain/points/adjust.ts";
import { credit, hold } from "#domain/points/credit.ts";
import { redeem } from "#domain/points/redeem.ts";
import { reverse } from "#domain/points/reverse.ts";
import { NEIGHBOUR_HELP, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { vest } from "#domain/points/vest.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { officeOf } from "#tests/village.ts";

const VILLAGE = "region-990101100201";
const HOMES = ["household-bao", "household-chen"];
let office: Awaited<ReturnType<typeof officeOf>>;
freshDatabase(async () => {
	const cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	await depositIn(VILLAGE, 60);
});

interface Act {
	n: number;
	householdId: string;
	at: Date;
}

const of = ({ n, householdId, at }: Act) => ({ source: `deed:${n}:${householdId}`, evidence: `deed:${n}`, householdId, at });
const ACTS = {
	issue: (act: Act) => write((tx) => credit(tx, { rule: NEIGHBOUR_HELP, ...of(act), decidedBy: null })),
	hold: (act: Act) => write((tx) => hold(tx, { rule: PUBLISHED_PAIR, ...of(act), decidedBy: null })),
	vest: (act: Act) => write((tx) => vest(tx, { source: of(act).source, decidedBy: null, at: act.at })),
	reverse: (act: Act) => write((tx) => reverse(tx, { source: of(act).source, decidedBy: null, at: act.at })),
	redeem: (act: Act) => write((tx) => redeem(tx, { ...of(act), source: `order:${act.at.getTime()}`, points: act.n + 1, actorId: null })),
	adjust: (act: Act) =>
		write((tx) =>
			adjust(tx, {
				...of(act),
				source: `fix:${act.at.getTime()}`,
				evidence: `fix:${act.at.getTime()}`,
				rule: NEIGHBOUR_HELP,
				points: act.n % 2 ? 3 : -3,
				actorId: null,
			}),
		),
	expire: ({ at }: Act) => expirePoints(sweepAt(at)),
	close: ({ at }: Act) => closeNext(at),
};

/** One step of the village's month, whichever is next. */
async function closeNext(at: Date): Promise<void> {
	const last = await lastCloseOf(db, VILLAGE);
	const month = last ? monthAfter(last.month, 1) : newestOver(at);
	if (!last || last.stage === "locked") await beginClose({ villageId: VILLAGE, month, by: office.yun, at });
	else if (last.stage === "begun") await noticeClose({ closeId: last.id, days: "3", by: office.yun, at });
	else await lockClose({ closeId: last.id, by: office.rao, at });
}

test("whatever is issued, held, vested, adjusted, redeemed, expired, reversed and closed, all books are sound", async () => {
	const acts = Object.keys(ACTS) as (keyof typeof ACTS)[];
	const step = fc.record({
		act: fc.constantFrom(...acts, "close" as const, "close" as const),
		n: fc.nat(9),
		home: fc.boolean(),
		days: fc.nat(40),
	});
	let at = MORNING;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
			for (const { act, n, home, days } of steps) {
				at = later(at, days * DAY_MS + 1);
				// What may not be is refused in words; anything else is a fault.
				await ACTS[act]({ n, householdId: HOMES[home ? 0 : 1] ?? "", at }).catch((failure: Error) => {
					if (!(failure instanceof Refusal)) throw failure;
				});
			}
			expect([...(await verifyLedger()).faults, ...(await verifyFunds()).faults, ...(await verifyCloses()).faults]).toEqual([]);
		}),
		{ numRuns: 15, seed: 2026 },
	);
	const kinds = new Set((await db.select({ kind: pointEntries.kind }).from(pointEntries)).map(({ kind }) => kind));
	expect([...kinds].sort()).toEqual(["adjust", "expire", "hold", "issue", "redeem", "reverse", "vest"]);
	expect(await db.$count(pointCloses)).toBeGreaterThan(3);
});

test.each([
	["a changed figure", "UPDATE point_close_lines SET balance = 99", ["lines_differ", "code_differs"]],
	["a changed door", "UPDATE point_close_lines SET number = '0009'", ["code_differs"]],
	["a changed head", "UPDATE point_closes SET head_hash = 'x'", ["head_differs", "code_differs"]],
	["half a notice", "UPDATE point_closes SET notice_until = ends_at", ["notice_differs"]],
	["an entry that was dated into it", "UPDATE point_entries SET at = at - 86400000", ["lines_differ"]],
])("verification finds %s behind the database's back", async (_what, sentence, faults) => {
	const ended = new Date("2026-11-26T08:00:00+08:00");
	await ACTS.issue({ n: 1, householdId: HOMES[0] ?? "", at: MORNING });
	await closeNext(ended);
	await ACTS.issue({ n: 2, householdId: HOMES[0] ?? "", at: ended });
	expect((await verifyCloses()).faults).toEqual([]);
	await rawClient().executeMultiple(
		"DROP TRIGGER point_close_lines_no_update; DROP TRIGGER point_closes_kept; DROP TRIGGER point_entries_no_update; PRAGMA foreign_keys = OFF",
	);
	await rawClient().execute(sentence);
	expect((await verifyCloses()).faults.map(({ fault }) => fault)).toEqual(faults);
});
