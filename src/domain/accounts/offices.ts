import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import { ADMIN_ROLES, READERS } from "#domain/regions/scope.ts";
import { whoMaySign } from "./independence.ts";
import type { Office } from "./types.ts";

// Who appointed whom, for the public: by office, never by person.

interface Begun {
	id: string;
	createdBy: string;
	createdAt: Date;
	regionId: string;
	regionPath: string;
}

export interface Offices {
	/** Null if who prepared it held no office then. */
	prepared: Office | null;
	/** Who appointed those who may give a second signature beside them; null stands for whoever set the site up. */
	appointers: (Office | null)[];
}

// Appointments change seldom, and a whole village reads this in one evening.
const known = perDatabase(() => new LRUCache<string, Promise<Offices>>({ max: 200, ttl: 60_000 }));

export function officesBehind(thing: Begun): Promise<Offices> {
	const offices = known().get(thing.id) ?? readOffices(thing);
	if (!known().has(thing.id)) known().set(thing.id, offices);
	offices.catch(() => known().delete(thing.id));
	return offices;
}

async function readOffices({ createdBy, createdAt, regionId, regionPath }: Begun): Promise<Offices> {
	const signers = await whoMaySign(db, { region: { id: regionId, path: regionPath }, roles: READERS, besides: [createdBy] });
	const [prepared, ...appointers] = await db.all<Office | { role: null }>(sql`
		with deeds as (
			select 0 as place, ${createdBy} as person_id, ${createdAt.getTime()} as at
			union select 1, g.granted_by, g.granted_at from role_grants g join regions o on o.id = g.region_id
			where g.revoked_at is null and instr(${regionPath}, o.path) = 1 and g.role in ${among(READERS)}
				and g.person_id in ${among(signers.map(({ personId }) => personId))})
		select distinct place, role, region from (
			select d.place, g.role, r.name as region, min(length(r.path)) from deeds d
			left join role_grants g on g.person_id = d.person_id and g.role in ${among(ADMIN_ROLES)}
				and g.granted_at <= d.at and (g.revoked_at is null or g.revoked_at > d.at)
			left join regions r on r.id = g.region_id
			group by d.place, d.person_id, d.at)
		order by place, role is null, role, region`);
	const officeIn = (row: Office | { role: null } | undefined) => (row?.role ? { role: row.role, region: row.region } : null);
	return { prepared: officeIn(prepared), appointers: appointers.map(officeIn) };
}
