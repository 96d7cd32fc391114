import { and, lte, or, type SQL, sql } from "drizzle-orm";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { cursorOf } from "#domain/paging.ts";
import { READERS, regionsOf, villagesIn, within } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { firstShown, publishedPairs } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { DAY_MS } from "#platform/clock.ts";

export const SHOWN_READERS: Role[] = ["publicist", "inspector", ...READERS];

/** After how many days somebody may go and see whether it is still so. */
export const LOOK_BACK_DAYS = 30;

interface Wanted {
	/** A place of the viewer's, as it was typed: name, pinyin or code. */
	place?: string | undefined;
	/** A slogan's group or one kind of it. */
	kind?: string | undefined;
	/** Only those that have been shown for so many days. */
	days?: number;
	/** The `next` of the page before. */
	after?: string | null | undefined;
	limit?: number;
	at: Date;
}

const CURSOR = cursorOf("shown", "time", "id");
const PLACES_MEANT = 60;

/** Pairs that everybody sees, of the places in this person's office, newest first; none if the place that was typed is not theirs. */
export async function shownPairs(viewer: Viewer, wanted: Wanted): Promise<{ pairs: PublishedPair[]; next: string | null }> {
	const { place, kind, days = 0, limit = 12, at } = wanted;
	const paths = place ? await pathsMeant(viewer, place) : regionsOf(viewer, ...SHOWN_READERS).map(({ path }) => path);
	if (paths.length === 0) return { pairs: [], next: null };
	const until = lte(submissions.publishedAt, new Date(at.getTime() - days * DAY_MS));
	const where = and(until, isThere(paths), olderThan(wanted.after));
	const found = await publishedPairs(ofLists({ paths, kind, where, most: limit + 1 }), { limit: limit + 1 });
	const { page, next } = CURSOR.cut(found, limit, (last) => [last.publishedAt, last.submissionId]);
	return { pairs: page, next };
}

async function pathsMeant(viewer: Viewer, typed: string): Promise<string[]> {
	const places = await findPlaces(viewer, { typed, levels: LEVELS, roles: SHOWN_READERS, most: PLACES_MEANT });
	return places.map(({ path }) => path);
}

function isThere(paths: string[]): SQL {
	const below = or(...paths.map((path) => within(path, sql`place.path`)));
	return sql`exists (select 1 from regions place where place.id = ${submissions.hamletId} and (${below}))`;
}

/** The newest of each village and kind that are asked for, put together; of a whole district and every kind simply the newest. */
function ofLists({ paths, kind, where, most }: { paths: string[]; kind: string | undefined; where: SQL | undefined; most: number }) {
	const villages = villagesIn(paths);
	const kinds = sql`select ${kind} as code union select leaf_code from slogan_group_leaves where group_code = ${kind}`;
	const [ofVillage, ofKind] = [sql`${submissions.villageId} = list.village_id`, sql`${submissions.categoryCode} = list.code`];
	if (villages && kind)
		return firstShown({ where: and(ofVillage, ofKind, where), most }, sql`select * from (${villages}) cross join (${kinds})`);
	if (villages) return firstShown({ where: and(ofVillage, where), most }, villages);
	return kind ? firstShown({ where: and(ofKind, where), most }, kinds) : where;
}

function olderThan(after: string | null | undefined): SQL | undefined {
	const [at, id] = CURSOR.read(after) ?? [];
	return at && sql`(${submissions.publishedAt}, ${submissions.id}) < (${at.getTime()}, ${id})`;
}
