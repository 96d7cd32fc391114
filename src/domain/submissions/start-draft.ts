import { and, count, eq, isNull, ne, or, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { literal } from "#db/literal.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { assistedSubmissions, SUBMISSION_LIFE, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { setting } from "#domain/settings/settings.ts";
import { takeStep } from "#domain/stages.ts";
import { requireMayHelp, requireRoomOfHelper } from "./helper.ts";
import type { Stage } from "./types.ts";

export interface NewDraft {
	householdId: string;
	/** Made by the form or the phone. The same key is the same submission. */
	idempotencyKey: string;
	by: { personId: string };
	/** An officer who begins it for the household. */
	helper?: Viewer;
	at: Date;
}

export interface Draft {
	submissionId: string;
	stage: Stage;
}

/** Sending the same form twice, or twenty times at once, opens one draft. */
export async function startDraft(draft: NewDraft): Promise<Draft> {
	return write((tx) => startDraftIn(tx, draft));
}

/** For a draft that begins together with what it holds. */
export async function startDraftIn(tx: Tx, draft: NewDraft): Promise<Draft> {
	requireKey(draft);
	if (draft.helper) await requireMayHelp(tx, draft.helper, draft.householdId);
	const earlier = await startedEarlier(tx, draft);
	if (earlier) return earlier;
	await requireRoomForDraft(tx, draft);
	if (draft.helper) await requireRoomOfHelper(tx, draft.helper, draft.at);
	return openDraft(tx, draft);
}

/** The draft of a form that was sent before, if there is one. */
export async function draftBegun(begun: Pick<NewDraft, "householdId" | "idempotencyKey">): Promise<Draft | undefined> {
	requireKey(begun);
	return startedEarlier(db, begun);
}

/** The form under its own key, or, if it is sent again (by the back button) after its pair was handed in or thrown away, under one that follows from it, as another pair. */
export async function begunAnew<Form extends Pick<NewDraft, "householdId" | "idempotencyKey">>(form: Form): Promise<Form> {
	const earlier = await draftBegun(form);
	return !earlier || earlier.stage === "draft" ? form : begunAnew({ ...form, idempotencyKey: `${form.idempotencyKey}.` });
}

const LONGEST_KEY = 64;

// With an empty key, all drafts would be the same submission.
function requireKey({ idempotencyKey }: Pick<NewDraft, "idempotencyKey">): void {
	const isKey = idempotencyKey.length > 0 && idempotencyKey.length <= LONGEST_KEY;
	if (!isKey) throw new Refusal("invalid", "common.invalidForm");
}

async function startedEarlier(
	reader: Reader,
	{ householdId, idempotencyKey }: Pick<NewDraft, "householdId" | "idempotencyKey">,
): Promise<Draft | undefined> {
	const [found] = await reader
		.select({ submissionId: submissions.id, stage: submissions.stage })
		.from(submissions)
		.where(and(eq(submissions.householdId, householdId), eq(submissions.idempotencyKey, idempotencyKey)));
	return found;
}

/** How many more pairs a household may begin before it sends or throws away one; what was sent today is limited at sending. */
export async function roomForDrafts({ householdId }: Pick<NewDraft, "householdId">, reader: Reader = db) {
	const unsent = and(eq(submissions.householdId, householdId), eq(submissions.stage, literal("draft")), HOLDS_SOMETHING);
	const [inHand] = await reader.select({ count: count() }).from(submissions).where(unsent);
	const limit = await setting("submissionsPerHouseholdDay");
	return { limit, left: limit - (inHand?.count ?? 0) };
}

export async function requireRoomForDraft(reader: Reader, of: Pick<NewDraft, "householdId">): Promise<void> {
	const { limit, left } = await roomForDrafts(of, reader);
	if (left <= 0) throw new Refusal("too_many", "submissions.tooManyDrafts", { params: { limit } });
}

// An officer's draft is empty until the first photo, and so is one whose only photo was taken away.
const HAS_PHOTO = sql`exists (select 1 from submission_photos p where p.submission_id = ${submissions.id})`;
const HOLDS_SOMETHING = or(ne(submissions.words, ""), HAS_PHOTO);

async function openDraft(tx: Tx, { householdId, idempotencyKey, by, helper, at }: NewDraft): Promise<Draft> {
	const home = helper ? await requireMayHelp(tx, helper, householdId) : await requireHomeOf(tx, householdId, by.personId);
	const submissionId = newId();
	await tx.insert(submissions).values({
		...{ id: submissionId, householdId, ...home, idempotencyKey },
		...{ createdBy: by.personId, createdAt: at, editedAt: at, stageAt: at },
	});
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "draft", actorId: by.personId, at });
	if (helper) await tx.insert(assistedSubmissions).values({ submissionId, version: 0, helperId: helper.personId, at });
	return { submissionId, stage: "draft" };
}

async function requireHomeOf(tx: Tx, householdId: string, personId: string) {
	const lives = and(
		eq(householdMembers.householdId, households.id),
		eq(householdMembers.personId, personId),
		isNull(householdMembers.leftAt),
	);
	const [home] = await tx
		.select({ villageId: households.villageId, hamletId: households.hamletId })
		.from(households)
		.innerJoin(householdMembers, lives)
		.where(eq(households.id, householdId));
	if (!home) throw new Refusal("forbidden", "common.forbidden");
	return home;
}
