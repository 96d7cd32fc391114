import { type Client, createClient } from "@libsql/client";

// Filters as our pages have them.
const FILTERS: Record<string, string> = {
	village: "s.village_id = :village",
	courtyard: "s.household_id = (select id from households where public_code = :courtyard)",
	pair: "s.id = :pair",
};
let client: Client | undefined;

interface File {
	side: string;
	format: string;
	width: number;
	height: number;
	name: string;
	colour: string;
}

/** The rows of a list of pairs by one statement of the same client. */
export async function rowsOf(asked: URLSearchParams) {
	client ??= createClient({ url: `file:${process.env["LIMIT_DATABASE"]}`, concurrency: 1 });
	const names = Object.keys(FILTERS).filter((name) => asked.has(name));
	const args = { limit: Number(asked.get("limit")), ...Object.fromEntries(names.map((name) => [name, asked.get(name)])) };
	const { rows } = await client.execute({ sql: statement(names), args });
	return rows.map(({ id, village, hamlet, words, category, publishedAt, files }) => ({
		...{ id, village, hamlet, words, category },
		publishedAt: new Date(Number(publishedAt)).toISOString(),
		files: (JSON.parse(String(files)) as unknown[][]).map(
			([side, format, width, height, name, colour]) => ({ side, format, width, height, name, colour }) as File,
		),
	}));
}

function statement(names: string[]): string {
	return `select s.id, v.name as village, h.name as hamlet, s.words, c.plain as category, s.published_at as publishedAt, (
			select json_group_array(json_array(p.side, d.format, d.width, d.height, d.name, f.average_colour) order by d.width)
			from submission_photos p join photos f on f.id = p.photo_id join photo_derivatives d on d.photo_id = f.id
			where p.submission_id = s.id and p.position = 1) as files
		from submissions s left join regions v on v.id = s.village_id left join regions h on h.id = s.hamlet_id left join leaf_categories c on c.code = s.category_code
		where ${["s.stage = 'published'", ...names.map((name) => FILTERS[name])].join(" and ")} order by s.published_at desc, s.id desc limit :limit`;
}
