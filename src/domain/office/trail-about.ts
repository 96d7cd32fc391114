import { or, type SQL, sql } from "drizzle-orm";
import { NAME_IN_FULL } from "#db/called.ts";
import { within } from "#domain/regions/scope.ts";

// What a line of the trail is about: `e` is the line, its subject is `noun:id`.

const ID = sql`substr(e.subject, instr(e.subject, ':') + 1)`;
const NOUN = sql`substr(e.subject, 1, instr(e.subject, ':') - 1)`;

interface Thing {
	table: string;
	/** Its place, or the household or round that lies in one. */
	by: "id" | "region_id" | "village_id" | "hamlet_id" | "household_id" | "round_id";
	/** Its name as the office says it. Of a ballot no more is said than in which vote: which household it is of, and who read a paper, must never stand in one list. */
	called: (its: { by: SQL; place: SQL }) => SQL;
}

const VILLAGES = sql`left join regions villages on villages.id = regions.parent_id`;
const PLACE: Thing["called"] = ({ place }) => sql`(select ${NAME_IN_FULL} from regions ${VILLAGES} where regions.id = ${place})`;
const door = (householdId: SQL) => sql`(select ${NAME_IN_FULL} || ' ' || number
	from households join regions on regions.id = hamlet_id ${VILLAGES} where households.id = ${householdId})`;
const round = (roundId: SQL) => sql`(select name from vote_rounds where id = ${roundId})`;
/** The subject of what two people decide is "ROUND/number". */
const DECIDED_ROUND = sql`(select substr(subject, 1, instr(subject || '/', '/') - 1) from approvals where id = ${ID})`;
const DECIDED: Thing = { table: "approvals", by: "region_id", called: () => round(DECIDED_ROUND) };

/** What lies in a place, by its noun. Lines about people and settings have none. */
const THINGS = Object.entries({
	region: { table: "regions", by: "id", called: PLACE },
	kiosk: { table: "vote_kiosks", by: "region_id", called: PLACE },
	household: { table: "households", by: "hamlet_id", called: () => door(ID) },
	slip: { table: "sign_in_slips", by: "household_id", called: ({ by }) => door(by) },
	submission: { table: "submissions", by: "household_id", called: PLACE },
	photo: { table: "photos", by: "household_id", called: PLACE },
	round: { table: "vote_rounds", by: "region_id", called: () => round(ID) },
	paper: { table: "paper_ballots", by: "round_id", called: ({ by }) => round(by) },
	flag: { table: "vote_flags", by: "round_id", called: ({ by }) => round(by) },
	spot: {
		table: "spots",
		by: "hamlet_id",
		called: ({ place }) => sql`(select ${NAME_IN_FULL} || coalesce(' ' || nullif(s.place, ''), '') from spots s
			join regions on regions.id = ${place} join regions villages on villages.id = regions.parent_id where s.id = ${ID})`,
	},
	model_village: { table: "model_villages", by: "village_id", called: PLACE },
	title: { table: "courtyard_titles", by: "household_id", called: ({ by }) => door(by) },
	fund: { table: "village_funds", by: "village_id", called: PLACE },
	award: { table: "approvals", by: "region_id", called: PLACE },
	callback: { table: "approvals", by: "region_id", called: PLACE },
	rule_set: { table: "rule_sets", by: "village_id", called: PLACE },
	rules: { table: "approvals", by: "region_id", called: PLACE },
	scorer: { table: "approvals", by: "region_id", called: PLACE },
	unit: { table: "units", by: "region_id", called: () => sql`(select name from units where id = ${ID})` },
	invalidation: DECIDED,
	ruling: DECIDED,
	settlement: DECIDED,
} satisfies Record<string, Thing> as Record<string, Thing>);

const byOf = ({ table, by }: Thing) => sql`(select ${sql.raw(by)} from ${sql.raw(table)} where id = ${ID})`;

function placeOf(thing: Thing): SQL {
	if (thing.by === "household_id") return sql`(select hamlet_id from households where id = ${byOf(thing)})`;
	if (thing.by === "round_id") return sql`(select region_id from vote_rounds where id = ${byOf(thing)})`;
	return byOf(thing);
}

