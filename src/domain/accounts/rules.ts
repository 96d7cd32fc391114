import { ADMIN_ROLES, isWithin } from "#domain/regions/scope.ts";
import { tidyCode, tidyLine, typedCode } from "#domain/text.ts";
import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import type { HeldRole, Role, Viewer } from "./types.ts";

export { ROLES } from "#db/schema/accounts.ts";

/** How long a session lasts at most, in milliseconds; nothing prolongs it (NIST 800-63B: 30 days for AAL1, 12 hours for AAL2). */
export const LIFETIME: Record<Viewer["kind"], number> = { villager: 30 * DAY_MS, staff: DAY_MS / 2 };
const STAFF_IDLE = 30 * MINUTE_MS;

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
	return kind === "staff" && at.getTime() - lastSeenAt.getTime() >= MINUTE_MS;
}

/** Whom an address belongs to, as far as one can tell: an IPv4 address, or the 64 bits of an IPv6 address that one customer gets. */
export function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
	return plain.includes(":") ? (plain.split("::")[0] ?? "").split(":").slice(0, 4).join(":") : plain;
}

/** A staff name as it is stored and compared: however it was typed. */
export function normalUsername(typed: string): string {
	return tidyLine(typed).normalize("NFKC").toLowerCase();
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
	if (roles.some(({ role }) => role === "auditor" || ADMIN_ROLES.includes(role))) return "/admin";
	return roles.some(({ role }) => role === "publicist") ? "/staff/votes" : "/staff/security";
}

export function doorAccount(doorToken: string): string {
	return `door ${typedCode(doorToken)}`;
}

/** At a door at least so many hashes are checked, so that the time does not tell how many of a household have one. */
export const CHECKS_AT_A_DOOR = 3;

/** Digits as people type them: with a gap in the middle, or in full width. */
export function digitsOf(typed: string): string {
	return tidyCode(typed).replaceAll("-", "");
}

/** Whether this is the PIN of a slip. No passphrase is so short, so one field can take either. */
export function isPin(typed: string): boolean {
	return /^\d{8}$/.test(digitsOf(typed));
}

/** The fewest characters of a passphrase: villagers have one door to lose, staff a whole village (NIST 800-63B: 15 alone). */
export const LEAST_CHARACTERS: Record<Viewer["kind"], number> = { villager: 10, staff: 15 };

const RANK: Partial<Record<Role, number>> = { village_admin: 1, town_admin: 2, district_admin: 3 };

/** Whether these roles let somebody give or take this role there: an admin of that region or one above it, and never upward. */
export function mayGrant(roles: HeldRole[], role: Role, regionPath: string): boolean {
	return roles.some((held) => {
		const rank = RANK[held.role];
		return rank !== undefined && rank >= (RANK[role] ?? 0) && isWithin(regionPath, held.path);
	});
}

/** Whether somebody with these roles may reset or disable a person with those: only who could have given every one of them. */
export function mayManage(roles: HeldRole[], theirs: HeldRole[]): boolean {
	if (theirs.length === 0) return roles.some(({ role }) => role === "district_admin");
	return theirs.every(({ role, path }) => mayGrant(roles, role, path));
}

/**
 * Whether they may hand out a new way in to that person: who gets the link could act in their name, so only from a higher rank, over every role that
 * they hold or ever held (else an equal takes the role away first).
 */
export function mayReset(roles: HeldRole[], everHeld: HeldRole[]): boolean {
	if (everHeld.length === 0) return mayManage(roles, everHeld);
	return everHeld.every(({ role, path }) => roles.some((held) => (RANK[held.role] ?? 0) > (RANK[role] ?? 0) && isWithin(path, held.path)));
}

const LEVEL_OF: Partial<Record<Role, string>> = { village_admin: "village", town_admin: "town", district_admin: "district" };

/** An admin's role belongs to a region of its own level; the others may be held anywhere. */
export function fitsLevel(role: Role, level: string): boolean {
	return (LEVEL_OF[role] ?? level) === level;
}

/** Two to thirty-two small letters, digits, dots and dashes: can be said over the telephone. */
export function isUsername(username: string): boolean {
	return /^[a-z0-9][a-z0-9._-]{1,31}$/.test(username);
}

/** Whether somebody signed in so recently that it counts as proof of who sits there. */
export function isFresh(startedAt: Date, at: Date): boolean {
	return at.getTime() - startedAt.getTime() < 10 * MINUTE_MS;
}
