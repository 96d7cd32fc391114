import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { assistedTurns } from "#db/schema/assisted-turns.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { assistedSubmissions, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { HELPERS } from "./types.ts";

const NEWEST = 30;
const A_LIST = 12;

const helpers = alias(people, "helpers");
/** Whoever took it over last, otherwise who began it. */
const HELPER = sql`(select h.helper_id from present_helpers h where h.submission_id = ${submissions.id})`;

/** What this officer writes down for households, newest first; not what a colleague took over. */
export function assistedBy({ personId }: Viewer) {
	const begun = db
		.select({ id: assistedSubmissions.submissionId })
		.from(assistedSubmissions)
		.where(eq(assistedSubmissions.helperId, personId));
	const taken = db.select({ id: assistedTurns.submissionId }).from(assistedTurns).where(eq(assistedTurns.helperId, personId));
	const touched = sql`(${inArray(submissions.id, begun)} or ${inArray(submissions.id, taken)})`;
	return lines(and(touched, sql`${HELPER} = ${personId}`), NEWEST);
}

/** What colleagues of the viewer's places began for households, or for one of them, and may be taken up. */
export function withColleagues(viewer: Viewer, householdId?: string) {
	const ofHome = householdId ? eq(submissions.householdId, householdId) : undefined;
	return lines(and(ofHome, isColleagues(viewer)), A_LIST);
}

/** Who looks after this pair, if it is a colleague in the viewer's places and the pair may be taken up; null for everybody else. */
export async function withColleague(viewer: Viewer, submissionId: string) {
	const touched = sql`exists (select 1 from pair_helpers h where h.submission_id = ${submissionId} and h.helper_id = ${viewer.personId})`;
	const one = and(eq(submissions.id, submissionId), isColleagues(viewer));
	const [[found], [was]] = await Promise.all([lines(one, 1), db.all<{ mine: number }>(sql`select ${touched} as "mine"`)]);
	return found ? { ...found, wasMine: was?.mine === 1 } : null;
}

function isColleagues(viewer: Viewer) {
	const isBegun = inArray(submissions.stage, ["draft", "returned"]);
	const isOthers = and(isBegun, inOfficeOf(viewer, HELPERS), sql`${HELPER} <> ${viewer.personId}`);
	return and(isOthers, sql`${households.id} not in ${closeTo(viewer.personId)}`);
}

function lines(which: SQL | undefined, most: number) {
	return db
		.select({
			submissionId: submissions.id,
			householdId: submissions.householdId,
			door: sql<string>`${regions.name} || ' ' || ${households.number} || ' ' || ${households.headName}`,
			stage: submissions.stage,
			stageAt: submissions.stageAt,
			helper: helpers.name,
		})
		.from(assistedSubmissions)
		.innerJoin(submissions, eq(submissions.id, assistedSubmissions.submissionId))
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(helpers, eq(helpers.id, HELPER))
		.where(and(eq(assistedSubmissions.version, 0), which))
		.orderBy(desc(assistedSubmissions.at))
		.limit(most);
}
