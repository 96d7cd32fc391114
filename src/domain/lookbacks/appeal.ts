import { eq } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { lookbackAppeals, lookbacks } from "#db/schema/lookbacks.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { requireAppealWords, requireInTime } from "#domain/appeals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { settle } from "./settle.ts";
import { ANSWER_DAYS, APPEAL_DAYS } from "./types.ts";

/** Who answers appeals in their place, if they are independent of the inspector and not close to the household. */
export const APPEAL_ANSWERERS: Role[] = ["moderator", ...ADMIN_ROLES];

/** By the household itself, or written down by an officer to whom it was said. Until it is answered the points stay held. */
export async function appealLookback(appeal: { lookbackId: string; words: string; at: Date } & Word): Promise<void> {
	const { lookbackId, at } = appeal;
	const words = requireAppealWords(appeal.words);
	await write(async (tx) => {
		const found = await requireLookback(tx, lookbackId);
		const question = { householdId: found.householdId, regionId: found.villageId, askedBy: [found.inspectorId], roles: HELPERS };
		const { answeredBy: madeBy, saidBy } = await requireWord(tx, appeal, question);
		const [standing] = await tx.select().from(lookbackAppeals).where(eq(lookbackAppeals.lookbackId, lookbackId));
		if (standing?.words === words) return;
		if (standing) throw new Refusal("conflict", "lookbackDesk.appealedBefore");
		if (found.settledAt) throw new Refusal("conflict", "lookbackDesk.appealLate");
		requireInTime({ until: later(found.answeredAt, APPEAL_DAYS * DAY_MS), at, late: "lookbackDesk.appealLate" });
		const { day: dueOn } = workingDaysAfter(dayAt(at), ANSWER_DAYS, await workingCalendar(tx));
		await tx.insert(lookbackAppeals).values({ lookbackId, householdId: found.householdId, words, madeBy, saidBy, madeAt: at, dueOn });
		await record(tx, {
			at,
			actorId: madeBy,
			action: "lookback.appeal",
			subject: `lookback:${lookbackId}`,
			detail: { dueOn, ...(saidBy !== null && { saidBy }) },
		});
		const to = { office: "admins", regionId: found.villageId } as const;
		const about = { subject: `lookback:${lookbackId}`, params: {}, concernedHouseholdId: found.householdId } as const;
		await notify(tx, { kind: "lookback_appeal", ...about, to, causedBy: found.inspectorId, at });
	});
}

/** Once, by another person than the inspector: right pays out what was held, wrong takes it back. */
export async function answerLookbackAppeal(answering: {
	lookbackId: string;
	isUpheld: boolean;
	words: string;
	by: Viewer;
	at: Date;
}): Promise<void> {
	const { lookbackId, isUpheld, by, at } = answering;
	const answer = requireAppealWords(answering.words);
	await write(async (tx) => {
		const found = await requireLookback(tx, lookbackId);
		const { householdId, villageId, inspectorId, submissionId } = found;
		const [appeal] = await tx.select().from(lookbackAppeals).where(eq(lookbackAppeals.lookbackId, lookbackId));
		if (!appeal || !mayActIn(by, found.path, ...APPEAL_ANSWERERS)) throw new Refusal("not_found", "common.notFound");
		if (appeal.answeredBy === by.personId && appeal.isUpheld === isUpheld && appeal.answer === answer) return;
		if (appeal.answeredAt) throw new Refusal("conflict", "lookbackDesk.appealAnswered");
		await requireImpartial(tx, by, householdId);
		if (appeal.madeBy === by.personId) throw new Refusal("forbidden", "lookbackDesk.appealOwn");
		const region = { id: villageId, path: found.path };
		await requireIndependent(tx, by, { region, roles: APPEAL_ANSWERERS, besides: [inspectorId], householdId });
		await tx
			.update(lookbackAppeals)
			.set({ isUpheld, answer, answeredBy: by.personId, answeredAt: at })
			.where(eq(lookbackAppeals.lookbackId, lookbackId));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "lookback.answer_appeal",
			subject: `lookback:${lookbackId}`,
			detail: { isUpheld },
		});
		const wrong = found.answer === "relapsed" ? "reversed" : "left";
		await settle(tx, { lookbackId, submissionId, outcome: isUpheld ? "vested" : wrong, actorId: by.personId, at });
		const told = { subject: `submission:${submissionId}`, to: { householdId }, params: { isUpheld }, occasion: at.getTime() } as const;
		await notify(tx, { ...told, kind: "lookback_appeal_answered", causedBy: by.personId, at });
	});
}

async function requireLookback(reader: Reader | Tx, lookbackId: string) {
	const [found] = await reader
		.select({ lookback: lookbacks, householdId: submissions.householdId, path: regions.path })
		.from(lookbacks)
		.innerJoin(submissions, eq(submissions.id, lookbacks.submissionId))
		.innerJoin(regions, inHamlet(submissions))
		.where(eq(lookbacks.id, lookbackId));
	const { answer, answeredAt, inspectorId, villageId, submissionId, settledAt } = found?.lookback ?? {};
	if (!found || !answeredAt || !inspectorId || !villageId || !submissionId || answer === "clean")
		throw new Refusal("not_found", "common.notFound");
	return { answer, answeredAt, inspectorId, villageId, submissionId, settledAt, householdId: found.householdId, path: found.path };
}
