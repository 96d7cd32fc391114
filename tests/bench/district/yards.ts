import type { Connection } from "#db/connection.ts";
import { DAY_MS } from "#platform/clock.ts";
import { DISTRICT } from "./rows.ts";

const [YARDS, A_VILLAGE] = [20_000, 40];

interface Asked {
	now: number;
	/** The day in Beijing, on which somebody looks back. */
	today: string;
	/** Who did everything, inspects and scores. */
	by: string;
}

/** Rows of 20,000 households in the district: each with a pair and a settled rating, 40,000 look backs and more, 2,000 titles that stand, 200 notices. */
export function yardRows(district: Connection, { now, today, by }: Asked): void {
	const month = (at: string) => `strftime('%Y-%m', ${at} / 1000 + 28800, 'unixepoch')`;
	const running = month(`${now}`);
	const zeros = "0".repeat(64);
	district.exec(`
		create temp table yard as with recursive k (n) as (select 0 union all select n + 1 from k where n + 1 < ${YARDS})
			select n, n / ${A_VILLAGE} as village, n / ${A_VILLAGE} * 10 + n % 10 as hamlet, ${now} - (1 + n * 7 % 360) * ${DAY_MS} as at from k;
		create temp table look as select n, village, hamlet, day, at + day * ${DAY_MS} as due from yard join (select 7 as day union all select 30 union all select 90)
			where at + day * ${DAY_MS} < ${now}`);
	const step = (of: string, key: string, id: string, steps: string[], which: string) =>
		steps.map(
			(
				stage,
				seq,
			) => `insert into ${of} (id, ${key}, seq, stage, actor_id, at) select printf('${key}-%s-%d', ${id}, ${seq}), ${id}, ${seq + 1}, '${stage}', '${by}',
				${now} - ${(steps.length - seq) * 20} * ${DAY_MS} from yard where ${which}`,
		);
	const statements = [
		`insert into households (id, hamlet_id, village_id, number, head_name, public_code, door_token, door_token_since, created_at)
			select 'yard-' || n, 'hamlet-' || hamlet, 'village-' || village, printf('%04d', n % ${A_VILLAGE} / 10 + 1), '马' || n, 'yard-' || n, printf('y%09d', n), 0, 0 from yard`,
		`insert into submissions (id, household_id, village_id, hamlet_id, idempotency_key, category_code, words, created_by, created_at, edited_at, stage, version, stage_at, published_at)
			select 'yard-pair-' || n, 'yard-' || n, 'village-' || village, 'hamlet-' || hamlet, 'yard', 'Q3-01', '柴火码齐了。', '${by}', at, at, 'published', 1, at, at from yard`,
		`insert into lookbacks (id, submission_id, day, due_at, month, village_id, hamlet_id, stratum, chance, is_drawn, inspector_id, on_day, answer, cause, answered_at)
			select printf('look-%d-%d', n, day), 'yard-pair-' || n, day, due, ${month("due")}, 'village-' || village, 'hamlet-' || hamlet, n % 4, 30, n % 3 = 0, iif(n % 3 = 0, '${by}', null),
				iif(n % 3 = 0, '2026-01-01', null), iif(n % 3 = 0, iif(n % 20 = 0, 'relapsed', 'clean'), null), iif(n % 60 = 0, 'behavior', null), iif(n % 3 = 0, due + ${DAY_MS}, null) from look`,
		// What the inspector has to do today.
		`insert into lookbacks (id, submission_id, day, due_at, month, village_id, hamlet_id, stratum, chance, is_drawn, inspector_id, on_day)
			select 'today-' || n, 'yard-pair-' || n, 90, ${now}, ${running}, 'village-' || village, 'hamlet-' || hamlet, 1, 30, 1, '${by}', '${today}' from yard
			where n < 30 and not exists (select 1 from lookbacks where submission_id = 'yard-pair-' || n and day = 90)`,
		// One of a pair with its pictures.
		`update lookbacks set id = 'today', due_at = ${now}, month = ${running}, stratum = 1, chance = 30, is_drawn = 1, inspector_id = '${by}', on_day = '${today}'
			where id = (select id from lookbacks where day = 90 and month is null limit 1)`,
		`insert into rating_rounds (id, village_id, month, sheet_id, stage_at, commitment) select 'rating-' || village, 'village-' || village, '2026-01', s.id, 0, '${zeros}'
			from (select distinct village from yard), rating_sheets s where s.profile = 'A'`,
		...["opened", "drawn", "closed", "settled"].map(
			(
				stage,
				seq,
			) => `insert into rating_stages (id, rating_id, seq, stage, actor_id, at) select printf('step-%d-%d', village, ${seq}), 'rating-' || village, ${seq + 1}, '${stage}', '${by}', ${seq}
				from (select distinct village from yard) where ${stage === "closed" ? "village > 0" : stage === "settled" ? "village > 1" : "1"}`,
		),
		`insert into rating_results (id, rating_id, household_id, visit, score, spread, stars, at)
			select 'result-' || n, 'rating-' || village, 'yard-' || n, 1, 700 + n % 300, 40, 2 + n % 4, 0 from yard where village > 0`,
		`insert into scorers (id, person_id, village_id, appointed_by, appointed_at, stands_from) select 'scorer', '${by}', 'village-0', id, 0, 0 from people where id <> '${by}' limit 1`,
		`insert into rating_looks (id, rating_id, household_id, visit, scorer_id, drawn_at) select 'score-' || n, 'rating-0', 'yard-' || n, 1, '${by}', 0 from yard where village = 0`,
		`insert into courtyard_titles (id, household_id, village_id, origin, result_id, nominated_by, nominated_at, agreed_at, agreed_by, stage_at, notice_ends_at, shown_at)
			select 'title-' || n, 'yard-' || n, 'village-' || village, 'village', 'result-' || n, other, 0, 0, other, 0, ${now} + (1 + n % 5) * ${DAY_MS}, iif(n % 20 = 0, 1, null)
			from yard, (select id as other from people where id <> '${by}' limit 1) where village > 0 and (n % 10 = 0 or n % 100 = 1)`,
		...step("courtyard_title_stages", "title_id", "'title-' || n", ["proposed", "noticed"], "village > 0 and (n % 10 = 0 or n % 100 = 1)"),
		`insert into courtyard_title_stages (id, title_id, seq, stage, actor_id, at) select 'titled-' || n, 'title-' || n, 3, 'titled', '${by}', ${now} - (n % 120) * ${DAY_MS} from yard where village > 0 and n % 10 = 0`,
		`insert into role_grants (id, person_id, role, region_id, granted_at) values ('inspects', '${by}', 'inspector', '${DISTRICT}', 0)`,
	];
	for (const statement of statements) district.exec(statement);
}

/** The public and the daily pages of look backs, ratings, titles and rules. */
export const YARD_PAGES = [
	...[
		"/titles",
		"/titles?village=village-5",
		"/titles/title-60",
		"/titles/title-101/objections",
		"/lookbacks",
		"/ratings",
		"/rules/village-5",
	],
	...["/staff/titles", "/staff/titles?list=all", "/staff/titles?village=village-5", "/staff/titles/title-101"],
	...[
		"/staff/lookbacks",
		"/staff/lookbacks/today",
		"/ratings/score",
		"/ratings/score/score-0",
		"/staff/ratings",
		"/staff/ratings/rating-5",
	],
];
