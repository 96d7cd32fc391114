import { and, or, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { preparedFor } from "#db/prepared.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { cursorOf } from "#domain/paging.ts";
import { READERS, regionsOf, villagesIn, within } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { firstShown, pairRows, pairsOf } from "#domain/submissions/published.ts";
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
	const [afterAt, afterId] = CURSOR.read(wanted.after) ?? [];
	const query = shownQuery(db, { paths, isOfKind: Boolean(kind), isAfter: afterAt !== undefined });
	const rows = await query.execute({ until: at.getTime() - days * DAY_MS, kind, afterAt: afterAt?.getTime(), afterId, limit: limit + 1 });
	const found = await pairsOf(rows);
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

interface Shape {
	paths: string[];
	isOfKind: boolean;
	isAfter: boolean;
}

const shownQuery = preparedFor<Shape, ReturnType<typeof built>>(JSON.stringify, built);

function built(on: Reader, shape: Shape) {
	return pairRows(on, ofLists(shape)).prepare();
}

const [UNTIL, KIND, MOST] = [sql.placeholder("until"), sql.placeholder("kind"), sql.placeholder("limit")];
const IS_AFTER = sql`(${submissions.publishedAt}, ${submissions.id}) < (${sql.placeholder("afterAt")}, ${sql.placeholder("afterId")})`;

/** The newest of each village and kind that are asked for, put together; of a whole district and every kind simply the newest. */
function ofLists({ paths, isOfKind, isAfter }: Shape): SQL | undefined {
	const where = and(sql`${submissions.publishedAt} <= ${UNTIL}`, isAfter ? IS_AFTER : undefined);
	const also = isThere(paths);
	const villages = villagesIn(paths);
	const kinds = sql`select ${KIND} as code union select leaf_code from slogan_group_leaves where group_code = ${KIND}`;
	const [ofVillage, ofKind] = [sql`${submissions.villageId} = list.village_id`, sql`${submissions.categoryCode} = list.code`];
	if (villages && isOfKind)
		return firstShown({ where: and(ofVillage, ofKind, where), also, most: MOST }, sql`select * from (${villages}) cross join (${kinds})`);
	if (villages) return firstShown({ where: and(ofVillage, where), also, most: MOST }, villages);
	return isOfKind ? firstShown({ where: and(ofKind, where), also, most: MOST }, kinds) : and(where, also);
}
