import { write } from "#db/client.ts";
import { CLOSE_LIFE } from "#db/schema/closes.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import { record } from "#domain/audit/trail.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { takeStep } from "#domain/stages.ts";
import { CLOSE_READERS, type OnClose, requireClose, requireNothingDisputed, requireUndoubtedClock } from "./closes.ts";

/** 锁定: the notice is over and each dispute was answered. By somebody else than who began it, independent of them. */
export async function lockClose({ closeId, by, at }: OnClose): Promise<void> {
	await write(async (tx) => {
		const close = await requireClose(tx, by, closeId);
		const { villageId, path, month, endsAt, noticeUntil, begunBy } = close;
		if (close.stage === "locked") return;
		if (!noticeUntil) throw new Refusal("conflict", "closes.refused.notNoticed");
		requireOver(noticeUntil, at, "closes.refused.noticeRuns");
		await requireUndoubtedClock(tx, noticeUntil);
		await requireNothingDisputed(tx, villageId, endsAt);
		await requireIndependent(tx, by, { region: { id: villageId, path }, roles: CLOSE_READERS, besides: [begunBy], except: [begunBy] });
		await takeStep(tx, CLOSE_LIFE, { id: closeId, stage: "locked", actorId: by.personId, at });
		await record(tx, { at, actorId: by.personId, action: "close.lock", subject: `close:${closeId}`, detail: { month, code: close.code } });
	});
}
