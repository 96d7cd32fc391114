import { closeDatabase, openDatabase } from "#db/client.ts";
import { Connection } from "#db/connection.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import { env } from "#platform/env.ts";
import { type AwardRule, deedsOf, type Link, payingFrom, type Sent, tellingFrom } from "./chains.ts";
import type { Row } from "./rows.ts";

interface Many {
	dataDir: string;
	published: number;
	/** The last day of the half year in which the pairs came. */
	until?: Date;
}

/** Of so many published pairs one more waits. */
const WAITING = 50;
/** Of a hundred decided pairs: two returned, one declined. */
const PUBLISHED_SHARE = 0.97;
/**
 * Published pairs of the first household and of others in its village, however many there are in all, so that pages of a courtyard and a village show the same in
 * each county.
 */
const [OF_THE_FIRST, OF_ITS_VILLAGE] = [12, 48];
const DAYS = 180;
const ROWS_AT_ONCE = 5_000;

/**
 * Adds pairs to a county that has none yet, a million in minutes: rows by statements that read a plan, in the order of the commands. Triggers that refuse are put
 * aside meanwhile and made again at the end; those that keep counts run. Photos are rows without files, in the smallest size.
 */
export async function addPairs({ dataDir, published, until = new Date() }: Many): Promise<void> {
	process.env["DATA_DIR"] = dataDir;
	const county = new Connection(env.databaseFile);
	county.exec(
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1000000",
	);
	const refusing = county.values({ sql: "select name from sqlite_master where type = 'trigger' and sql glob 'CREATE TRIGGER * BEFORE *'" });
	for (const [name] of refusing) county.exec(`drop trigger "${name}"`);
	county.exec("begin");
	plan(county, { published, until });
	for (const statement of ROWS) county.exec(statement);
	tell(county);
	county.exec("commit");
	county.exec("PRAGMA journal_mode = WAL");
	county.close();
	await openDatabase(env.databaseFile);
	await migrateDatabase();
	await closeDatabase();
}

/** Who sent what when, and what was decided, as a table that lasts as long as this connection. */
function plan(county: Connection, { published, until }: Required<Omit<Many, "dataDir">>): void {
	const decided = Math.ceil(published / PUBLISHED_SHARE);
	const total = decided + Math.ceil(published / WAITING);
	const span = DAYS * DAY_MS - 60 * MINUTE_MS;
	const from = until.getTime() - DAYS * DAY_MS;
	const gap = Math.floor(decided / OF_ITS_VILLAGE);
	const isOfVillage = `at.n % ${gap} = 1 and at.n < ${gap * OF_ITS_VILLAGE}`;
	const turn = OF_ITS_VILLAGE / OF_THE_FIRST;
	county.exec(`
		create temp table homes (n integer primary key, household_id, person_id, village_id, hamlet_id);
		insert into homes select row_number() over (order by h.id) - 1, h.id, min(m.person_id), h.village_id, h.hamlet_id
			from household_members m join households h on h.id = m.household_id where m.left_at is null group by h.id;
		create temp table village as select row_number() over (order by n) - 1 as place, n from homes
			where village_id = (select village_id from homes where n = 0) limit ${OF_ITS_VILLAGE};
		create temp table moderators as select p.id from people p where p.username = 'shenhe';
		create temp table pairs (n integer primary key, id, household_id, person_id, village_id, hamlet_id, category, words, started_by, sent_at, decided_at, outcome);
		insert into pairs with recursive k (n) as (select 0 union all select n + 1 from k where n + 1 < ${total}),
			at (n, sent_at) as (select n, ${from} + cast(n * ${span / total} as integer) from k)
			select at.n, printf('s%015x', at.n), h.household_id, h.person_id, h.village_id, h.hamlet_id,
				case at.n % 3 when 0 then 'Q3-01' when 1 then 'Q3-03' else 'Z1-02' end,
				case at.n % 4 when 0 then '柴火重新码了，靠墙一溜齐。' when 1 then '把院里的旧砖清走，种上了菜。' when 2 then '门前的沟清了，雨天不再积水。' else '鸡圈挪到屋后，院子亮堂多了。' end,
				iif(at.n % 10 < 7, 'self', 'notice'), at.sent_at, iif(at.n < ${decided}, at.sent_at + ${20 * MINUTE_MS}, null),
				case when at.n >= ${decided} then null when ${isOfVillage} then 'published' when at.n % 100 in (7, 57) then 'returned' when at.n % 100 = 11 then 'declined' else 'published' end
			from at cross join homes h on h.n = case when ${isOfVillage}
				then (select n from village where place = iif(at.n / ${gap} % ${turn} = 0, 0, 1 + at.n / ${gap} % ((select count(*) from village) - 1)))
				else 1 + at.n * 7919 % ((select count(*) from homes) - 1) end`);
}

const SIDES = ["before", "after"].map((side) => `select '${side}' as side, '${side[0]}' as letter`).join(" union all ");
const FILES = "select 'avif' as format, 'avif' as ending, 0 as place union all select 'jpeg', 'jpg', 1";
const BEGAN = `sent_at - ${10 * MINUTE_MS}`;
const photo = "printf('%s%015x', letter, n)";
const step = (seq: number, stage: string, { actor = "person_id", at = "sent_at", where = "true" } = {}) =>
	`insert into submission_stages (id, submission_id, seq, stage, actor_id, at) select printf('t%d%014x', ${seq}, n), id, ${seq}, ${stage}, ${actor}, ${at} from pairs where ${where} order by n`;
