import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { APPEAL_ANSWERERS } from "./appeal.ts";
import { openAppeals, ownLookbacks } from "./lookbacks.ts";

/** Appeals, which are answered within days, and yards to look at. */
export async function lookbacksWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	const holds = (...roles: Parameters<typeof regionsOf>[1][]) => regionsOf(viewer, ...roles).length > 0;
	const [appeals, own] = await Promise.all([
		holds(...APPEAL_ANSWERERS) ? openAppeals(viewer) : [],
		holds("inspector") ? ownLookbacks(viewer, at) : [],
	]);
	return [
		{ key: "lookbackDesk.appealsWaiting", params: { count: appeals.length }, way: "/staff/lookbacks#appeals" },
		{ key: "lookbackDesk.waiting", params: { count: own.filter(({ answer }) => answer === null).length }, way: "/staff/lookbacks" },
	];
}
