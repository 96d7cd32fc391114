import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { sign } from "#domain/approvals/answer.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { openCallbacks } from "#domain/callbacks/callbacks.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { findFalse } from "#domain/callbacks/find-false.ts";
import { CALLBACK_APPROVAL, proposeRuling } from "#domain/callbacks/rule-callback.ts";
import { adminOver } from "./closes.ts";
import type { Home } from "./homes.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { CALLBACKS, FALSE_PICTURE } from "./words.ts";

interface Asking {
	staff: Staff;
	places: Place[];
	/** Whose village adopted its own rules. */
	villager: Pick<Home, "householdId" | "villageId">;
	beginning: Date;
	until: Date;
}

/** In hours after a quarter was drawn; of the newest one, before the last moment, when nobody spends what is taken back any more. */
const HOURS = { asked: 82, found: -127, newestAsked: -118, proposed: -9, signed: -0.4 };

/**
 * 回访: each quarter's draw is asked about some days later; of the newest one household says that its entry is not true, and a moderator finds one's picture false
 * (N02). Two people take both back.
 */
export function callbackSteps({ staff, places, villager, beginning, until }: Asking): Step[] {
	const draws = drawsWithin(beginning, until);
	const newest = draws.findLast((at) => at < hoursAfter(until, HOURS.newestAsked));
	const asker = viewerOf(staff, "pingxuan");
	const steps = draws.flatMap((at) => [
		step(at, drawCallbacks),
		step(at === newest ? hoursAfter(until, HOURS.newestAsked) : hoursAfter(at, HOURS.asked), (now) =>
			askAll({ by: asker, hasUntrue: at === newest, at: now }),
		),
	]);
	if (newest)
		steps.push(
			step(hoursAfter(until, HOURS.found), async (at) => {
				const submissionId = await newestPaid(villager);
				if (submissionId) await findFalse({ submissionId, why: FALSE_PICTURE.found, by: viewerOf(staff, "shenhe"), at });
			}),
			step(hoursAfter(until, HOURS.proposed), async (at) => {
				for (const { entrySeq, villageId, found } of await toRule()) {
					const by = viewerOf(staff, adminOver(places, villageId));
					await proposeRuling({ entrySeq, outcome: "reverse", why: found ? FALSE_PICTURE.why : CALLBACKS.why, by, at });
				}
			}),
			step(hoursAfter(until, HOURS.signed), async (at) => {
				const open = await db
					.select({ id: approvals.id })
					.from(approvals)
					.where(and(eq(approvals.kind, "callback"), isNull(approvals.answer)));
				for (const { id: approvalId } of open)
					await sign({ approvalId, by: viewerOf(staff, "shenji"), at }, { callback: CALLBACK_APPROVAL });
			}),
		);
	return [step(beginning, drawCallbacks), ...steps.filter(({ at }) => at < until)];
}

/** The mornings after each quarter. */
function drawsWithin(beginning: Date, until: Date): Date[] {
	const months: string[] = [];
	for (let month = monthAfter(monthAt(beginning), 1); month <= monthAt(until); month = monthAfter(month, 1)) months.push(month);
	return months.filter((month) => Number(month.slice(5)) % 3 === 1).map((month) => hoursAfter(startOf(`${month}-01`), 5.2));
}

function toRule() {
	const { entrySeq, villageId, answer, found } = pointCallbacks;
	return db.select({ entrySeq, villageId, found }).from(pointCallbacks).where(sql`${answer} = 'untrue' or ${found} is not null`);
}

/** The newest pair of the village, but for the villager's own, that was paid, not asked about, and had another one of its household before it. */
async function newestPaid({ householdId, villageId }: Asking["villager"]): Promise<string | undefined> {
	const rows = await db.all<{ submissionId: string }>(sql`
		select substr(e.evidence, 12) as submissionId from point_entries e join households h on h.id = e.household_id
		where e.kind in ('issue', 'hold') and e.evidence like 'submission:%' and h.village_id = ${villageId} and h.id <> ${householdId} and h.closed_at is null
			and not exists (select 1 from point_callbacks c join point_entries o on o.seq = c.entry_seq where o.evidence = e.evidence)
			and not exists (select 1 from point_entries o where o.refers_to = e.seq)
			and exists (select 1 from point_entries o where o.household_id = h.id and o.evidence like 'submission:%' and o.evidence <> e.evidence and o.seq < e.seq)
		order by e.seq desc limit 1`);
	return rows[0]?.submissionId;
}

async function askAll({ by, hasUntrue, at }: { by: ReturnType<typeof viewerOf>; hasUntrue: boolean; at: Date }): Promise<void> {
	for (let asked = 0; ; ) {
		const { page } = await openCallbacks(by, at);
		if (page.length === 0) return;
		for (const { seq: entrySeq } of page) {
			const said = hasUntrue && asked === 0 ? "untrue" : asked % 5 === 4 ? "not_reached" : "true";
			const words = { true: CALLBACKS.true, untrue: CALLBACKS.untrue, not_reached: CALLBACKS.notReached }[said];
			await answerCallback({ entrySeq, answer: said, how: asked % 3 === 1 ? "visit" : "phone", words, by, at });
			asked += 1;
		}
	}
}
