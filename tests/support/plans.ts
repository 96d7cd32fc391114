import { Connection } from "#db/connection.ts";
import { env } from "#platform/env.ts";

/** Tables that stay small however many households, pairs and years a county has. */
const SMALL = new Set([
	...[
		"__drizzle_migrations",
		"settings",
		"jobs",
		"clock_marks",
		"calendar_days",
		"leaf_categories",
		"slogan_groups",
		"slogan_group_leaves",
	],
	// Some rounds a year, with some dozens of candidates.
	...["point_rules", "vote_rounds", "vote_round_stages", "vote_kiosks", "vote_candidates", "published_files"],
	// The people of offices, the units that answer for spots, for what they do, and what two of them did.
	...["role_grants", "passphrase_links", "units", "area_duties", "unit_members", "approvals"],
	// Some editions a year of a place, whom they name, and what became of that.
	...["board_editions", "board_stages", "board_named", "board_reasons", "help_orders", "talks"],
	// What publicists make one by one, and where it hangs.
	...["issued", "posted_copies"],
	// Some dozens of villages in a county, their versions and checks.
	...["model_villages", "model_village_stages", "model_stories", "model_pairs", "model_rechecks"],
	// Some stories a month, each written by hand and read by three people; where they stand.
	...["stories", "story_stages", "story_versions", "story_pairs", "story_households", "story_drafts", "story_decisions", "story_remarks"],
	"featured_slots",
	// What a village's store offers, who keeps it and who gave something, entered one by one.
	...["store_goods", "store_prices", "store_keepers", "store_donors"],
	// Some versions of score sheets, and who scores in a village.
	...["rating_sheets", "rating_items", "scorers"],
	// What two offices signed one by one, and what became of it; a policy for each village.
	...["exposures", "exposure_takedowns", "exposure_corrections", "exposure_policies"],
]);

/** A step that a growing table may have, and its reason. */
export interface Exception {
	step: RegExp;
	of: RegExp;
	why: string;
}

