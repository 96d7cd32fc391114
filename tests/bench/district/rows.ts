import type { Connection } from "#db/connection.ts";
import { PLACES } from "#db/schema/inspections.ts";
import type { Month } from "#domain/calendar/types.ts";
import type { Ring, Shape } from "#domain/maps/types.ts";
import { DAY_MS } from "#platform/clock.ts";

export const DISTRICT = "region-990101000000";
const [TOWNS, VILLAGES, HAMLETS, SPOTS, CARDS] = [25, 500, 5_000, 10_000, 60];

interface Asked {
	/** Twelve, the running one last. */
	months: Month[];
	now: number;
	/** Who did everything. */
	by: string;
}

/** Rows of a district of 5,000 hamlets and 10,000 spots; those of three months ago and later were each seen once. What triggers count is counted by them. */
export function districtRows(district: Connection, { months, now, by }: Asked): void {
	const ends = months.slice(-4, -1).map((month) => `'${month}'`);
	const monthOf = `case hamlet % 3 when 0 then ${ends[0]} when 1 then ${ends[1]} else ${ends[2]} end`;
	const places = PLACES.map((place, n) => `select '${place}' as place, ${n} as nth`).join(" union all ");
	district.exec(`
		create temp table n as with recursive k (n) as (select 0 union all select n + 1 from k where n + 1 < ${SPOTS}) select n from k;
		create temp table spot as select n as spot, n * 7919 % ${HAMLETS} as hamlet, n % 10 as kind, ${now} - (1 + n % 240) * ${DAY_MS} as at from n;
		create temp table walk as select n as hamlet, n / 10 as village, ${monthOf.replaceAll("hamlet", "n")} as month from n where n < ${HAMLETS};
		-- Of ten spots one is late, two are in work, five were mended, two are new.
		create temp table step (stage, seq, kinds);
		insert into step values ('reported', 1, 10), ('checked', 2, 10), ('assigned', 3, 8), ('said_fixed', 4, 8), ('confirmed', 5, 8)`);
	const region = (level: string, count: number, called: string, above: string) => `
		insert into regions (id, code, code_source, level, name, parent_id, path, valid_from)
		select '${level}-' || n, printf('98%s%09d', '${level[0]}', n), 'local', '${level}', '第' || (n + 1) || '${called}', p.id, p.path || '${level}-' || n || '/', 0
		from n join regions p on p.id = ${above} where n < ${count}`;
	const statements = [
		region("town", TOWNS, "镇", `'${DISTRICT}'`),
		region("village", VILLAGES, "村", `'town-' || (n / ${VILLAGES / TOWNS})`),
		region("hamlet", HAMLETS, "组", `'village-' || (n / ${HAMLETS / VILLAGES})`),
		`insert into units (id, region_id, name, phone, added_by, added_at) select 'unit-' || n, 'town-' || n, '第' || (n + 1) || '镇环卫站', '0990-12345', '${by}', 0 from n where n < ${TOWNS}`,
		`insert into unit_members (id, unit_id, person_id, added_by, added_at) select 'member', 'unit-0', '${by}', id, 0 from people where id <> '${by}' limit 1`,
		`insert into spots (id, village_id, hamlet_id, category_code, place, found_at, stage, stage_at)
			select 'spot-' || spot, 'village-' || (hamlet / 10), 'hamlet-' || hamlet, 'Q2-01', '村口桥头', at, 'reported', at from spot`,
		`insert into spot_reports (id, spot_id, number, idempotency_key, reference_hash, words, reported_at)
			select 'report-' || spot, 'spot-' || spot, 1, 'key-' || spot, 'hash-' || spot, '桥头堆着垃圾，好几天了。', at from spot`,
		...photosOf("kind = 0", "report"),
		`insert into spot_assignments (id, spot_id, number, unit_id, cause, grade, words, assigned_by, assigned_at, due_at)
			select 'order-' || spot, 'spot-' || spot, 1, 'unit-' || (hamlet / 200), 'behavior', 'B', '清走，不要再堆。', '${by}', at, iif(kind < 3 and kind > 0, ${now} + ${DAY_MS}, at + 3 * ${DAY_MS}) from spot where kind < 8`,
		`insert into spot_stages (id, spot_id, seq, stage, at) select printf('step-%d-%d', spot, seq), 'spot-' || spot, seq, stage, at + seq
			from spot join step on kind < kinds and (seq < 4 or kind >= 3) order by spot, seq`,
		`insert into gap_requests (id, spot_id, asked_of, words, asked_by, asked_at, due_at)
			select 'gap-' || spot, 'spot-' || spot, 'town-' || (hamlet / 200), '没有垃圾箱。', '${by}', at, ${now} from spot where spot % 50 = 9`,
		`insert into inspection_pools (month, hamlet_id, village_id, stratum, is_drawn) select month, 'hamlet-' || hamlet, 'village-' || village, 1, 1 from walk`,
		`insert into inspection_walks (id, month, hamlet_id, village_id, inspector_id, drawn_at, done_at)
			select 'walk-' || hamlet, month, 'hamlet-' || hamlet, 'village-' || village, '${by}', at, at from (select *, unixepoch(month || '-12') * 1000 as at from walk)`,
		// None to three faults of ten; one village lags, one is praised.
		`insert into inspections (walk_id, place, found, cause, spot_id, at) select 'walk-' || hamlet, place, iif(is_fault, 'fault', 'clean'), iif(is_fault, 'behavior', null),
			iif(is_fault, 'spot-' || (hamlet * 2), null), at from (select *, case village when 3 then nth < 8 when 5 then 0 else nth < hamlet * 37 % 4 end as is_fault, unixepoch(month || '-12') * 1000 as at from walk join (${places}))`,
		...figuresOf(months),
		`insert into exposure_policies (id, village_id, document_number, adopted_on, recorded_by, recorded_at)
			select 'policy-' || n, 'village-' || n, '村民会〔2026〕' || n || '号', '2026-01-01', '${by}', 0 from n where n < ${VILLAGES}`,
		`insert into exposures (id, spot_id, assignment_id, policy_id, village_id, before_id, stage, stage_at)
			select 'card-' || spot, 'spot-' || spot, 'order-' || spot, 'policy-' || (hamlet / 10), 'village-' || (hamlet / 10), 'photo-' || spot, 'proposed', ${now}
			from spot where kind = 0 and spot < ${CARDS * 10}`,
		`update exposures set stage = 'shown', shown_at = ${now}, leaves_at = ${now} + 30 * ${DAY_MS}`,
	];
	for (const statement of statements) district.exec(statement);
	const insert = "insert into region_outlines (region_id, shape) values (?, ?)";
	for (let n = 0; n < VILLAGES; n += 1) district.run({ sql: insert, args: [`village-${n}`, JSON.stringify(outlineOf(n))] });
}

