import { and, type SQL, sql } from "drizzle-orm";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { closeTo } from "#domain/recusal.ts";
import { ADMIN_ROLES, inOfficeOf, READERS } from "#domain/regions/scope.ts";

/** All that the queries of this room say of who asks. */
export function askerName({ personId, roles }: Viewer): string {
	return JSON.stringify([personId, roles]);
}

/** What is not one's own to decide on: neither of one's own or a declared relative's household, nor written down by oneself. */
export function isImpartial(viewer: Viewer): SQL {
	return and(isNobodysOwn(viewer), isNotAssistedBy(viewer)) as SQL;
}

/** Not those of one's own or a declared relative's household, nor what one wrote down for a household. Needs `regions` joined by hamlet. */
export function inModeration(viewer: Viewer): SQL {
	return and(inOfficeOf(viewer, ["moderator"]), isImpartial(viewer)) as SQL;
}

function isNotAssistedBy({ personId }: Viewer): SQL {
	return sql`not exists (select 1 from pair_helpers a where a.submission_id = ${submissions.id} and a.helper_id = ${personId})`;
}

/** Who may read decisions of their places, except those on close households. */
export const DECISION_READERS: Role[] = ["moderator", ...READERS];

export const ORIGINAL_ROLES: Role[] = ["moderator", ...ADMIN_ROLES];

/** The submissions whose private originals this person may ask for: moderators and admins in their regions, with the same recusal. */
export function inOriginalsOf(viewer: Viewer): SQL {
	return and(inOfficeOf(viewer, ORIGINAL_ROLES), isNobodysOwn(viewer)) as SQL;
}

export function isNobodysOwn({ personId }: Viewer): SQL {
	return sql`${submissions.householdId} not in ${closeTo(personId)}`;
}
