import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { ADMIN_ROLES, regionsOf } from "#domain/regions/scope.ts";
import { ratingDesk } from "./desk.ts";

/** Rounds that were told to households and may be settled now. */
export async function ratingsWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...ADMIN_ROLES).length === 0) return [];
	const count = (await ratingDesk(viewer)).filter(({ stage, until }) => stage === "closed" && until !== null && until <= at).length;
	return [{ key: "ratings.desk.waiting", params: { count }, way: "/staff/ratings" }];
}
