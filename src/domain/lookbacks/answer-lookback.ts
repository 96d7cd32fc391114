import { eq } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { LOOKBACK_ANSWERS, lookbacks } from "#db/schema/lookbacks.ts";
import { regions } from "#db/schema/regions.ts";
import { CAUSES } from "#db/schema/spots/spots.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { addDays, dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { credit } from "#domain/points/credit.ts";
import { STILL_CLEAN } from "#domain/points/rules.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import type { Cause } from "#domain/spots/types.ts";
import { lengthOf, tidyWords } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { settle } from "./settle.ts";
import { AGAIN_DAYS, APPEAL_DAYS, type LookbackAnswer, MOST_NOTE, WINDOW_DAYS } from "./types.ts";

interface Answering {
	lookbackId: string;
	answer: string;
	cause: string;
	note: string;
	/** The picture of now; null if there is none. */
	upload: Upload | null;
	by: Viewer;
	at: Date;
}

type Answer = Pick<Answering, "by" | "at"> & { answer: LookbackAnswer; cause: Cause | null; note: string };

/** Once, by whom it was drawn for, in its days, with a picture of now, which stays private. The same again changes nothing. */
export async function answerLookback({ lookbackId, upload, by, at, ...typed }: Answering): Promise<void> {
	try {
		const answer: Answer = { ...requireAnswer(typed), by, at };
		const found = await requireOwnLookback(db, lookbackId, by);
		if (found.answer !== null && found.answer === answer.answer && found.cause === answer.cause) return;
		requireOpen(found, at);
		if (!upload) throw new Refusal("invalid", "lookbackDesk.noPhoto", { field: "photo" });
		await takeInPhoto({
			...{ upload, householdId: found.householdId, personId: by.personId, at },
			place: async (tx, photoId) => writeDown(tx, lookbackId, photoId, answer),
		});
		// How long a courtyard stayed clean is told by all looks.
		changed(["lookbacks", `courtyard:${found.publicCode}`]);
	} finally {
		if (upload) await discardUpload(upload);
	}
}

function requireAnswer(typed: Pick<Answering, "answer" | "cause" | "note">) {
	const answer = LOOKBACK_ANSWERS.find((one) => one === typed.answer);
	if (!answer) throw new Refusal("invalid", "lookbackDesk.answerMissing", { field: "answer" });
	const cause = answer === "clean" ? null : (CAUSES.find((one) => one === typed.cause) ?? null);
	if (answer !== "clean" && cause === null) throw new Refusal("invalid", "lookbackDesk.causeMissing", { field: "cause" });
	const note = tidyWords(typed.note);
	if (lengthOf(note) > MOST_NOTE) throw new Refusal("invalid", "lookbackDesk.noteTooLong", { field: "note" });
	return { answer, cause, note };
}

export async function requireOwnLookback(reader: Reader, lookbackId: string, by: Viewer) {
	const [found] = await reader
		.select({
			...{ lookback: lookbacks, householdId: households.id, closedAt: households.closedAt, stage: submissions.stage, path: regions.path },
			...{ number: households.number, headName: households.headName, hamlet: regions.name, publicCode: households.publicCode },
		})
		.from(lookbacks)
		.innerJoin(submissions, eq(submissions.id, lookbacks.submissionId))
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(submissions))
		.where(eq(lookbacks.id, lookbackId));
	if (!found || found.lookback.inspectorId !== by.personId || !mayActIn(by, found.path, "inspector"))
		throw new Refusal("not_found", "common.notFound");
	const { lookback, ...where } = found;
	return { ...lookback, ...where };
}

type Found = Awaited<ReturnType<typeof requireOwnLookback>>;

