import type { HeldRole, Role, Viewer } from "./types.ts";

/** Where the viewer may act in this role; empty = nowhere. */
export function regionsOf(viewer: Viewer | null | undefined, ...roles: Role[]): HeldRole[] {
	return (viewer?.roles ?? []).filter((held) => roles.includes(held.role));
}

/** Whether the viewer holds one of the roles over the region with this path. */
export function mayActIn(viewer: Viewer | null | undefined, regionPath: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => regionPath.startsWith(held.path));
}

export const ADMIN_ROLES: Role[] = ["village_admin", "town_admin", "district_admin"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a session lasts at most, in milliseconds; nothing prolongs it (NIST 800-63B: 30 days for AAL1, 12 hours for AAL2). */
export const LIFETIME: Record<Viewer["kind"], number> = { villager: 30 * DAY, staff: DAY / 2 };
const STAFF_IDLE = 30 * MINUTE;

interface Seen {
	kind: Viewer["kind"];
	lastSeenAt: Date;
}

/** Staff leave desks: half an hour without a request ends their session. */
export function isIdle({ kind, lastSeenAt }: Seen, at: Date): boolean {
	return kind === "staff" && at.getTime() - lastSeenAt.getTime() >= STAFF_IDLE;
}

/** Whether it is time to note that staff are still there: at most once a minute. Of villagers nothing is noted. */
export function needsTouch({ kind, lastSeenAt }: Seen, at: Date): boolean {
	return kind === "staff" && at.getTime() - lastSeenAt.getTime() >= MINUTE;
}

/** Whom an address belongs to, as far as one can tell: an IPv4 address, or the 64 bits of an IPv6 address that one customer gets. */
export function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
	return plain.includes(":") ? (plain.split("::")[0] ?? "").split(":").slice(0, 4).join(":") : plain;
}

/** A staff name as it is stored and compared: however it was typed. */
export function normalUsername(typed: string): string {
	return typed.normalize("NFKC").trim().toLowerCase();
}

/** How failures are counted: by what was typed, whether such an account exists or not. */
export function staffAccount(username: string): string {
	return `staff ${normalUsername(username)}`;
}

/** The page on which somebody's work begins. */
export function homeOf({ kind, owes, roles }: Viewer): string {
	if (kind === "villager") return "/me";
	if (owes) return "/staff/security";
	if (roles.some(({ role }) => role === "moderator")) return "/moderation";
	return roles.some(({ role }) => ADMIN_ROLES.includes(role)) ? "/admin" : "/staff/security";
}
