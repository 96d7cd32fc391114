import { and, or, type SQL, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db, type Reader } from "#db/client.ts";
import { preparedFor } from "#db/prepared.ts";
import { submissions } from "#db/schema/submissions.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import type { Channel } from "#domain/consents/types.ts";
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
	/** By which offices they are the viewer's. */
	roles?: Role[];
	/** Only those whose households agreed to a channel; and, for WeChat and the press, not by a yes that this issuer alone heard. */
	agreed?: { channel: Channel; issuer: string | null; dutyId: string | null };
	ids?: string[] | undefined;
	limit?: number;
	at: Date;
}

const CURSOR = cursorOf("shown", "time", "id");
const PLACES_MEANT = 60;

/** Pairs that everybody sees, of the places in this person's office, newest first; none if the place that was typed is not theirs. */
export async function shownPairs(viewer: Viewer, wanted: Wanted): Promise<{ pairs: PublishedPair[]; next: string | null }> {
	const { place, kind, days = 0, roles = SHOWN_READERS, agreed, ids, limit = 12, at } = wanted;
	const paths = place ? await pathsMeant(viewer, place, roles) : regionsOf(viewer, ...roles).map(({ path }) => path);
	if (paths.length === 0) return { pairs: [], next: null };
	const [afterAt, afterId] = CURSOR.read(wanted.after) ?? [];
	const shape = { paths, isOfKind: Boolean(kind), isAfter: afterAt !== undefined, isAgreed: Boolean(agreed), hasIds: Boolean(ids) };
	const values = { until: at.getTime() - days * DAY_MS, kind, afterAt: afterAt?.getTime(), afterId, ...agreed, ids: JSON.stringify(ids) };
	const rows = await shownQuery(db, shape).execute({ ...values, limit: limit + 1 });
	const found = await pairsOf(rows);
	const { page, next } = CURSOR.cut(found, limit, (last) => [last.publishedAt, last.submissionId]);
	return { pairs: page, next };
}

async function pathsMeant(viewer: Viewer, typed: string, roles: Role[]): Promise<string[]> {
	const places = await findPlaces(viewer, { typed, levels: LEVELS, roles, most: PLACES_MEANT });
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
	isAgreed: boolean;
	hasIds: boolean;
}

const shownQuery = preparedFor<Shape, ReturnType<typeof built>>(JSON.stringify, built);

function built(on: Reader, shape: Shape) {
	return pairRows(on, ofLists(shape)).prepare();
}

const [UNTIL, KIND, MOST] = [sql.placeholder("until"), sql.placeholder("kind"), sql.placeholder("limit")];
const IS_AFTER = sql`(${submissions.publishedAt}, ${submissions.id}) < (${sql.placeholder("afterAt")}, ${sql.placeholder("afterId")})`;

const isAgreed = (): SQL =>
	sql`exists (select 1 from channel_consents yes join (select coalesce(${sql.placeholder("dutyId")}, ${submissions.villageId}) as id) duty
		where yes.item = 'submission:' || ${submissions.id} and yes.channel = ${sql.placeholder("channel")} and yes.withdrawn_at is null
			and (yes.channel not in ('wechat', 'press') or yes.how <> 'spoken' or ${sql.placeholder("issuer")} is null
				or ${isIndependentOf(sql.placeholder("issuer"), { other: "yes.recorded_by", regionId: "duty.id" })}))`;

/** The newest of each village and kind that are asked for, put together; of a whole district and every kind simply the newest. */
function ofLists({ paths, isOfKind, isAfter, ...only }: Shape): SQL | undefined {
	const where = and(sql`${submissions.publishedAt} <= ${UNTIL}`, isAfter ? IS_AFTER : undefined);
	const isOne = only.hasIds ? sql`${submissions.id} in ${among(sql.placeholder("ids"))}` : undefined;
	const also = and(isThere(paths), only.isAgreed ? isAgreed() : undefined, isOne);
	const villages = villagesIn(paths);
	const kinds = sql`select ${KIND} as code union select leaf_code from slogan_group_leaves where group_code = ${KIND}`;
	const [ofVillage, ofKind] = [sql`${submissions.villageId} = list.village_id`, sql`${submissions.categoryCode} = list.code`];
	if (villages && isOfKind)
		return firstShown({ where: and(ofVillage, ofKind, where), also, most: MOST }, sql`select * from (${villages}) cross join (${kinds})`);
	if (villages) return firstShown({ where: and(ofVillage, where), also, most: MOST }, villages);
	return isOfKind ? firstShown({ where: and(ofKind, where), also, most: MOST }, kinds) : and(where, also);
}
