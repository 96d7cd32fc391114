import { and, eq } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { Refusal } from "#domain/errors.ts";
import { isEditable } from "./rules.ts";
import type { Member, Stage } from "./types.ts";

export type Submission = typeof submissions.$inferSelect;

export async function requireOwn(reader: Reader, submissionId: string, by: { householdId: string | null }): Promise<Submission> {
	const mine = and(eq(submissions.id, submissionId), eq(submissions.householdId, by.householdId ?? ""));
	const [found] = await reader.select().from(submissions).where(mine);
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

export async function requireEditable(reader: Reader, submissionId: string, by: Member): Promise<Submission> {
	const submission = await requireOwn(reader, submissionId, by);
	requireEditableStage(submission.stage);
	return submission;
}

export function requireEditableStage(stage: Stage): void {
	if (!isEditable(stage)) throw new Refusal("conflict", `submissions.notEditable.${closed(stage)}`);
}

function closed(stage: Stage): "waiting" | "published" | "declined" | "withdrawn" {
	return stage === "draft" || stage === "returned" ? "waiting" : stage;
}

export async function photosOf(reader: Reader, submissionId: string): Promise<string[]> {
	const placed = await reader
		.select({ photoId: submissionPhotos.photoId })
		.from(submissionPhotos)
		.where(eq(submissionPhotos.submissionId, submissionId));
	return placed.map((photo) => photo.photoId);
}