const MODERATOR = "(select id from moderators)";

/** In the order in which commands write them. */
const ROWS = [
	`insert into submissions (id, household_id, village_id, hamlet_id, idempotency_key, category_code, words, started_by, created_by, created_at, edited_at, stage, version, stage_at)
		select id, household_id, village_id, hamlet_id, id, category, words, started_by, person_id, ${BEGAN}, sent_at, 'draft', 1, ${BEGAN} from pairs order by n`,
	step(1, "'draft'", { at: BEGAN }),
	`insert into photos (id, household_id, received_by, received_at, sha256, format, width, height, thumbhash, average_colour, brightness, sharpness, revision, released_at)
		select ${photo}, household_id, person_id, ${BEGAN}, ${photo}, 'jpeg', 480, 360, '1QcSHQRnh493V4dIh4eXh1h4kJUI', '#8a7f6b', 120, 300, 0, iif(outcome = 'published', decided_at, null)
		from (${SIDES}) cross join pairs order by letter, n`,
	`insert into photo_derivatives (name, photo_id, revision, format, width, height, bytes, sha256)
		select printf('%s%026x%d.%s', letter, n, place, ending), ${photo}, 0, format, 480, 360, 20000, ${photo} from (${SIDES}) cross join pairs cross join (${FILES}) order by letter, n, place`,
	`insert into submission_photos (submission_id, side, position, photo_id, sha256) select id, side, 1, ${photo}, ${photo} from pairs cross join (${SIDES}) order by n`,
	`insert into submission_versions (submission_id, version, category_code, words, started_by, before, after, sent_by, sent_at)
		select id, 1, category, words, started_by, json_array(printf('b%015x', n)), json_array(printf('a%015x', n)), person_id, sent_at from pairs order by n`,
	step(2, "'waiting'"),
	`insert into consents (id, household_id, submission_id, channel, given_by, given_at) select printf('c%015x', n), household_id, id, 'public_display', person_id, sent_at from pairs order by n`,
	`insert into photo_redactions (id, photo_id, revision, rectangles, decided_by, decided_at)
		select printf('r%s%014x', letter, n), ${photo}, 0, '[]', ${MODERATOR}, decided_at from (${SIDES}) cross join pairs where outcome = 'published' order by letter, n`,
	`insert into decisions (id, submission_id, version, outcome, moderator_id, decided_at) select printf('d%015x', n), id, 1, outcome, ${MODERATOR}, decided_at from pairs where outcome is not null order by n`,
	`insert into decision_reasons (decision_id, reason) select printf('d%015x', n), iif(outcome = 'returned', 'unfinished', 'not_courtyard') from pairs where outcome in ('returned', 'declined')`,
	step(3, "outcome", { actor: MODERATOR, at: "decided_at", where: "outcome is not null" }),
];

/** The ledger and the trail go on from where they stand. */
function tell(county: Connection): void {
	const [rule] = county.rows({ sql: "select id, points, cap_count as most from point_rules where code = 'P01'" });
	const pay = payingFrom(endOf(county, "point_entries"), rule as unknown as AwardRule);
	const write = tellingFrom(endOf(county, "audit_entries"));
	for (let n = 0, page = pairsFrom(county, n); page.length > 0; n += ROWS_AT_ONCE, page = pairsFrom(county, n)) {
		const [paid, told]: [Row[], Row[]] = [[], []];
		for (const pair of page) {
			const { points, row } = pay(pair);
			if (row) paid.push(row);
			for (const deed of deedsOf(pair, points)) told.push(write(deed));
		}
		insert(county, "point_entries", paid);
		insert(county, "audit_entries", told);
	}
}

function endOf(county: Connection, table: string): Link {
	const [last] = county.rows({ sql: `select seq, hash from ${table} order by seq desc limit 1` });
	return (last as unknown as Link) ?? { seq: 0, hash: "" };
}

function pairsFrom(county: Connection, n: number): Sent[] {
	const [moderator] = county.rows({ sql: "select id from moderators" });
	const rows = county.rows({
		sql: `select id, household_id as householdId, person_id as personId, sent_at as sentAt, decided_at as at, outcome, printf('d%015x', n) as decisionId
			from pairs where n >= ? order by n limit ?`,
		args: [n, ROWS_AT_ONCE],
	});
	return rows.map(({ at, outcome, decisionId, ...pair }) => ({
		...pair,
		decision: outcome ? { id: decisionId, moderatorId: moderator?.["id"], at, outcome } : null,
	})) as unknown as Sent[];
}

function insert(county: Connection, table: string, rows: Row[]): void {
	const columns = Object.keys(rows[0] ?? {});
	if (columns.length === 0) return;
	const values = columns.map((column) => `value ->> '${column}'`);
	const sql = `insert into ${table} (${columns.join(", ")}) select ${values.join(", ")} from json_each(?)`;
	county.run({ sql, args: [JSON.stringify(rows)] });
}
