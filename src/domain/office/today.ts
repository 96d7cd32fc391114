import type { Role, Viewer } from "#domain/accounts/types.ts";
import { levelsIn, regionsOf } from "#domain/regions/scope.ts";
import type { Messages } from "#i18n/messages.ts";
import { POINTS_READERS } from "./points-of.ts";

interface Deed {
	deed: keyof Messages["office"]["today"];
	way: string;
	roles: Role[];
}

/** What those can do at any time who have no queue of their own. */
const DEEDS: Deed[] = [
	{ deed: "looked", way: "/staff/lookbacks", roles: ["inspector"] },
	{ deed: "publicity", way: "/staff/publicity", roles: ["publicist"] },
	{ deed: "newest", way: "/staff/shown", roles: ["publicist"] },
	{ deed: "consents", way: "/staff/publicity/consents", roles: ["publicist"] },
	{ deed: "votes", way: "/staff/votes", roles: ["publicist"] },
	{ deed: "boards", way: "/staff/boards", roles: ["publicist"] },
	{ deed: "spots", way: "/staff/spots", roles: ["inspector"] },
	{ deed: "assist", way: "/staff/assist", roles: ["inspector"] },
	{ deed: "points", way: "/staff/points", roles: POINTS_READERS },
	{ deed: "trail", way: "/staff/trail", roles: ["auditor"] },
];

export function deedsFor(viewer: Viewer): Deed[] {
	// A village compares nothing.
	const compares = regionsOf(viewer, "publicist").some(({ path }) => levelsIn(path) <= 2);
	return DEEDS.filter(({ deed, roles }) => regionsOf(viewer, ...roles).length > 0 && (deed !== "boards" || compares));
}
