import { and, type Column, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { ADMIN_ROLES, regionsOf } from "#domain/accounts/rules.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { closeTo } from "#domain/households/recusal.ts";

/** Submissions that this person may moderate: in their regions, never of their own household or a declared relative's. Needs `regions` joined by hamlet. */
export function inModeration(viewer: Viewer): SQL {
	return and(inRegionsOf(viewer, "moderator"), isNobodysOwn(viewer)) as SQL;
}

/** Submissions whose decisions this person may read: moderators as above; admins and auditors in their regions. */
export function inReadingOf(viewer: Viewer): SQL {
	const readers: Role[] = ["moderator", "village_admin", "town_admin", "district_admin", "auditor"];
	return and(inRegionsOf(viewer, ...readers), isNobodysOwn(viewer)) as SQL;
}

/** Who may ask for the private originals of these submissions. */
export const ORIGINAL_ROLES: Role[] = ["moderator", ...ADMIN_ROLES];

/** Submissions whose private originals this person may ask for: moderators and admins in their regions, as recused as anywhere. */
export function inOriginalsOf(viewer: Viewer): SQL {
	return and(inRegionsOf(viewer, ...ORIGINAL_ROLES), isNobodysOwn(viewer)) as SQL;
}

function inRegionsOf(viewer: Viewer, ...roles: Role[]): SQL {
	return or(...regionsOf(viewer, ...roles).map(({ path }) => below(regions.path, path))) ?? sql`false`;
}

// A path ends in "/", and "0" is the character after it: a range that an index can walk, without the wildcards of LIKE.
function below(column: Column, path: string): SQL {
	return and(gte(column, path), lt(column, `${path.slice(0, -1)}0`)) as SQL;
}

function isNobodysOwn({ personId }: Viewer): SQL {
	return sql`${submissions.householdId} not in ${closeTo(personId)}`;
}