const EXCEPTIONS: Exception[] = [
	{
		step: /^SCAN audit_entries$/,
		of: /^select [^(]* order by "audit_entries"."seq" desc limit \?$/,
		why: "the newest line, read from the end",
	},
	{ step: /INDEX search_entries_stale$/, of: /is_stale = 1 .*limit/, why: "the index holds only what changed since it was read" },
	{ step: /INDEX submissions_wall$/, of: /limit \?/, why: "the wall from its top: nearly all published pairs are public" },
	{ step: /INDEX submissions_waiting$/, of: /limit \?/, why: "the queue of a district from its top" },
	{ step: /store_orders_open$/, of: /from "store_orders"/, why: "the index holds only what waits to be collected" },
	{ step: /point_disputes_open$/, of: /from "point_disputes"/, why: "the index holds only disputes that nobody answered" },
	{ step: /household_checks_open$/, of: /"household_checks"/, why: "the index holds only drawn changes that nobody answered" },
	{
		step: /SCAN assisted_submissions|ORDER BY$/,
		of: /present_helpers/,
		why: "what officers wrote down; an index of what is not sent would bound it",
	},
	{ step: /INDEX spots_in_work$/, of: /select id from spots where stage in/, why: "the index holds only spots that a unit works at" },
	{
		step: /^SCAN spots USING INDEX spots_(to_triage|to_confirm|in_work)$|ORDER BY$/,
		of: /from "spots" .*"spots"\."stage" (in \(|= 'said_fixed')/,
		why: "reported spots with which somebody is not done; the index holds no others, and the rows are bare",
	},
	{
		step: /^SCAN spots USING INDEX spots_newest$/,
		of: /order by "spots"."found_at" desc, .*limit \?$/,
		why: "the spots of a town or a district from the newest on, until a page is full",
	},
	{
		step: /ORDER BY$/,
		of: /"spots"."village_id" in \(.*order by "spots"."found_at" desc, /,
		why: "the spots of one village, newest first, as bare rows",
	},
	{
		step: /INDEX lookback_appeals_open$/,
		of: /lookback_appeals/,
		why: "the index holds only what waits to be answered, and each within three working days",
	},
	{ step: /^SCAN lookbacks USING INDEX lookbacks_of_hamlet$/, of: /answered_at is not null/, why: "each night, what was answered alone" },
	{ step: /SCAN lookback_figures/, of: /lookback_figures/, why: "a row for each place and kind of work" },
	{ step: /INDEX spot_second_looks_open$/, of: /looked_at is null/, why: "the index holds only what waits to be looked at again" },
	{
		step: /^SCAN spots USING (COVERING )?INDEX spots_of_village_in_work$/,
		of: /group by "spots"."village_id"$/,
		why: "the index holds only orders in work that count for their village",
	},
	{ step: /ORDER BY$/, of: /from "area_duties" .*"regions"\."path" in/, why: "the duties of one place and of the three above it" },
	{ step: /^SCAN sign_in_slips/, of: /case when exists \(select 1 from "sign_in_slips"\)/, why: "stops at the first" },
	{ step: /^SCAN sessions$/, of: /"expires_at" <= \? limit/, why: "once a night, and no page waits for it" },
	{ step: /^SCAN regions/, of: /from "regions"/, why: "places, not households: 7,000 in a county, however many years it goes on" },
	{ step: /ORDER BY$/, of: /from "regions" .*order by .*"regions"."code" asc$/, why: "the places below one place" },
	{ step: /ORDER BY$/, of: /from "units" inner join .* limit \?$/, why: "the units of one office: some in each village" },
	{
		step: /^SCAN point_lists USING INDEX point_lists_newest$/,
		of: /from "point_lists"/,
		why: "those of a district, from the newest on, until a page is full",
	},
	{ step: /ORDER BY$/, of: /from "point_lists" .*"village_id" in \(select/, why: "the lists of one village, or of a town's villages" },
	{
		step: /^SCAN courtyard_titles USING INDEX courtyard_titles_newest$/,
		of: /from "courtyard_titles"/,
		why: "those of a district, from the newest step on, until a page is full",
	},
	{
		step: /ORDER BY$/,
		of: /from "courtyard_titles" .*"village_id" in \(select/,
		why: "the titles of one village, or of a town's villages",
	},
	{
		step: /^SCAN rating_rounds USING INDEX rating_rounds_by_month$/,
		of: /limit \?$/,
		why: "newest first, from its top: a round a village and month",
	},
	{ step: /ORDER BY$/, of: /from "board_editions" .*limit \?$/, why: "the editions of one office: some a year" },
	{
		step: /ORDER BY$/,
		of: /list\.done_at/,
		why: "the pairs of hamlets that were walked in two months, which only the desk of stories asks for",
	},
	{ step: /ORDER BY$/, of: /"households"."village_id" = \?/, why: "the households of one village" },
	{ step: /ORDER BY$/, of: /"households"."closed_at" is not null and .*limit \?$/, why: "the closed households of one village" },
	{
		step: /ORDER BY$/,
		of: /from "vote_(flags|nominations)" .*_id" = \?/,
		why: "what is to be looked into, or was put forward, in one round",
	},
	{ step: /ORDER BY$/, of: /from "vote_roll" .*group by/, why: "the villages of one round's roll, each with a figure" },
	{
		step: /paper_entries_once_a_person$|ORDER BY$/,
		of: /paper_entries.* where .*entered_by"? = \?/,
		why: "what waits for a second reader, while paper is entered",
	},
	{ step: /ORDER BY$/, of: /from people p join .* role_grants g .*order by p\.name/, why: "the people of the offices of one place" },
	{
		step: /^SCAN households$|ORDER BY$/,
		of: /audit_entries/,
		why: "the trail of an office below the district, of what lies in its place; 5,000 lines a page at most",
	},
];

/** Keys of which one value has the rows of one household, person, pair or ballot. */
const NARROW = /\((?:rowid|(?:\w+\.)?id|\w*_id|household_id|public_code|door_token|number)=\?/;
const WIDE = /\((?:village_id|hamlet_id|region_id|round_id|moderator_id)=\?/;

interface Step {
	id: number;
	parent: number;
	detail: string;
}

/** Every table is taken for a growing one, but for those of the list. */
function growingTables(connection: Connection): Set<string> {
	const tables = connection.rows({ sql: "select name from sqlite_master where type = 'table'" }).map(({ name }) => String(name));
	return new Set(tables.filter((name) => !SMALL.has(name)));
}

/** What of the list of exceptions no statement needed, so that none outlives its reason. */
interface Plans {
	growing: string[];
	unused: string[];
}

/** The steps that cost more with each household or pair: whole tables read, made into an index, or sorted. */
export function growingPlans(statements: string[], exceptions = EXCEPTIONS): Plans {
	// Its own, because an explained DELETE of this driver stays open, and then its connection cannot commit.
	const connection = new Connection(env.databaseFile);
	const growing = growingTables(connection);
	const found = new Set<string>();
	const used = new Set<Exception>();
	for (const text of statements) {
		const statement = text
			.replaceAll(/\s+/g, " ")
			.replaceAll(/\((\?, )+\?\)/g, "(?)")
			.trim();
		if (!/^(select|with|update|delete|insert)\b/i.test(statement) || /\bwhere \(?false\b/.test(statement)) continue;
		const steps = connection.rows({ sql: `explain query plan ${text}` }) as unknown as Step[];
		const isGrowing = (detail: string) => growing.has(tableOf(detail, statement));
		for (const step of steps) {
			if (!grows(step, steps, isGrowing)) continue;
			const matching = exceptions.filter((one) => one.step.test(step.detail) && one.of.test(statement));
			for (const one of matching) used.add(one);
			if (matching.length === 0) found.add(`${step.detail}: ${statement}`);
		}
	}
	connection.close();
	return { growing: [...found], unused: exceptions.filter((one) => !used.has(one)).map(({ why }) => why) };
}

/**
 * The queries that SQLite plans anew each time they are asked: a value decides there whether a partial index may be used. That costs more than most queries
 * themselves; a condition of such an index is written as a literal.
 */
export function plannedAnew(statements: string[]): string[] {
	const connection = new Connection(env.databaseFile);
	const queries = [...new Set(statements)].filter((text) => /^\s*(select|with)\b/i.test(text));
	const found = queries.filter((text) => {
		const args = Array.from(text.matchAll(/\?/g), () => 1n);
		for (const _ of [1, 2]) connection.values({ sql: text, args });
		return connection.values({ sql: "select max(reprep) from sqlite_stmt where sql = ?", args: [text] }).flat()[0];
	});
	connection.close();
	return found;
}

function grows({ detail, parent }: Step, steps: Step[], isGrowing: (detail: string) => boolean): boolean {
	// The finder's index is asked for words or by number.
	if (/VIRTUAL TABLE INDEX (\d+:M|0:=)/.test(detail)) return false;
	if (detail.startsWith("SCAN") || detail.includes("AUTOMATIC")) return isGrowing(detail);
	if (!detail.startsWith("USE TEMP B-TREE FOR ORDER BY")) return false;
	const sorted = steps.filter((step) => step.parent === parent && /^(SCAN|SEARCH)/.test(step.detail));
	return sorted.some((loop) => isGrowing(loop.detail) && !isNarrow(loop.detail));
}

function isNarrow(detail: string): boolean {
	return NARROW.test(detail) && !WIDE.test(detail);
}

/** A plan names a table by its alias. */
function tableOf(detail: string, statement: string): string {
	const name = /^(?:SCAN|SEARCH) (\w+)/.exec(detail)?.[1] ?? "";
	const alias = new RegExp(`(?:from|join|,) "?(\\w+)"? (?:as )?"?${name}"?(?![\\w".])`, "i").exec(statement);
	return alias && alias[1] !== "join" ? (alias[1] ?? name) : name;
}
