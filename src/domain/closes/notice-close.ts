import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { CLOSE_LIFE, pointCloses } from "#db/schema/closes.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { type OnClose, requireClose, requireUndoubtedClock } from "./closes.ts";
import { noticeEnds, reviewEnds } from "./rules.ts";
import { NOTICE_DAYS } from "./types.ts";

/** 公示: the sheet hangs on the wall, after the review and for three days at least. Noticed twice, the first end stands. */
export async function noticeClose({ closeId, by, at, ...typed }: OnClose & { days: string }): Promise<{ until: Date; isCertain: boolean }> {
	const days = /^\d{1,2}$/.test(typed.days) ? Number(typed.days) : 0;
	if (days < NOTICE_DAYS.least || days > NOTICE_DAYS.most)
		throw new Refusal("invalid", "closes.refused.days", { field: "days", params: NOTICE_DAYS });
	return write(async (tx) => {
		const close = await requireClose(tx, by, closeId, ADMIN_ROLES);
		if (close.noticeUntil) return { until: close.noticeUntil, isCertain: true };
		const begins = reviewEnds(close.month);
		if (at < begins) throw new Refusal("conflict", "closes.refused.inReview", { params: { day: dayAt(begins) } });
		await requireUndoubtedClock(tx, begins);
		const notice = noticeEnds(at, days, await workingCalendar(tx));
		await tx.update(pointCloses).set({ noticeUntil: notice.until }).where(eq(pointCloses.id, closeId));
		await takeStep(tx, CLOSE_LIFE, { id: closeId, stage: "noticed", actorId: by.personId, at });
		const detail = { month: close.month, until: notice.until.toISOString() };
		await record(tx, { at, actorId: by.personId, action: "close.notice", subject: `close:${closeId}`, detail });
		return notice;
	});
}
