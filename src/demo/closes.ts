import { and, desc, eq, gte, isNull, like, type SQL } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointDisputes } from "#db/schema/closes.ts";
import { households } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { lastCloseOf } from "#domain/closes/closes.ts";
import { disputeEntry } from "#domain/closes/dispute-entry.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { recordEnds, recordOf, reviewEnds } from "#domain/closes/rules.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { accountOf } from "#domain/points/ledger.ts";
import type { Home } from "./homes.ts";
import { type Place, type Staff, TOWN_ADMINS, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { DISPUTES } from "./words.ts";

interface Closing {
	staff: Staff;
	places: Place[];
	/** Whose village closes its months, and who says of late that an entry is not right. */
	doubter: Pick<Home, "householdId" | "villageId">;
	beginning: Date;
	until: Date;
}

/** Before the last moment: when the newest sheet was put up, and when the dispute was made that waits for an answer. */
const HOURS = { onWall: 44, doubted: 20 };

/** 月结: a village closes each month of the half year, begun and put up by its town, locked by the auditor; the newest sheet is still on the wall. Of two disputes one was right, one waits. */
export function closeSteps({ staff, places, doubter, beginning, until }: Closing): Step[] {
	const { villageId, householdId } = doubter;
	const office = viewerOf(staff, adminOver(places, villageId));
	const months = { villageId, by: office, auditor: viewerOf(staff, "shenji"), onWall: hoursAfter(until, -HOURS.onWall) };
	const cleanedUp = hoursAfter(startOf(`${monthAfter(monthAt(until), -1)}-01`), 24 * 12 + 10);
	let disputed: Awaited<ReturnType<typeof entryToDoubt>>;
	const steps = [
		...monthSteps(recordOf(beginning), months, beginning),
		step(cleanedUp, async (at) => {
			disputed = await entryToDoubt(and(eq(households.villageId, villageId), like(pointEntries.source, "award:%")), householdId);
			if (disputed) await doubt(disputed, { words: DISPUTES.notUs, admin: staff.admin, at });
		}),
		step(hoursAfter(cleanedUp, 50), async (at) => {
			if (!disputed) return;
			// A household may have spent them meanwhile.
			const left = Math.min(disputed.points, (await accountOf(db, disputed.householdId)).balance);
			const answer = { isUpheld: true, words: DISPUTES.answer, by: office, at };
			if (left > 0) await answerDispute({ entrySeq: disputed.seq, correction: String(-left), ...answer });
		}),
		step(hoursAfter(until, -HOURS.doubted), async (at) => {
			const since = (await lastCloseOf(db, villageId))?.fromAt ?? beginning;
			const entry = await entryToDoubt(and(eq(households.villageId, villageId), gte(pointEntries.at, since)), householdId);
			if (entry) await doubt(entry, { words: DISPUTES.open, admin: staff.admin, at });
		}),
	];
	return steps.filter(({ at }) => at < until);
}

export function adminOver(places: Place[], villageId: string): string {
	const towns = places.filter(({ level }) => level === "town");
	const village = places.find(({ id }) => id === villageId);
	return TOWN_ADMINS[towns.findIndex(({ id }) => id === village?.parentId)] ?? "";
}

interface Months {
	villageId: string;
	by: Viewer;
	auditor: Viewer;
	onWall: Date;
}

/** One month after the other, each when the one before is locked. */
function monthSteps(month: Month, months: Months, lockedAt: Date): Step[] {
	const { villageId, by, auditor, onWall } = months;
	const review = reviewEnds(month);
	if (review > onWall) return [];
	const isNewest = reviewEnds(monthAfter(month, 1)) > onWall;
	const over = hoursAfter(recordEnds(month), 10);
	const lock = (closeId: string, at: Date): Step => ({
		at,
		take: () => lockClose({ closeId, by: auditor, at }).then(() => monthSteps(monthAfter(month, 1), months, at)),
	});
	const notice = (closeId: string, at: Date): Step => ({
		at,
		take: async () => {
			const { until } = await noticeClose({ closeId, days: "5", by, at });
			return isNewest ? [] : [lock(closeId, hoursAfter(until, 10))];
		},
	});
	const begin = { at: over > lockedAt ? over : hoursAfter(lockedAt, 1) };
	const take = async () => {
		const { closeId } = await beginClose({ villageId, month, by, at: begin.at });
		const after = hoursAfter(review, 9);
		return [notice(closeId, isNewest ? onWall : after > begin.at ? after : hoursAfter(begin.at, 1))];
	};
	return [{ ...begin, take }];
}

/** The newest one that is not disputed yet, before all others one of this household. */
async function entryToDoubt(which: SQL | undefined, before: string) {
	const { seq, points, householdId, kind } = pointEntries;
	const [entry] = await db
		.select({ seq, points, householdId })
		.from(pointEntries)
		.innerJoin(households, eq(households.id, householdId))
		.leftJoin(pointDisputes, eq(pointDisputes.entrySeq, seq))
		.where(and(eq(kind, "issue"), isNull(pointDisputes.entrySeq), which))
		.orderBy(desc(eq(householdId, before)), desc(seq))
		.limit(1);
	return entry;
}

async function doubt(
	{ seq: entrySeq, householdId }: { seq: number; householdId: string },
	said: { words: string; admin: Viewer; at: Date },
) {
	const { words, admin, at } = said;
	const { personId } = await issueSlip({ householdId, by: admin, at });
	await disputeEntry({ entrySeq, words, by: { personId, householdId }, at });
}
