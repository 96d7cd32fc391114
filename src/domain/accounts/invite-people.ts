import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changedBy } from "#domain/regions/scope.ts";
import { issueLink, type Link } from "./links.ts";
import { rolesOf } from "./roles.ts";
import { mayManage } from "./rules.ts";
import type { HeldRole, Viewer } from "./types.ts";

/** 50 sheets of eight cards. */
const MOST = 400;

export interface Invitation extends Link {
	name: string;
	username: string;
	roles: HeldRole[];
}

/** How many in the admin's scope have not chosen a passphrase yet, so that their cards can be printed (again). */
export async function waitingInvitations(viewer: Viewer): Promise<number> {
	return (await waiting(db, viewer)).length;
}

/** A new link for each of those who have no passphrase yet, all or `usernames`; it makes their earlier link void. Printed on cards, handed over in person. */
export async function invitePeople({
	usernames,
	by,
	at,
}: {
	usernames?: string[];
	by: Viewer;
	at: Date;
}): Promise<{ cards: Invitation[]; left: number }> {
	return write(async (tx) => {
		const theirs = (await waiting(tx, by)).filter(({ username }) => !usernames || usernames.includes(username));
		const mine = await rolesOf(tx, by.personId, at);
		const managed = theirs.filter(({ personId, roles }) => personId !== by.personId && mayManage(mine, roles));
		if (managed.length === 0) throw new Refusal("conflict", "hiring.nobodyWaits");
		const cards: Invitation[] = [];
		for (const person of managed.slice(0, MOST)) cards.push(await invite(tx, person, { by, at }));
		return { cards, left: Math.max(0, managed.length - MOST) };
	});
}

type Waiting = Pick<Invitation, "name" | "username" | "roles"> & { personId: string };

async function invite(tx: Tx, { personId, ...person }: Waiting, { by, at }: { by: Viewer; at: Date }): Promise<Invitation> {
	await record(tx, { at, actorId: by.personId, action: "passphrase.reset", subject: `person:${personId}` });
	return { ...person, ...(await issueLink(tx, { purpose: "invite", personId, issuedBy: by.personId, at })) };
}

/** Those without a passphrase who have a role in the scope, in the order of their places, with all roles that they hold anywhere. */
async function waiting(reader: Reader, viewer: Viewer): Promise<Waiting[]> {
	const inScope = reader
		.select({ id: roleGrants.personId })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(changedBy(viewer), isNull(roleGrants.revokedAt)));
	const towns = alias(regions, "towns");
	const rows = await reader
		.select({
			...{ personId: people.id, name: people.name, username: people.username, role: roleGrants.role },
			...{ regionId: regions.id, regionName: sql<string>`trim(coalesce(${towns.name}, '') || ' ' || ${regions.name})`, path: regions.path },
		})
		.from(people)
		.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.leftJoin(towns, and(eq(towns.id, regions.parentId), eq(towns.level, literal("town"))))
		.where(and(isNotNull(people.username), isNull(people.passphraseHash), isNull(people.disabledAt), inArray(people.id, inScope)))
		.orderBy(asc(regions.code), asc(people.username));
	return [...Map.groupBy(rows, ({ personId }) => personId)].map(([personId, held]) => ({
		personId,
		...{ name: held[0]?.name ?? "", username: held[0]?.username ?? "" },
		roles: held.map(({ role, regionId, regionName, path }) => ({ role, regionId, regionName, path })),
	}));
}
