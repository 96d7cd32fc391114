import type { ROLES } from "#db/schema/accounts.ts";

export type Role = (typeof ROLES)[number];

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
	/** Staff who must still bind a one-time code: until then the session holds neither roles nor household. */
	owes?: "totp" | undefined;
}

/** What a sign-in hands to the browser. */
export interface OpenedSession {
	sessionId: string;
	expiresAt: Date;
	kind: Viewer["kind"];
}

/** What a sign-in hands to the browser beside the session. */
export interface SignedIn extends OpenedSession {
	/** The mark by which this device is known to the account next time. */
	device: string;
	owes?: Viewer["owes"];
}

/** Who tries to prove who they are: the account as it was typed, and from where. */
export interface Attempt {
	account: string;
	address: string;
	/** The mark that this device got when it last signed in to this account. */
	device?: string | undefined;
}
