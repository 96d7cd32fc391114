import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { regionsOf } from "#domain/regions/scope.ts";

/** Every action and page that is not for everybody begins with one of these guards. */
export function requireSignedIn(viewer: Viewer | null): Viewer {
	if (!viewer) throw new Refusal("signed_out", "common.signedOut");
	return viewer;
}

export function requireHousehold(viewer: Viewer | null): Viewer & { householdId: string } {
	const { householdId, ...rest } = requireSignedIn(viewer);
	if (!householdId) throw new Refusal("forbidden", "common.householdsOnly");
	return { ...rest, householdId };
}

/** Staff who hold one of the roles anywhere; the domain checks the region of the thing itself. */
export function requireRole(viewer: Viewer | null, ...roles: Role[]): Viewer {
	const known = requireSignedIn(viewer);
	if (regionsOf(known, ...roles).length === 0) throw new Refusal("forbidden", "common.forbidden");
	return known;
}
