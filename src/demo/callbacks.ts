import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { sign } from "#domain/approvals/answer.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { openCallbacks } from "#domain/callbacks/callbacks.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { CALLBACK_APPROVAL, proposeRuling } from "#domain/callbacks/rule-callback.ts";
import { adminOver } from "./closes.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { CALLBACKS } from "./words.ts";

interface Asking {
	staff: Staff;
	places: Place[];
	beginning: Date;
	until: Date;
}

/** In hours after a quarter was drawn; of the newest one, before the last moment, when nobody spends what is taken back any more. */
const HOURS = { asked: 82, newestAsked: -118, proposed: -9, signed: -0.4 };

/** 回访: each quarter's draw is asked about some days later; of the newest one household says that its entry is not true, and two people take it back. */
export function callbackSteps({ staff, places, beginning, until }: Asking): Step[] {
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
			step(hoursAfter(until, HOURS.proposed), async (at) => {
				const untrue = await untrueOne();
				const by = viewerOf(staff, adminOver(places, untrue?.villageId ?? ""));
				if (untrue) await proposeRuling({ entrySeq: untrue.entrySeq, outcome: "reverse", why: CALLBACKS.why, by, at });
			}),
			step(hoursAfter(until, HOURS.signed), async (at) => {
				const [open] = await db
					.select({ id: approvals.id })
					.from(approvals)
					.where(and(eq(approvals.kind, "callback"), isNull(approvals.answer)));
				if (open) await sign({ approvalId: open.id, by: viewerOf(staff, "shenji"), at }, { callback: CALLBACK_APPROVAL });
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

async function untrueOne() {
	const { entrySeq, villageId, answer } = pointCallbacks;
	const [found] = await db.select({ entrySeq, villageId }).from(pointCallbacks).where(eq(answer, "untrue")).limit(1);
	return found;
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
