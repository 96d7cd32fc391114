import { and, eq, isNull, sql } from "drizzle-orm";
import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";
import { nameAmongAll } from "#db/called.ts";
import { type Db, db, type Tx, write } from "#db/client.ts";
import { people, roleGrants, sessions } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { sha256 } from "#platform/hash.ts";
import type { HeldRole, Viewer } from "./types.ts";

export interface SessionFacts {
	kind: Viewer["kind"];
	startedAt: Date;
	lastSeenAt: Date;
	/** By our clock; lucia's own end is by the machine's. */
	endsAt: Date;
	/** It opens only the kiosk. */
	isAtKiosk: boolean;
	letInBy: string | null;
}

export interface PersonFacts {
	name: string;
	hasTotp: boolean;
	householdId: string | null;
	roles: HeldRole[];
}

/** Stores only the SHA-256 of a session's id, so a copy of the database signs nobody in. Times are shifted, because lucia reads the machine's clock. */
export function sessionAdapter(at: Date, tx?: Tx): Adapter {
	const shift = Date.now() - at.getTime();
	const change = (work: (tx: Tx) => Promise<unknown>) => (tx ? work(tx) : write(work)).then(() => undefined);
	return {
		getSessionAndUser: (sessionId) => sessionAndPerson(sessionId, { at, shift }),
		setSession: (session) => change((tx) => insertSession(tx, session)),
		deleteSession: (sessionId) => change((tx) => tx.delete(sessions).where(eq(sessions.id, sha256(sessionId)))),
		deleteUserSessions: (personId) => change((tx) => tx.delete(sessions).where(eq(sessions.personId, personId))),
		deleteExpiredSessions: () => Promise.reject(new Error("ended sessions are a job's: a wrong clock must delete none")),
		getUserSessions: () => Promise.reject(new Error("sessions cannot be listed: their ids are not known")),
		updateSessionExpiration: () => Promise.reject(new Error("nothing prolongs a session")),
	};
}

interface Clock {
	at: Date;
	/** Milliseconds from our clock to the machine's. */
	shift: number;
}

async function insertSession(tx: Tx, { id, userId, attributes: { endsAt, ...facts } }: DatabaseSession): Promise<void> {
	await tx.insert(sessions).values({ id: sha256(id), personId: userId, expiresAt: endsAt, ...facts });
}

async function sessionAndPerson(sessionId: string, { at, shift }: Clock): Promise<[DatabaseSession | null, DatabaseUser | null]> {
	const rows = await findSession().all({ hash: sha256(sessionId) });
	const [found] = rows;
	// Otherwise lucia would delete an ended session, and a wrong clock would end them all.
	if (!found || found.expiresAt <= at) return [null, null];
	const { kind, startedAt, lastSeenAt, expiresAt: endsAt, isAtKiosk, letInBy, personId, name, totpConfirmedAt, householdId } = found;
	const expiresAt = new Date(endsAt.getTime() + shift);
	const roles = rows.flatMap(({ role, regionId, regionName, path, validTo }) =>
		role && regionId && regionName && path && !(validTo && validTo <= at) ? [{ role, regionId, regionName, path }] : [],
	);
	return [
		{ id: sessionId, userId: personId, expiresAt, attributes: { kind, startedAt, lastSeenAt, endsAt, isAtKiosk, letInBy } },
		{ id: personId, attributes: { name, hasTotp: totpConfirmedAt !== null, householdId, roles } },
	];
}

const prepared = new WeakMap<Db, ReturnType<typeof prepare>>();

// The one read of each request, prepared once per database: session, person, household, and a row for each role.
function findSession(): ReturnType<typeof prepare> {
	const query = prepared.get(db) ?? prepare();
	prepared.set(db, query);
	return query;
}

function prepare() {
	return db
		.select({
			personId: sessions.personId,
			kind: sessions.kind,
			startedAt: sessions.startedAt,
			lastSeenAt: sessions.lastSeenAt,
			expiresAt: sessions.expiresAt,
			isAtKiosk: sessions.isAtKiosk,
			letInBy: sessions.letInBy,
			name: people.name,
			totpConfirmedAt: people.totpConfirmedAt,
			householdId: householdMembers.householdId,
			role: roleGrants.role,
			regionId: regions.id,
			regionName: nameAmongAll("regions"),
			path: regions.path,
			validTo: regions.validTo,
		})
		.from(sessions)
		.innerJoin(people, and(eq(people.id, sessions.personId), isNull(people.disabledAt)))
		.leftJoin(householdMembers, and(eq(householdMembers.personId, people.id), isNull(householdMembers.leftAt)))
		.leftJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.leftJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(eq(sessions.id, sql.placeholder("hash")))
		.prepare();
}
