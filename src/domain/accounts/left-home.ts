import { and, asc, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";

const A_LIST = 20;

const LEFT = sql`household_members m where m.person_id = ${people.id} and m.left_at is not null`;
/**
 * Staff whose account is open though they left their household and live in none now, and nobody looked at the account since and kept or opened it. Who left and
 * who lives there have an index each, so each question says which; else all members of a county are read for each person.
 */
export const HAS_LEFT = sql`${people.username} is not null and ${people.disabledAt} is null
	and exists (select 1 from ${LEFT})
	and not exists (select 1 from household_members m where m.person_id = ${people.id} and m.left_at is null)
	and not exists (select 1 from audit_entries e where e.subject = 'person:' || ${people.id} and e.action in ('person.enable', 'person.keep')
		and e.at >= (select max(left_at) from ${LEFT}))`;

export async function leftHome(personIds: string[], reader: Reader = db): Promise<Set<string>> {
	return new Set((await whoLeft(inArray(people.id, personIds), { most: personIds.length, reader })).map(({ personId }) => personId));
}

export function whoLeft(
	among: SQL | undefined,
	{ most = A_LIST, reader = db }: { most?: number; reader?: Reader } = {},
): Promise<{ personId: string; name: string }[]> {
	return reader
		.select({ personId: people.id, name: people.name })
		.from(people)
		.where(and(HAS_LEFT, among))
		.orderBy(asc(people.username))
		.limit(most);
}