const eachOf = (say: (thing: Thing) => SQL) =>
	sql.join(
		THINGS.map(([noun, thing]) => sql`when ${sql.raw(`'${noun}'`)} then ${say(thing)}`),
		sql` `,
	);

/** Where it was done, and the other place that it concerns, as the line keeps them; each by an index. */
const KEPT = [sql`e.detail ->> '$.place.id'`, sql`e.detail ->> '$.place.otherId'`];
// Read otherwise than by the index: inside a subquery SQLite takes the indexed form for the index's column and finds "malformed JSON".
const KEPT_ID = sql`json_extract(e.detail, '$.place.id')`;
const KEPT_OTHER_ID = sql`json_extract(e.detail, '$.place.otherId')`;
const KEPT_CALLED = sql`json_extract(e.detail, '$.place.called')`;
/** With the town's name before it, if another village came to be called so since. */
export const KEPT_NAME = sql<string | null>`coalesce((select towns.name || ' ' from regions kept
	join regions own on own.id = case kept.level when 'hamlet' then kept.parent_id else kept.id end and own.level = 'village'
	join regions towns on towns.id = own.parent_id and towns.level = 'town'
	where kept.id = ${KEPT_ID} and instr(${KEPT_CALLED}, towns.name) <> 1 and exists (
		select 1 from regions twins where twins.level = 'village' and twins.name = own.name and twins.id <> own.id and twins.valid_to is null)), '') || ${KEPT_CALLED}`;

/** Its name now as the office says it; null for what has none, or is gone. */
export const NAME = sql<string | null>`case ${NOUN} ${eachOf((thing) => thing.called({ by: byOf(thing), place: placeOf(thing) }))}
	when 'person' then (select name from people where id = ${ID}) end`;

const below = (paths: string[], column: SQL) => or(...paths.map((path) => within(path, column))) ?? sql`false`;

/** By where it is now, and by where it was then. */
export function isAbout(paths: string[]): SQL {
	const places = sql.join([sql`case ${NOUN} ${eachOf(placeOf)} end`, KEPT_ID, KEPT_OTHER_ID], sql`, `);
	return sql`exists (select 1 from regions where id in (${places}) and ${below(paths, sql`path`)})`;
}

/** The numbers of the lines that were written down in these places. */
export function linesKeptIn(paths: string[], bounds: SQL): SQL {
	const places = sql`(select id as place_id from regions where ${below(paths, sql`path`)})`;
	const lists = KEPT.map((kept) => sql`select e.seq from ${places} cross join audit_entries e on ${kept} = +place_id where ${bounds}`);
	return sql.join(lists, sql` union `);
}

/** All subjects that lie in these places: for a village far fewer than the lines of a county. */
export function subjectsIn(paths: string[]): SQL {
	const places = sql`(select id from regions where ${below(paths, sql`path`)})`;
	const lying = {
		...{ id: places, region_id: places, village_id: places, hamlet_id: places },
		household_id: sql`(select id from households where hamlet_id in ${places})`,
		round_id: sql`(select id from vote_rounds where region_id in ${places})`,
	};
	const ofKind = (noun: string, { table }: Thing) => (table === "approvals" ? sql`and kind = ${noun}` : sql``);
	const lists = THINGS.map(
		([noun, thing]) =>
			sql`select ${`${noun}:`} || id as subject from ${sql.raw(thing.table)} where ${sql.raw(thing.by)} in ${lying[thing.by]} ${ofKind(noun, thing)}`,
	);
	return sql.join(lists, sql` union all `);
}

/** Before the count nobody reads that a paper came in, as no page shows how many voted. */
const NOT_SEALED = sql`not (e.action in ('paper.enter', 'paper.use') and not exists (
	select 1 from vote_rounds where id = (select round_id from paper_ballots where id = ${ID}) and stage in ('counted', 'final', 'annulled')))`;

/** A household's first passphrase is chosen when somebody comes in with a slip, in a vote mostly to vote: no line tells who came, as no page of households does. */
const NOT_AT_A_DOOR = sql`not (e.action = 'passphrase.set' and exists (select 1 from people who where who.id = ${ID} and who.username is null))`;

export const IS_TOLD = sql`${NOT_SEALED} and ${NOT_AT_A_DOOR}`;
