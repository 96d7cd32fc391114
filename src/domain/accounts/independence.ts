import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { independent } from "#db/independence.ts";
import { Refusal } from "#domain/errors.ts";
import { reachingTo, within } from "#domain/regions/scope.ts";
import type { Role, Viewer } from "./types.ts";

// 互不任命: a duty of two needs two people, not two accounts of one person. The triggers ask the same question (`INDEPENDENT` in db).

interface Two {
	one: string;
	other: string;
	/** The region whose office has the duty. */
	regionId: string;
}

/** True if neither made the other, and no single person below the region's superiors made both. */
export async function isIndependent(reader: Reader, { one, other, regionId }: Two): Promise<boolean> {
	const [found] = await reader.all<{ yes: number }>(
		sql`select ${asSql("a.one", "a.other", "a.region_id")} as yes from (select ${one} as one, ${other} as other, ${regionId} as region_id) a`,
	);
	return found?.yes === 1;
}

export function isIndependentOf(personId: string | Placeholder, columns: { other: string; regionId: string }): SQL {
	return sql`(select ${asSql("me.id", columns.other, columns.regionId)} from (select ${personId} as id) me)`;
}

/** The same of everybody at once: nobody with an office over the hamlet, who is not close to the household, is independent. The arguments are columns. */
export function nobodyIsIndependentOf(
	columns: { other: string; regionId: string; hamletId: string; householdId: string },
	roles: Role[],
): SQL {
	return sql`not exists (select 1 from role_grants g join people p on p.id = g.person_id
		where g.region_id in (with recursive above (id) as (select ${sql.raw(columns.hamletId)}
				union all select r.parent_id from above join regions r on r.id = above.id where r.parent_id is not null) select id from above)
			and g.revoked_at is null and g.role in ${among(roles)} and p.disabled_at is null and ${asSql("p.id", columns.other, columns.regionId)}
			and not exists (select 1 from close_households c where c.person_id = p.id and c.household_id = ${sql.raw(columns.householdId)}))`;
}

/** An office over the region (or within it), held by somebody independent of all who had a part so far. */
export interface Wanted {
	region: { id: string; path: string };
	roles: Role[];
	/** Staff of a part of the region are enough. */
	isWithin?: boolean;
	besides: string[];
	/** People who had another part, which bars nobody but themselves. */
	except?: string[];
	/** The household concerned, whose own people are excluded. */
	householdId?: string | null;
}

/** The people who may do it, each with a place of their office, so that one knows whom to ask. */
export function whoMaySign(reader: Reader, { region, roles, isWithin = false, besides, except = [], householdId }: Wanted) {
	const office = sql`o.path`;
	const isAbove = reachingTo(region.path, office);
	return reader.all<{ personId: string; name: string; place: string }>(sql`
		select p.id as personId, p.name, min(o.name) as place from people p join (select ${region.id} as id) duty
		join role_grants g on g.person_id = p.id and g.revoked_at is null and g.role in ${among(roles)}
		join regions o on o.id = g.region_id and ${isWithin ? sql`(${isAbove} or ${within(region.path, office)})` : isAbove}
		where p.disabled_at is null and p.id not in ${among(except)}
			and not exists (select 1 from json_each(${JSON.stringify(besides)}) other where not ${asSql("p.id", "other.value", "duty.id")})
			and not exists (select 1 from close_households c where c.person_id = p.id and c.household_id = ${householdId ?? null})
		group by p.id order by p.name`);
}

export async function requireIndependent(reader: Reader, by: Viewer, wanted: Wanted): Promise<void> {
	for (const other of [...wanted.besides, ...(wanted.except?.includes(by.personId) ? [by.personId] : [])]) {
		if (await isIndependent(reader, { one: by.personId, other, regionId: wanted.region.id })) continue;
		const [known] = await reader.all<{ name: string }>(sql`select name from people where id = ${other}`);
		const names = (await whoMaySign(reader, wanted)).map(({ name }) => name).join("、");
		const told = names ? "accounts.askAnother" : "accounts.nobodyIndependent";
		throw new Refusal("forbidden", other === by.personId ? "accounts.notBoth" : told, { params: { name: known?.name ?? "", names } });
	}
}

function asSql(one: string, other: string, regionId: string): SQL {
	return sql.raw(independent(one, other, regionId));
}
