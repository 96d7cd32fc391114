export type Role = "moderator" | "inspector" | "publicist" | "storekeeper" | "village_admin" | "town_admin" | "district_admin" | "auditor";

/** A role held in a region and all below it: `path` is the region's ids from the top, "/a/b/". */
export interface HeldRole {
	role: Role;
	regionId: string;
	regionName: string;
	path: string;
}

/** Who is asking, as middleware found them. Absent = a visitor. */
export interface Viewer {
	personId: string;
	name: string;
	kind: "villager" | "staff";
	sessionId: string;
	/** The household that this person belongs to now. */
	householdId: string | null;
	roles: HeldRole[];
}
