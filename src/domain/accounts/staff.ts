import { and, asc, eq, exists, gt, isNotNull, isNull, notExists, or, type SQL } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { cursorOf } from "#domain/paging.ts";
import { ownPlaces } from "#domain/regions/places.ts";
import { ADMIN_ROLES, isWithin, regionsOf, within } from "#domain/regions/scope.ts";
import { everHeld } from "./roles.ts";
import { mayGrant, mayManage, mayReset, ROLES } from "./rules.ts";
import type { HeldRole, Viewer } from "./types.ts";

const PAGE = 50;
const CURSOR = cursorOf("staff", "text");

export interface StaffLine {
	personId: string;
	name: string;
	username: string;
	state: "disabled" | "invited" | "noTotp" | "ready";
	hasTotp: boolean;
	roles: HeldGrant[];
}

interface HeldGrant extends HeldRole {
	grantId: string;
	isRevocable: boolean;
}

export interface StaffMember extends StaffLine {
	/** Whether the viewer may disable them: not oneself, and nobody with a role beyond the viewer's. */
	isManaged: boolean;
	/** Whether the viewer may give them a new way in; false for equals. */
	isResettable: boolean;
}

/** Staff with a role in the viewer's scope, by username. A district's admin also sees staff without a role. `after` is the `next` of the page before. */
export async function staffUnder(viewer: Viewer, after?: string | null): Promise<{ lines: StaffLine[]; next: string | null }> {
	const [seen = ""] = CURSOR.read(after) ?? [];
	const rows = await db
		.select()
		.from(people)
		.where(and(isNotNull(people.username), gt(people.username, seen), visibleTo(viewer)))
		.orderBy(asc(people.username))
		.limit(PAGE + 1);
	const { page, next } = CURSOR.cut(rows, PAGE, ({ username }) => [username ?? ""]);
	return { lines: await Promise.all(page.map((person) => lineOf(person, viewer))), next };
}

export async function staffMember(viewer: Viewer, personId: string): Promise<StaffMember | null> {
	const [person] = await db
		.select()
		.from(people)
		.where(and(eq(people.id, personId), isNotNull(people.username), visibleTo(viewer)));
	if (!person) return null;
	const all = await grantsOf(personId);
	const isManaged = personId !== viewer.personId && mayManage(viewer.roles, all);
	const isResettable = isManaged && (person.passphraseHash === null || mayReset(viewer.roles, await everHeld(db, personId)));
	return { ...(await lineOf(person, viewer)), isManaged, isResettable };
}

export async function grantable(viewer: Viewer) {
	const held = regionsOf(viewer, ...ADMIN_ROLES);
	const roles = ROLES.filter((role) => held.some(({ path }) => mayGrant(held, role, path)));
	return { roles, regions: await ownPlaces(viewer) };
}

type Person = typeof people.$inferSelect;

async function lineOf(person: Person, viewer: Viewer): Promise<StaffLine> {
	const scope = regionsOf(viewer, ...ADMIN_ROLES);
	const roles = (await grantsOf(person.id))
		.filter((grant) => scope.some(({ path }) => isWithin(grant.path, path)))
		.map((grant) => ({ ...grant, isRevocable: person.id !== viewer.personId && mayGrant(viewer.roles, grant.role, grant.path) }));
	return {
		personId: person.id,
		name: person.name,
		username: person.username ?? "",
		state: stateOf(person),
		hasTotp: person.totpConfirmedAt !== null,
		roles,
	};
}

function stateOf({ disabledAt, passphraseHash, totpConfirmedAt }: Person): StaffLine["state"] {
	if (disabledAt) return "disabled";
	if (!passphraseHash) return "invited";
	return totpConfirmedAt ? "ready" : "noTotp";
}

function grantsOf(personId: string): Promise<Omit<HeldGrant, "isRevocable">[]> {
	return db
		.select({ grantId: roleGrants.id, role: roleGrants.role, regionId: regions.id, regionName: regions.name, path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(eq(roleGrants.personId, personId), isNull(roleGrants.revokedAt)))
		.orderBy(asc(regions.path), asc(roleGrants.role));
}

function visibleTo(viewer: Viewer): SQL | undefined {
	const scope = regionsOf(viewer, ...ADMIN_ROLES);
	const held = db
		.select({ id: roleGrants.id })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)));
	const inScope = scope.map(({ path }) =>
		exists(
			db
				.select({ id: roleGrants.id })
				.from(roleGrants)
				.innerJoin(regions, eq(regions.id, roleGrants.regionId))
				.where(and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt), within(path))),
		),
	);
	const without = scope.some(({ role }) => role === "district_admin") ? [notExists(held)] : [];
	return or(...inScope, ...without) ?? eq(people.id, "");
}
