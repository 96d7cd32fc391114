import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, notExists, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { ownPlaces } from "#domain/regions/own-places.ts";
import { ADMIN_ROLES, isWithin, regionsOf, within } from "#domain/regions/scope.ts";
import { setting } from "#domain/settings/settings.ts";
import { seesEverybody } from "./in-sight.ts";
import { leftHome, whoLeft } from "./left-home.ts";
import { everHeld } from "./roles.ts";
import { mayGrant, mayManage, mayReset, ROLES } from "./rules.ts";
import type { HeldRole, Role, Viewer } from "./types.ts";

const PAGE = 50;
const CURSOR = cursorOf("staff", "text");

export interface StaffLine {
	personId: string;
	name: string;
	username: string;
	state: "disabled" | "invited" | "noTotp" | "ready";
	hasTotp: boolean;
	/** They died or left their household, and live in none now; the account is still open. */
	hasLeftHome: boolean;
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

export interface StaffWanted {
	/** A name, a username, pinyin of a place or its name. */
	search?: string | undefined;
	/** The `next` of the page before. */
	after?: string | null | undefined;
}

/** Staff with a role in the viewer's scope, by username. A district's admin also sees staff without a role. */
export async function staffUnder(
	viewer: Viewer,
	{ search, after }: StaffWanted = {},
): Promise<{ lines: StaffLine[]; next: string | null }> {
	const [seen = ""] = CURSOR.read(after) ?? [];
	const rows = await db
		.select()
		.from(people)
		.where(
			and(isNotNull(people.username), gt(people.username, seen), visibleTo(viewer), search ? await matching(viewer, search) : undefined),
		)
		.orderBy(asc(people.username))
		.limit(PAGE + 1);
	const { page, next } = CURSOR.cut(rows, PAGE, ({ username }) => [username ?? ""]);
	const grants = Map.groupBy(await grantsOf(page.map(({ id }) => id)), ({ personId }) => personId);
	const left = await leftHome(page.map(({ id }) => id));
	const lines = await Promise.all(page.map((person) => lineOf(person, viewer, grants.get(person.id) ?? [])));
	return {
		lines: lines.map((line) => ({ ...line, hasLeftHome: left.has(line.personId) })),
		next,
	};
}

const PLACES_MEANT = 60;

/** By their own name or username, or by a place at which they have a role. */
async function matching(viewer: Viewer, search: string): Promise<SQL | undefined> {
	const places = await findPlaces(viewer, {
		typed: search,
		levels: ["district", "town", "village"],
		roles: ADMIN_ROLES,
		most: PLACES_MEANT,
	});
	const placed = places.map(({ regionId }) => regionId);
	const there = exists(
		db
			.select({ id: roleGrants.id })
			.from(roleGrants)
			.where(and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt), inArray(roleGrants.regionId, placed))),
	);
	return or(isNamed(people.name, search), isNamed(people.username, search), placed.length > 0 ? there : undefined);
}

export async function staffMember(viewer: Viewer, personId: string): Promise<StaffMember | null> {
	const [person] = await db
		.select()
		.from(people)
		.where(and(eq(people.id, personId), isNotNull(people.username), visibleTo(viewer)));
	if (!person) return null;
	const all = await grantsOf([personId]);
	const isManaged = personId !== viewer.personId && mayManage(viewer.roles, all);
	const isResettable = isManaged && (person.passphraseHash === null || mayReset(viewer.roles, await everHeld(db, personId)));
	const left = await leftHome([personId]);
	return { ...(await lineOf(person, viewer, all)), hasLeftHome: left.has(personId), isManaged, isResettable };
}

/** Of a household's former people, those whose account the viewer may look at. */
export async function staffWhoLeft(viewer: Viewer, householdId: string): Promise<StaffMember[]> {
	const former = await db
		.selectDistinct({ personId: people.id })
		.from(householdMembers)
		.innerJoin(people, and(eq(people.id, householdMembers.personId), isNotNull(people.username), visibleTo(viewer)))
		.where(and(eq(householdMembers.householdId, householdId), isNotNull(householdMembers.leftAt)));
	const found = await Promise.all(former.map(({ personId }) => staffMember(viewer, personId)));
	return found.filter((member) => member !== null).filter(({ hasLeftHome }) => hasLeftHome);
}

/** Whose account waits to be closed or kept, by this admin. */
export async function accountsLeftOpen(viewer: Viewer): Promise<{ personId: string; name: string }[]> {
	const { personId } = viewer;
	return (await whoLeft(visibleTo(viewer))).filter((one) => one.personId !== personId);
}

/** The roles that the viewer may give, and where; `near` is the town or village that was chosen where there are too many for a list. */
export async function grantable(viewer: Viewer, near?: string) {
	const held = regionsOf(viewer, ...ADMIN_ROLES);
	const roles = ROLES.filter((role) => held.some(({ path }) => mayGrant(held, role, path)));
	return { roles, ...(await ownPlaces(viewer, near)) };
}

type Person = typeof people.$inferSelect;

async function lineOf(person: Person, viewer: Viewer, grants: Grant[]): Promise<Omit<StaffLine, "hasLeftHome">> {
	const scope = regionsOf(viewer, ...ADMIN_ROLES);
	const roles = grants
		.filter((grant) => scope.some(({ path }) => isWithin(grant.path, path)))
		.map(({ personId: _, ...grant }) => ({
			...grant,
			isRevocable: person.id !== viewer.personId && mayGrant(viewer.roles, grant.role, grant.path),
		}));
	return {
		personId: person.id,
		name: person.name,
		username: person.username ?? "",
		state: stateOf(person, await setting("staffTotpRequired")),
		hasTotp: person.totpConfirmedAt !== null,
		roles,
	};
}

function stateOf({ disabledAt, passphraseHash, totpConfirmedAt }: Person, isTotpDemanded: boolean): StaffLine["state"] {
	if (disabledAt) return "disabled";
	if (!passphraseHash) return "invited";
	return totpConfirmedAt || !isTotpDemanded ? "ready" : "noTotp";
}

type Grant = Omit<HeldGrant, "isRevocable"> & { personId: string };

/** A village's role names its town too, for its own name may stand in several towns. */
async function grantsOf(personIds: string[]): Promise<Grant[]> {
	const towns = alias(regions, "towns");
	const rows = await db
		.select({
			...{ personId: roleGrants.personId, grantId: roleGrants.id, role: roleGrants.role, regionId: regions.id },
			...{ regionName: regions.name, path: regions.path, town: towns.name },
		})
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.leftJoin(towns, and(eq(towns.id, regions.parentId), eq(towns.level, literal("town"))))
		.where(and(inArray(roleGrants.personId, personIds), isNull(roleGrants.revokedAt)))
		.orderBy(asc(regions.path), asc(roleGrants.role));
	return rows.map(({ town, regionName, ...grant }) => ({ ...grant, regionName: [town, regionName].filter(Boolean).join(" ") }));
}

/** The accounts of staff that the viewer sees: with a role in their places; who looks after a district also those without any. */
export function visibleTo(viewer: Viewer, by: Role[] = ADMIN_ROLES): SQL {
	const scope = regionsOf(viewer, ...by);
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
	const without = seesEverybody(scope) ? [notExists(held)] : [];
	return or(...inScope, ...without) ?? eq(people.id, "");
}
