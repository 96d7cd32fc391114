import { and, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import type { Reader } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, reachingTo } from "#domain/regions/scope.ts";
import { fitsLevel, mayGrant, mayManage, mayReset } from "./rules.ts";
import type { HeldRole, Role } from "./types.ts";

/** Commands read the database, because a viewer's role may have ended since the request began. */
export function rolesOf(reader: Reader, personId: string, at: Date): Promise<HeldRole[]> {
	return reader
		.select({ role: roleGrants.role, regionId: regions.id, regionName: nameAmongAll("regions"), path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.innerJoin(people, eq(people.id, roleGrants.personId))
		.where(and(eq(roleGrants.personId, personId), isNull(roleGrants.revokedAt), isNull(people.disabledAt), openAt(at)));
}

interface Granting {
	role: Role;
	regionId: string;
	grantedBy: string;
	at: Date;
}

/** Refuses a role that is not below the giver's own, or that does not fit the region. */
export async function requireMayGrant(reader: Reader, { role, regionId, grantedBy, at }: Granting): Promise<void> {
	const [region] = await reader
		.select({ level: regions.level, path: regions.path })
		.from(regions)
		.where(and(eq(regions.id, regionId), openAt(at)));
	if (!region) throw new Refusal("invalid", "accounts.regionMissing", { field: "regionId" });
	if (!mayGrant(await rolesOf(reader, grantedBy, at), role, region.path)) throw new Refusal("forbidden", "accounts.notYoursToGrant");
	if (!fitsLevel(role, region.level)) throw new Refusal("invalid", "accounts.roleDoesNotFit", { field: "regionId" });
}

interface Managing {
	personId: string;
	managedBy: string;
	at: Date;
}

export interface ManagedPerson {
	id: string;
	name: string;
	username: string;
	disabledAt: Date | null;
	/** Whether they have chosen a passphrase; before that there is nothing to reset. */
	isInUse: boolean;
}

/** not_found if the admin may not manage them. */
export async function requireManaged(reader: Reader, { personId, managedBy, at }: Managing): Promise<ManagedPerson> {
	if (personId === managedBy) throw new Refusal("conflict", "accounts.notYourself");
	const [person] = await reader
		.select({
			...{ id: people.id, name: people.name, username: people.username, disabledAt: people.disabledAt },
			isInUse: sql`${people.passphraseHash} is not null`.mapWith(Boolean),
		})
		.from(people)
		.where(eq(people.id, personId));
	const theirs = await heldByAnyone(reader, personId);
	if (!person?.username || !mayManage(await rolesOf(reader, managedBy, at), theirs)) throw new Refusal("not_found", "common.notFound");
	return { ...person, username: person.username };
}

/** All who may manage this person's account, as `requireManaged` has it. */
export async function managersOf(reader: Reader, { personId, at }: { personId: string; at: Date }): Promise<string[]> {
	const theirs = await heldByAnyone(reader, personId);
	const inCharge = or(...theirs.map(({ path }) => reachingTo(path))) ?? eq(roleGrants.role, "district_admin");
	const grants = await reader
		.select({ holderId: people.id, role: roleGrants.role, regionId: regions.id, regionName: regions.name, path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.innerJoin(people, and(eq(people.id, roleGrants.personId), isNull(people.disabledAt)))
		.where(and(isNull(roleGrants.revokedAt), inArray(roleGrants.role, ADMIN_ROLES), openAt(at), inCharge));
	const holders = [...Map.groupBy(grants, ({ holderId }) => holderId)];
	return holders.filter(([id, held]) => id !== personId && mayManage(held, theirs)).map(([id]) => id);
}

/** Like requireManaged, for resetting their sign-in: equals may not do that, the machine's operator can (`npm run recover`). */
export async function requireResettable(reader: Reader, managing: Managing): Promise<ManagedPerson> {
	const person = await requireManaged(reader, managing);
	if (person.disabledAt) throw new Refusal("conflict", "accounts.isDisabled");
	const isAbove = mayReset(await rolesOf(reader, managing.managedBy, managing.at), await everHeld(reader, managing.personId));
	if (person.isInUse && !isAbove) throw new Refusal("forbidden", "accounts.resetFromAbove");
	return person;
}

export function everHeld(reader: Reader, personId: string): Promise<HeldRole[]> {
	return reader
		.select({ role: roleGrants.role, regionId: regions.id, regionName: nameAmongAll("regions"), path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(eq(roleGrants.personId, personId));
}

// Includes roles of disabled people: otherwise a village's admin could enable the district's.
function heldByAnyone(reader: Reader, personId: string): Promise<HeldRole[]> {
	return reader
		.select({ role: roleGrants.role, regionId: regions.id, regionName: nameAmongAll("regions"), path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(eq(roleGrants.personId, personId), isNull(roleGrants.revokedAt)));
}

function openAt(at: Date): SQL | undefined {
	return or(isNull(regions.validTo), gt(regions.validTo, at));
}