function requireOpen({ answer, onDay, stage, closedAt }: Pick<Found, "answer" | "onDay" | "stage" | "closedAt">, at: Date): void {
	if (answer) throw new Refusal("conflict", "lookbackDesk.answeredAlready");
	if (stage !== "published" || closedAt) throw new Refusal("conflict", "lookbackDesk.takenBack");
	if (dayAt(at) < (onDay ?? "")) throw new Refusal("conflict", "lookbackDesk.notYet");
	if (dayAt(at) > addDays(onDay ?? dayAt(at), WINDOW_DAYS)) throw new Refusal("conflict", "lookbackDesk.over");
}

async function writeDown(tx: Tx, lookbackId: string, photoId: string, { by, at, ...said }: Answer): Promise<void> {
	const found = await requireOwnLookback(tx, lookbackId, by);
	requireOpen(found, at);
	await tx
		.update(lookbacks)
		.set({ ...said, photoId, answeredAt: at })
		.where(eq(lookbacks.id, lookbackId));
	const { answer, cause } = said;
	await record(tx, { at, actorId: by.personId, action: "lookback.answer", subject: `lookback:${lookbackId}`, detail: { answer, cause } });
	await takeEffect(tx, found, { by, at, ...said });
}

/** Clean is paid, once a month more under P02; partly is looked at again; a relapse waits for the household's word, unless it is a gap in what the village has. */
async function takeEffect(
	tx: Tx,
	{ id: lookbackId, submissionId, householdId, ...found }: Found,
	{ answer, cause, by, at }: Answer,
): Promise<void> {
	const about = { lookbackId, submissionId, actorId: by.personId, at };
	const told = { subject: `submission:${submissionId}`, to: { householdId }, causedBy: by.personId, occasion: at.getTime(), at } as const;
	if (answer === "clean" || cause === "facility_gap") {
		const vested = await settle(tx, { ...about, outcome: "vested" });
		const source = `lookback:${lookbackId}`;
		const award = { rule: STILL_CLEAN, source, evidence: source, householdId, decidedBy: by.personId, at };
		const more = answer === "clean" ? (await credit(tx, award)).points : 0;
		return notify(tx, { ...told, kind: answer === "clean" ? "lookback_clean" : "lookback_gap", params: { points: vested + more } });
	}
	if (answer === "partly") {
		const { month, villageId, hamletId, stratum, inspectorId, day } = found;
		const again = { submissionId, day, againOf: lookbackId, month, villageId, hamletId, stratum, chance: 100, isDrawn: true, inspectorId };
		await tx.insert(lookbacks).values({ ...again, dueAt: later(at, AGAIN_DAYS * DAY_MS), onDay: addDays(dayAt(at), AGAIN_DAYS) });
		return notify(tx, { ...told, kind: "lookback_partly", params: { days: AGAIN_DAYS } });
	}
	return notify(tx, { ...told, kind: "lookback_relapsed", params: { until: later(at, APPEAL_DAYS * DAY_MS).getTime() } });
}

/** Whether its result stands on the courtyard's page is the household's to say. */
export async function showLookback({
	lookbackId,
	isShown,
	by,
	at,
}: {
	lookbackId: string;
	isShown: boolean;
	by: { personId: string; householdId: string };
	at: Date;
}) {
	await write(async (tx) => {
		const [found] = await tx
			.select({ householdId: submissions.householdId, answer: lookbacks.answer, shownAt: lookbacks.shownAt, code: households.publicCode })
			.from(lookbacks)
			.innerJoin(submissions, eq(submissions.id, lookbacks.submissionId))
			.innerJoin(households, eq(households.id, submissions.householdId))
			.where(eq(lookbacks.id, lookbackId));
		if (found?.householdId !== by.householdId || !found.answer) throw new Refusal("not_found", "common.notFound");
		if ((found.shownAt !== null) === isShown) return [];
		await tx
			.update(lookbacks)
			.set({ shownAt: isShown ? at : null })
			.where(eq(lookbacks.id, lookbackId));
		await record(tx, { at, actorId: by.personId, action: "lookback.show", subject: `lookback:${lookbackId}`, detail: { isShown } });
		return [`courtyard:${found.code}` as const];
	}).then(changed);
}
