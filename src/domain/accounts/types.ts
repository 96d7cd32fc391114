import type { ROLES } from "#db/schema/accounts.ts";

export type Role = (typeof ROLES)[number];

/** A role over a region and all below it. `path` is the region's ids from the top, "/a/b/". */
export interface HeldRole {
	role: Role;
	regionId: string;
	regionName: string;
	path: string;
}

export interface Office {
	role: Role;
	/** The region's name. */
	region: string;
}

/** Who is asking, as the middleware found out. Undefined = a visitor. */
export interface Viewer {
	personId: string;
	name: string;
	kind: "villager" | "staff";
	sessionId: string;
	householdId: string | null;
	roles: HeldRole[];
	/** Who printed the slip, or issued the link, to which the session goes back. */
	letInBy?: string | undefined;
	/** Set for staff who must still bind a one-time code: until then they have neither roles nor household. */
	owes?: "totp" | undefined;
}

export interface OpenedSession {
	sessionId: string;
	expiresAt: Date;
	kind: Viewer["kind"];
}

export interface SignedIn extends OpenedSession {
	/** The mark by which the account knows this device next time. */
	device: string;
	owes?: Viewer["owes"];
}

export interface Attempt {
	account: string;
	address: string;
	device?: string | undefined;
}
