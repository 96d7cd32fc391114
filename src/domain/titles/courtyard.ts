import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { households } from "#db/schema/households.ts";
import { looksAt, toldLooks } from "#domain/lookbacks/shown.ts";
import { stoodAt, wonMedals } from "#domain/publicity/medals.ts";

interface Told {
	titleId: string;
	titledAt: number;
}

/** What a courtyard's page tells beside its pairs, all of it only as its household lets it: medals, title, stars, looks back. One statement, and one for each medal. */
export async function courtyardLife(publicCode: string) {
	const [found] = await lifeQuery(db).execute({ publicCode });
	const { title = null, stars = [], looks = [], stood = [] } = found ?? {};
	return {
		medals: await wonMedals(stood),
		title: title && { titleId: title.titleId, at: new Date(title.titledAt) },
		stars,
		...toldLooks(looks),
	};
}

const lifeQuery = prepared((on) => {
	const own = sql.raw("households.id");
	return on
		.select({
			title:
				sql`(select json_object('titleId', t.id, 'titledAt', t.titled_at) from courtyard_titles t where t.household_id = ${own} and t.stage in ('titled', 'warned') and t.shown_at is not null)`.mapWith(
					(json: string | null): Told | null => (json ? JSON.parse(json) : null),
				),
			stars:
				sql`(select json_group_array(json_object('month', month, 'stars', stars)) from stars_told where household_id = ${own})`.mapWith(
					(json: string): { month: string; stars: number }[] => JSON.parse(json),
				),
			looks: looksAt(own),
			stood: stoodAt(own),
		})
		.from(households)
		.where(eq(households.publicCode, sql.placeholder("publicCode")))
		.prepare();
});
