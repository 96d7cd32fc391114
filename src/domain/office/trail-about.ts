import { or, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#domain/regions/joined.ts";
import { within } from "#domain/regions/scope.ts";

// What a line of the trail is about: `e` is the line, its subject is `noun:id`.

const ID = sql`substr(e.subject, instr(e.subject, ':') + 1)`;
const NOUN = sql`substr(e.subject, 1, instr(e.subject, ':') - 1)`;

const DOOR = (householdId: SQL) =>
	sql`(select regions.name || ' ' || number from households join regions on regions.id = hamlet_id where households.id = ${householdId})`;
/** Of a ballot no more is said than in which vote: which household it is of, and who read a paper, must never stand in one list. */
const ROUND = (roundId: SQL) => sql`(select name from vote_rounds where id = ${roundId})`;
const PAPERS_ROUND = sql`(select round_id from paper_ballots where id = ${ID})`;
const FLAGS_ROUND = sql`(select round_id from vote_flags where id = ${ID})`;
/** The subject of what two people decide is "ROUND/number". */
const DECIDED_ROUND = sql`(select substr(subject, 1, instr(subject || '/', '/') - 1) from approvals where id = ${ID})`;
const BALLOTS_ROUND = sql`substr(${ID}, 1, instr(${ID} || '/', '/') - 1)`;

/** Its name as the office says it; null for what has none, or is gone. */
export const NAME = sql<string | null>`case ${NOUN}
	when 'region' then (select ${nameAmongAll("regions")} from regions where id = ${ID})
	when 'kiosk' then (select ${nameAmongAll("regions")} from regions join vote_kiosks k on k.region_id = regions.id where k.id = ${ID})
	when 'household' then ${DOOR(ID)}
	when 'slip' then ${DOOR(sql`(select household_id from sign_in_slips where id = ${ID})`)}
	when 'submission' then (select regions.name from submissions join regions on regions.id = hamlet_id where submissions.id = ${ID})
	when 'photo' then (select regions.name from photos p join households h on h.id = p.household_id join regions on regions.id = h.hamlet_id where p.id = ${ID})
	when 'round' then ${ROUND(ID)}
	when 'paper' then ${ROUND(PAPERS_ROUND)}
	when 'flag' then ${ROUND(FLAGS_ROUND)}
	when 'ballot' then ${ROUND(BALLOTS_ROUND)}
	when 'invalidation' then ${ROUND(DECIDED_ROUND)}
	when 'ruling' then ${ROUND(DECIDED_ROUND)}
	when 'settlement' then ${ROUND(DECIDED_ROUND)}
	when 'person' then (select name from people where id = ${ID})
end`;

const HAMLET = (householdId: SQL) => sql`(select hamlet_id from households where id = ${householdId})`;
const REGION = (roundId: SQL) => sql`(select region_id from vote_rounds where id = ${roundId})`;

/** The place that it is about. Lines about people and settings have none. */
const PLACE_ID = sql`case ${NOUN}
	when 'region' then ${ID}
	when 'kiosk' then (select region_id from vote_kiosks where id = ${ID})
	when 'household' then ${HAMLET(ID)}
	when 'slip' then ${HAMLET(sql`(select household_id from sign_in_slips where id = ${ID})`)}
	when 'submission' then (select hamlet_id from submissions where id = ${ID})
	when 'photo' then ${HAMLET(sql`(select household_id from photos where id = ${ID})`)}
	when 'round' then ${REGION(ID)}
	when 'paper' then ${REGION(PAPERS_ROUND)}
	when 'flag' then ${REGION(FLAGS_ROUND)}
	when 'ballot' then ${REGION(BALLOTS_ROUND)}
	when 'invalidation' then ${REGION(DECIDED_ROUND)}
	when 'ruling' then ${REGION(DECIDED_ROUND)}
	when 'settlement' then ${REGION(DECIDED_ROUND)}
end`;

const below = (paths: string[], column: SQL) => or(...paths.map((path) => within(path, column))) ?? sql`false`;

export function isAbout(paths: string[]): SQL {
	return sql`exists (select 1 from regions where id = ${PLACE_ID} and ${below(paths, sql`path`)})`;
}

/** All subjects that lie in these places: for a village far fewer than the lines of a county. */
export function subjectsIn(paths: string[]): SQL {
	const places = sql`(select id from regions where ${below(paths, sql`path`)})`;
	const homes = sql`(select id from households where hamlet_id in ${places})`;
	const rounds = sql`(select id from vote_rounds where region_id in ${places})`;
	return sql`select 'region:' || id as subject from regions where ${below(paths, sql`path`)}
		union all select 'household:' || id from households where hamlet_id in ${places}
		union all select 'slip:' || id from sign_in_slips where household_id in ${homes}
		union all select 'submission:' || id from submissions where household_id in ${homes}
		union all select 'photo:' || id from photos where household_id in ${homes}
		union all select 'kiosk:' || id from vote_kiosks where region_id in ${places}
		union all select 'round:' || id from vote_rounds where region_id in ${places}
		union all select 'paper:' || id from paper_ballots where round_id in ${rounds}
		union all select 'flag:' || id from vote_flags where round_id in ${rounds}
		union all select kind || ':' || id from approvals where region_id in ${places}`;
}

/** Before the count nobody reads that a paper came in, as no page shows how many voted. */
const NOT_SEALED = sql`not (e.action in ('paper.enter', 'paper.use') and not exists (
	select 1 from vote_rounds where id = ${PAPERS_ROUND} and stage in ('counted', 'final', 'annulled')))`;

/** A household's first passphrase is chosen when somebody comes in with a slip, in a vote mostly to vote: no line tells who came, as no page of households does. */
const NOT_AT_A_DOOR = sql`not (e.action = 'passphrase.set' and exists (select 1 from people who where who.id = ${ID} and who.username is null))`;

export const IS_TOLD = sql`${NOT_SEALED} and ${NOT_AT_A_DOOR}`;
