import { and, asc, count, eq, gte, isNull, lt, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import {
	assistedSubmissions,
	consents,
	HOW_ASSISTED,
	SUBMISSION_LIFE,
	submissionPhotos,
	submissions,
	submissionVersions,
} from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { printersOf } from "#domain/households/merged.ts";
import { requireSpeaker, type Said } from "#domain/households/speaker.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { setting } from "#domain/settings/settings.ts";
import { takeStep } from "#domain/stages.ts";
import { missingIn } from "./rules.ts";
import { requireEditable, requireOwn, type Submission } from "./submissions.ts";
import type { Member, Stage } from "./types.ts";

export interface Sending {
	submissionId: string;
	/** 单独同意: asked at the first sending; it stands for this pair until it is withdrawn, also after a photo was exchanged. */
	consentsToDisplay: boolean;
	by: Member;
	/** What the household's helper keeps of how it agreed. */
	yes?: SpokenYes;
	at: Date;
}

export interface SpokenYes extends Said {
	helper: Viewer;
	how: string;
	/** The edition of the text that was read aloud. */
	readText: string;
}

export function sendSubmission(sending: Sending): Promise<{ stage: Stage; version: number }> {
	return write(async (tx) => {
		const { stage, version } = await requireOwn(tx, sending.submissionId, sending.by);
		if (stage === "waiting") return { stage, version };
		const submission = await requireEditable(tx, sending.submissionId, sending.by);
		await requireGrown(tx, sending.by);
		if (version === 0) await requireRoomToday(tx, sending);
		const content = await completeContent(tx, submission);
		await keepYes(tx, sending, version + 1);
		await giveConsent(tx, sending);
		return keepVersion(tx, sending, content);
	});
}

export async function requireGrown(tx: Tx, by: Member): Promise<void> {
	const [person] = await tx.select({ isUnder14: people.isUnder14 }).from(people).where(eq(people.id, by.personId));
	if (!person || person.isUnder14) throw new Refusal("forbidden", "submissions.under14");
}

// A mended submission does not count, because the household was asked to send it again.
async function requireRoomToday(tx: Tx, { by, at }: Sending): Promise<void> {
	const today = dayAt(at);
	const firstToday = and(
		eq(submissions.householdId, by.householdId),
		eq(submissionVersions.version, 1),
		gte(submissionVersions.sentAt, startOf(today)),
		lt(submissionVersions.sentAt, endOf(today)),
	);
	const [sent] = await tx
		.select({ count: count() })
		.from(submissionVersions)
		.innerJoin(submissions, eq(submissions.id, submissionVersions.submissionId))
		.where(firstToday);
	const limit = await setting("submissionsPerHouseholdDay");
	if ((sent?.count ?? 0) >= limit) throw new Refusal("too_many", "submissions.tooManyToday", { params: { limit } });
}

interface Complete {
	submission: Submission;
	categoryCode: string;
	startedBy: "self" | "notice";
	before: string[];
	after: string[];
}

async function completeContent(tx: Tx, submission: Submission): Promise<Complete> {
	const placed = await tx
		.select({ photoId: submissionPhotos.photoId, side: submissionPhotos.side })
		.from(submissionPhotos)
		.where(eq(submissionPhotos.submissionId, submission.id))
		.orderBy(asc(submissionPhotos.position));
	const { categoryCode, startedBy } = submission;
	const [missing] = missingIn({ sides: placed.map((photo) => photo.side), categoryCode, startedBy });
	if (missing) throw new Refusal("invalid", `submissions.missing.${missing}`, { field: missing });
	const side = (wanted: string) => placed.filter((photo) => photo.side === wanted).map((photo) => photo.photoId);
	// missingIn has checked that both are there.
	return { submission, categoryCode: categoryCode as string, startedBy: startedBy as "self", before: side("before"), after: side("after") };
}

async function hasConsent(tx: Tx, submissionId: string): Promise<boolean> {
	const standing = and(eq(consents.submissionId, submissionId), eq(consents.channel, "public_display"), isNull(consents.withdrawnAt));
	const rows = await tx.select({ id: consents.id }).from(consents).where(standing).limit(1);
	return rows.length > 0;
}

/** 代填: who of the household said yes, by name, before the yes itself. Whoever printed its slips could be the household, so somebody else writes the yes down. */
async function keepYes(tx: Tx, { submissionId, by, yes, at }: Sending, version: number): Promise<void> {
	if (!yes) return;
	const said = await requireSpeaker(tx, by.householdId, yes);
	const how = HOW_ASSISTED.find((one) => one === yes.how);
	if (!how) throw new Refusal("invalid", "assist.howMissing", { field: "how" });
	const printed = await tx.all(sql`select 1 where ${by.personId} in ${printersOf(by.householdId)}`);
	if (printed.length > 0) throw new Refusal("forbidden", "assist.ownSlip");
	const { readText } = yes;
	await tx.insert(assistedSubmissions).values({ submissionId, version, helperId: by.personId, at, ...said, how, readText });
	const told = { kind: "pair_assisted", params: { helper: yes.helper.name }, subject: `submission:${submissionId}` } as const;
	await notify(tx, { ...told, to: { householdId: by.householdId }, occasion: version, at });
}

// A consent holds until it is withdrawn, so sending again keeps the first row.
async function giveConsent(tx: Tx, { submissionId, consentsToDisplay, by, at }: Sending): Promise<void> {
	if (!consentsToDisplay && !(await hasConsent(tx, submissionId)))
		throw new Refusal("invalid", "submissions.missing.consent", { field: "consentsToDisplay" });
	await tx
		.insert(consents)
		.values({ householdId: by.householdId, submissionId, channel: "public_display", givenBy: by.personId, givenAt: at })
		.onConflictDoNothing();
}

async function keepVersion(tx: Tx, { submissionId, by, yes, at }: Sending, content: Complete): Promise<{ stage: Stage; version: number }> {
	const { submission, ...kept } = content;
	const version = submission.version + 1;
	await tx.update(submissions).set({ version }).where(eq(submissions.id, submissionId));
	await tx.insert(submissionVersions).values({ submissionId, version, words: submission.words, ...kept, sentBy: by.personId, sentAt: at });
	await retractNotices(tx, `submission:${submissionId}`, "pair_returned");
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: by.personId, at });
	const detail = { version, ...(yes && { how: yes.how, readText: yes.readText }) };
	const action = yes ? "submission.send_for" : "submission.send";
	await record(tx, { at, actorId: by.personId, action, subject: `submission:${submissionId}`, detail });
	return { stage: "waiting", version };
}
