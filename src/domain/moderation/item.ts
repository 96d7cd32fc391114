import { and, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import type { Reader, Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { households } from "#db/schema/households.ts";
import { decisions } from "#db/schema/moderation.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions, submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { inModeration } from "./scope.ts";

export const isNewestVersion = and(
	eq(submissionVersions.submissionId, submissions.id),
	eq(submissionVersions.version, submissions.version),
);

/** A sent submission with its newest version. Scopes test its hamlet's path in `regions`. */
export type Item = Awaited<ReturnType<typeof selectItems>>[number];

/** The item; not_found for drafts, other regions, and one's own or relatives' households. */
export async function requireItem(reader: Reader, viewer: Viewer, submissionId: string): Promise<Item> {
	const [item] = await selectItems(reader).where(and(eq(submissions.id, submissionId), inModeration(viewer)));
	if (!item) throw new Refusal("not_found", "common.notFound");
	return item;
}

/** `openedBy` is another column, of the list in which it stands who has an item open. */
export function selectItems(reader: Reader, openedBy = sql<string | null>`null`) {
	return reader
		.select({
			openedBy,
			submissionId: submissions.id,
			version: submissions.version,
			stage: submissions.stage,
			editedAt: submissions.editedAt,
			householdId: submissions.householdId,
			courtyard: households.publicCode,
			closedAt: households.closedAt,
			villageId: submissions.villageId,
			village: { regionId: villages.id, name: nameAmongAll("villages") },
			hamlet: { regionId: regions.id, name: regions.name },
			category: { code: leafCategories.code, name: leafCategories.name, nameEn: leafCategories.nameEn },
			words: submissionVersions.words,
			startedBy: submissionVersions.startedBy,
			before: submissionVersions.before,
			after: submissionVersions.after,
			sentAt: submissionVersions.sentAt,
		})
		.from(submissions)
		.innerJoin(submissionVersions, isNewestVersion)
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(submissions))
		.innerJoin(villages, inVillage(submissions))
		.innerJoin(leafCategories, eq(leafCategories.code, submissionVersions.categoryCode))
		.$dynamic();
}

export function photoIdsOf({ before, after }: Pick<Item, "before" | "after">): string[] {
	return [...before, ...after];
}

export async function standingDecision(tx: Tx, { submissionId, version }: { submissionId: string; version: number }) {
	const [decision] = await tx
		.select({ decisionId: decisions.id, outcome: decisions.outcome, moderatorId: decisions.moderatorId, name: people.name })
		.from(decisions)
		.innerJoin(people, eq(people.id, decisions.moderatorId))
		.where(and(eq(decisions.submissionId, submissionId), eq(decisions.version, version), isNull(decisions.undoneAt)));
	return decision;
}
