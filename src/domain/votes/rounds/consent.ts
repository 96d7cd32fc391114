import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Whether the household stands by the yes that it gave to this nomination. A later yes in another round does not bring it back into this one. */
export function standsBy(nominationId: SQLWrapper): SQL {
	return sql`exists (select 1 from vote_nominations said join consents given on given.id = said.consent_id
		where said.id = ${nominationId} and said.answer = 'accepted' and given.withdrawn_at is null)`;
}
