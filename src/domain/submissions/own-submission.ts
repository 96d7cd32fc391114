import { and, asc, desc, eq, exists, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { consents, submissionStages } from "#db/schema/submissions.ts";
import { asOwn, type DatedFeedback, feedbackOn } from "./own.ts";
import { requireOwn } from "./submissions.ts";
import type { LifeStep, OwnLife, OwnSubmission } from "./types.ts";

export async function ownSubmission(viewer: { householdId: string | null }, submissionId: string): Promise<OwnLife> {
	const row = await requireOwn(db, submissionId, viewer);
	const [[own], consentAt, steps] = await Promise.all([asOwn([row]), consentOn(submissionId), lifeOf(submissionId, row.householdId)]);
	return { ...(own as OwnSubmission), consentAt, steps };
}

async function consentOn(submissionId: string): Promise<Date | null> {
	const [standing] = await db
		.select({ givenAt: consents.givenAt })
		.from(consents)
		.where(and(eq(consents.submissionId, submissionId), eq(consents.channel, "public_display"), isNull(consents.withdrawnAt)))
		.orderBy(desc(consents.givenAt))
		.limit(1);
	return standing?.givenAt ?? null;
}

async function lifeOf(submissionId: string, householdId: string): Promise<LifeStep[]> {
	const ofHousehold = and(eq(householdMembers.personId, submissionStages.actorId), eq(householdMembers.householdId, householdId));
	const helper = sql<string | null>`(select name from people where id = ${submissionStages.actorId} and exists (
		select 1 from pair_helpers a where a.submission_id = ${submissionStages.submissionId} and a.helper_id = ${submissionStages.actorId}
		union all select 1 from pair_take_backs t where t.submission_id = ${submissionStages.submissionId} and ${submissionStages.actorId} in (t.helper_id, t.disowned_by)))`;
	const memberships = db.select({ id: householdMembers.id }).from(householdMembers).where(ofHousehold);
	const rows = await db
		.select({ stage: submissionStages.stage, at: submissionStages.at, member: people.name, helper })
		.from(submissionStages)
		.leftJoin(people, and(eq(people.id, submissionStages.actorId), exists(memberships)))
		.where(eq(submissionStages.submissionId, submissionId))
		.orderBy(asc(submissionStages.seq));
	const told = await feedbackOn([submissionId]);
	return rows.map((row, n) => {
		const before = rows[n - 1]?.stage;
		const isUndo = row.stage === "waiting" && before !== "draft" && row.member === null && row.helper === null;
		const isSweep = row.stage === "withdrawn" && row.member === null && row.helper === null;
		const isPutBack = row.stage === "published" && before === "withdrawn";
		return { ...row, isUndo, isSweep, isPutBack, feedback: toldAt(told, row) };
	});
}

function toldAt(told: DatedFeedback[], { stage, at }: { stage: string; at: Date }): DatedFeedback | null {
	return told.find((one) => one.outcome === stage && one.decidedAt.getTime() === at.getTime()) ?? null;
}
