import { and, eq } from "drizzle-orm";
import { type Reader, write } from "#db/client.ts";
import { pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { households } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { notify } from "#domain/notices/notify.ts";
import { wordsWithin } from "#domain/text.ts";
import { ANSWER_DAYS, DISPUTE_LENGTH } from "./types.ts";

/** 这笔不对: by the household with one tap, or said to an officer who did not write the entry. Said twice it is one. */
export async function disputeEntry(dispute: { entrySeq: number; words: string; at: Date } & Word): Promise<void> {
	const { entrySeq, at } = dispute;
	const words = wordsWithin(dispute.words, DISPUTE_LENGTH);
	if (words === undefined) throw new Refusal("invalid", "closes.refused.words", { field: "words", params: { most: DISPUTE_LENGTH.most } });
	await write(async (tx) => {
		const { householdId, villageId, actorId, at: entryAt } = await requireEntry(tx, entrySeq);
		// A household may always complain in its own session, whoever printed its slip; only a proxy must be somebody else.
		const askedBy = dispute.saidBy !== undefined && actorId ? [actorId] : [];
		const word = await requireWord(tx, dispute, { householdId, regionId: villageId, askedBy });
		const [standing] = await tx.select().from(pointDisputes).where(eq(pointDisputes.entrySeq, entrySeq));
		if (standing) return;
		await requireUnlocked(tx, villageId, entryAt);
		const { day: dueOn } = workingDaysAfter(dayAt(at), ANSWER_DAYS, await workingCalendar(tx));
		const made = { madeBy: word.answeredBy, saidBy: word.saidBy, saidByUnlisted: word.saidByUnlisted, madeAt: at };
		await tx.insert(pointDisputes).values({ entrySeq, householdId, villageId, words, ...made, dueOn });
		await record(tx, { at, actorId: word.answeredBy, action: "dispute.make", subject: `dispute:${entrySeq}`, detail: { dueOn } });
		const to = { office: "admins", regionId: villageId } as const;
		const cause = actorId ? { causedBy: actorId } : {};
		await notify(tx, {
			kind: "points_disputed",
			params: {},
			subject: `dispute:${entrySeq}`,
			to,
			...cause,
			concernedHouseholdId: householdId,
			at,
		});
	});
}

async function requireEntry(reader: Reader, entrySeq: number) {
	const { householdId, actorId, at } = pointEntries;
	const [entry] = await reader
		.select({ householdId, actorId, at, villageId: households.villageId })
		.from(pointEntries)
		.innerJoin(households, eq(households.id, householdId))
		.where(eq(pointEntries.seq, entrySeq));
	if (!entry) throw new Refusal("not_found", "common.notFound");
	return entry;
}

async function requireUnlocked(reader: Reader, villageId: string, entryAt: Date): Promise<void> {
	const closed = await reader
		.select({ month: pointCloses.month, endsAt: pointCloses.endsAt })
		.from(pointCloses)
		.where(and(eq(pointCloses.villageId, villageId), eq(pointCloses.stage, "locked")));
	const found = closed.filter(({ endsAt }) => entryAt < endsAt).sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime())[0];
	if (found) throw new Refusal("conflict", "closes.refused.locked", { params: { month: found.month } });
}
