import { and, lte, or, type SQL, sql } from "drizzle-orm";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { cursorOf } from "#domain/paging.ts";
import { READERS, regionsOf, within } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { publishedPairs } from "#domain/submissions/published.ts";
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
	const found = await publishedPairs(and(until, lyingIn(paths), ofKind(kind), olderThan(wanted.after)), { limit: limit + 1 });
	const { page, next } = CURSOR.cut(found, limit, (last) => [last.publishedAt, last.submissionId]);
	return { pairs: page, next };
}

async function pathsMeant(viewer: Viewer, typed: string): Promise<string[]> {
	const places = await findPlaces(viewer, { typed, levels: LEVELS, roles: SHOWN_READERS, most: PLACES_MEANT });
	return places.map(({ path }) => path);
}

function lyingIn(paths: string[]): SQL | undefined {
	const below = or(...paths.map((path) => within(path, sql`place.path`)));
	const there = sql`exists (select 1 from regions place where place.id = ${submissions.hamletId} and ${below})`;
	const isOfDistrict = paths.some((path) => path.split("/").length === 3);
	// A district's newest are found from the top of the wall; a village's few by their village, which are then put in order.
	if (isOfDistrict) return there;
	return and(
		sql`${submissions.villageId} in (select case level when 'hamlet' then parent_id else id end from regions place where ${below})`,
		there,
	);
}

function ofKind(kind: string | undefined): SQL | undefined {
	if (!kind) return undefined;
	const leaves = sql`select leaf_code from slogan_group_leaves where group_code = ${kind}`;
	return or(sql`+${submissions.categoryCode} = ${kind}`, sql`+${submissions.categoryCode} in (${leaves})`);
}

function olderThan(after: string | null | undefined): SQL | undefined {
	const [at, id] = CURSOR.read(after) ?? [];
	return at && sql`(${submissions.publishedAt}, ${submissions.id}) < (${at.getTime()}, ${id})`;
}