function photosOf(which: string, reason: string): string[] {
	const sizes = [480, 960].flatMap((width) => ["avif", "jpeg"].map((format) => `select ${width} as width, '${format}' as format`));
	return [
		`insert into photos (id, received_at, sha256, format, width, height, thumbhash, average_colour, brightness, sharpness, revision, released_at)
			select 'photo-' || spot, at, 'photo-' || spot, 'jpeg', 1600, 1200, '3OcRJYB4d3h/iIeHeEh3eIhw+j3A', '#8a7d62', 120, 300, 0, at from spot where ${which}`,
		`insert into photo_derivatives (name, photo_id, revision, format, width, height, bytes, sha256)
			select printf('photo-%d-%d.%s', spot, width, format), 'photo-' || spot, 0, format, width, width * 3 / 4, 1000, spot from spot join (${sizes.join(" union all ")}) where ${which}`,
		`insert into spot_photos (photo_id, spot_id, ${reason}_id, position, sha256) select 'photo-' || spot, 'spot-' || spot, '${reason}-' || spot, 1, spot from spot where ${which}`,
	];
}

/** What pairs and walks would have counted. */
function figuresOf(months: Month[]): string[] {
	const month = months.map((one) => `select '${one}' as month`).join(" union all ");
	return [
		"update region_figures set households = 40 * hamlets, taking_part = 10 * hamlets, pairs = 15 * hamlets, self_started = 9 * hamlets where region_id glob '*-*'",
		`insert into region_months (region_id, month, pairs, looked, clean) select region_id, month, hamlets, 10 * hamlets / 3, 8 * hamlets / 3
			from region_figures join (${month}) where region_id not glob 'hamlet-*' on conflict do update set looked = excluded.looked, clean = excluded.clean, pairs = excluded.pairs`,
	];
}

const [ACROSS, STEPS, SIDE] = [25, 6, 0.04];

/** A field of a grid, whose border winds a little and is its neighbour's too. */
function outlineOf(n: number): Shape {
	const [x, y] = [n % ACROSS, Math.floor(n / ACROSS)];
	const along = (fromX: number, fromY: number, toX: number, toY: number): Ring =>
		Array.from({ length: STEPS }, (_, step) => pointAt(fromX + ((toX - fromX) * step) / STEPS, fromY + ((toY - fromY) * step) / STEPS));
	const around = [...along(x, y, x + 1, y), ...along(x + 1, y, x + 1, y + 1), ...along(x + 1, y + 1, x, y + 1), ...along(x, y + 1, x, y)];
	return [[[...around, around[0] as Ring[number]]]];
}

function pointAt(x: number, y: number): Ring[number] {
	const winding = Math.sin(x * 12.9898 + y * 78.233) * 0.12;
	return [Number((110 + SIDE * (x + winding)).toFixed(5)), Number((30 + SIDE * (y - winding)).toFixed(5))];
}
