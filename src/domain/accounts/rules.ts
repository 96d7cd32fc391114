import { isWithin } from "#domain/regions/scope.ts";
import { tidyCode, tidyLine, typedCode } from "#domain/text.ts";
import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import type { HeldRole, Role, Viewer } from "./types.ts";

export { ROLES } from "#db/schema/accounts.ts";

/** The longest lifetime of a session, in milliseconds; nothing prolongs it (NIST 800-63B: 30 days for AAL1, 12 hours for AAL2). */
export const LIFETIME: Record<Viewer["kind"], number> = { villager: 30 * DAY_MS, staff: DAY_MS / 2 };
const STAFF_IDLE = 30 * MINUTE_MS;

interface Seen {
	kind: Viewer["kind"];
	lastSeenAt: Date;
}

/** Half an hour without a request ends a staff session, because staff leave their desks. */
export function isIdle({ kind, lastSeenAt }: Seen, at: Date): boolean {
	return kind === "staff" && at.getTime() - lastSeenAt.getTime() >= STAFF_IDLE;
}

export function needsTouch({ kind, lastSeenAt }: Seen, at: Date): boolean {
	return kind === "staff" && at.getTime() - lastSeenAt.getTime() >= MINUTE_MS;
}

/** The network of an address: an IPv4 address, or the 64 bits of IPv6 that one customer gets. */
export function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
	return plain.includes(":") ? (plain.split("::")[0] ?? "").split(":").slice(0, 4).join(":") : plain;
}

export function normalUsername(typed: string): string {
	return tidyLine(typed).normalize("NFKC").toLowerCase();
}

/** The key for counting failures: the typed name, whether such an account exists or not. */
export function staffAccount(username: string): string {
	return `staff ${normalUsername(username)}`;
}

export function homeOf({ kind, owes, roles }: Viewer): string {
	if (kind === "villager") return "/me";
	if (owes) return "/staff/security";
	if (roles.some(({ role }) => role === "moderator")) return "/moderation";
	return roles.length > 0 ? "/staff" : "/staff/security";
}

export function doorAccount(doorToken: string): string {
	return `door ${typedCode(doorToken)}`;
}

/** The least number of hashes checked at a door, so that the time does not reveal how many members have a passphrase. */
export const CHECKS_AT_A_DOOR = 3;

export function digitsOf(typed: string): string {
	return tidyCode(typed).replaceAll("-", "");
}

/** Passphrases are longer than a slip's PIN, so one field takes either. */
export function isPin(typed: string): boolean {
	return /^\d{8}$/.test(digitsOf(typed));
}

/** The shortest passphrase. A villager risks one door, staff a whole village (NIST 800-63B: 15 without a second factor). */
export const LEAST_CHARACTERS: Record<Viewer["kind"], number> = { villager: 10, staff: 15 };

const RANK: Partial<Record<Role, number>> = { village_admin: 1, town_admin: 2, district_admin: 3 };

export function mayGrant(roles: HeldRole[], role: Role, regionPath: string): boolean {
	return roles.some((held) => {
		const rank = RANK[held.role];
		return rank !== undefined && rank >= (RANK[role] ?? 0) && isWithin(regionPath, held.path);
	});
}

export function mayManage(roles: HeldRole[], theirs: HeldRole[]): boolean {
	if (theirs.length === 0) return roles.some(({ role }) => role === "district_admin");
	return theirs.every(({ role, path }) => mayGrant(roles, role, path));
}

/** With a link one could act in their name, so one must rank above every role they ever held: otherwise an equal would first revoke the role. */
export function mayReset(roles: HeldRole[], everHeld: HeldRole[]): boolean {
	if (everHeld.length === 0) return mayManage(roles, everHeld);
	return everHeld.every(({ role, path }) => roles.some((held) => (RANK[held.role] ?? 0) > (RANK[role] ?? 0) && isWithin(path, held.path)));
}

const LEVEL_OF: Partial<Record<Role, string>> = { village_admin: "village", town_admin: "town", district_admin: "district" };

/** An admin's role belongs to a region of its own level; other roles fit any level. */
export function fitsLevel(role: Role, level: string): boolean {
	return (LEVEL_OF[role] ?? level) === level;
}

const LONGEST_USERNAME = 32;

/** Two to thirty-two small letters, digits, dots and dashes, easy to say over the telephone. */
export function isUsername(username: string): boolean {
	return username.length <= LONGEST_USERNAME && /^[a-z0-9][a-z0-9._-]+$/.test(username);
}

/** The nth of those who wish for the same username: wang, wang2, …; its end makes room for the number. */
export function nthUsername(wish: string, n: number): string {
	return n === 1 ? wish : `${wish.slice(0, LONGEST_USERNAME - String(n).length)}${n}`;
}

/** Whether it is the one that was wished for, or one of those that got a number. */
export function isUsernameFor(wish: string, username: string): boolean {
	const digits = /\d*$/.exec(username)?.[0] ?? "";
	const endings = Array.from(digits, (_, from) => Number(digits.slice(from)));
	return username === wish || endings.some((n) => n > 1 && nthUsername(wish, n) === username);
}

export function isFresh(startedAt: Date, at: Date): boolean {
	return at.getTime() - startedAt.getTime() < 10 * MINUTE_MS;
}
