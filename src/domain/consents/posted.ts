import { and, desc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { issued, postedCopies } from "#db/schema/consents.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";
import { PAPER_CHANNELS, type PostedCopy, PUBLICISTS } from "./types.ts";

const MOST = 200;
const LATE_DAYS = 60;
const MOST_MADE = 30;
const isFallen = sql`exists (select 1 from issued_fallen f where f.issued_id = ${issued.id})`;
const places = alias(regions, "villages");

/** 还要取下来的: what hangs in the viewer's places and shows something that was taken back. */
export function copiesToTakeDown(viewer: Viewer): Promise<PostedCopy[]> {
	return copies(viewer, isFallen);
}

export function copiesHanging(viewer: Viewer): Promise<PostedCopy[]> {
	return copies(viewer, sql`not ${isFallen}`);
}

export async function countToTakeDown(viewer: Viewer): Promise<number> {
	const [found] = await db
		.select({ count: sql<number>`count(*)` })
		.from(postedCopies)
		.innerJoin(issued, eq(issued.id, postedCopies.issuedId))
		.innerJoin(regions, eq(regions.id, issued.regionId))
		.where(and(isNull(postedCopies.takenDownAt), inOfficeOf(viewer, PUBLICISTS), isFallen));
	return found?.count ?? 0;
}

function copies(viewer: Viewer, which: SQL): Promise<PostedCopy[]> {
	const { id: copyId, place, postedAt } = postedCopies;
	return db
		.select({
			copyId,
			issuedId: issued.id,
			kind: issued.kind,
			channel: issued.channel,
			place,
			region: nameAmongAll("villages"),
			postedBy: people.name,
			postedAt,
		})
		.from(postedCopies)
		.innerJoin(issued, eq(issued.id, postedCopies.issuedId))
		.innerJoin(places, eq(places.id, issued.regionId))
		.innerJoin(people, eq(people.id, postedCopies.postedBy))
		.where(and(isNull(postedCopies.takenDownAt), inOfficeOf(viewer, PUBLICISTS, places.path), which))
		.orderBy(desc(postedCopies.postedAt))
		.limit(MOST);
}

/** What was issued of late in the viewer's places and may still be hung. */
export async function issuedOfLate(viewer: Viewer, at: Date) {
	const isNew = gte(issued.issuedAt, new Date(at.getTime() - LATE_DAYS * DAY_MS));
	const { id: issuedId, token, kind, channel, subject, issuedAt } = issued;
	const rows = await db
		.select({ issuedId, token, kind, channel, subject, region: nameAmongAll("villages"), issuedAt })
		.from(issued)
		.innerJoin(places, eq(places.id, issued.regionId))
		.where(and(inOfficeOf(viewer, PUBLICISTS, places.path), isNew, inArray(channel, [...PAPER_CHANNELS]), sql`not ${isFallen}`));
	return rows.toSorted((one, other) => other.issuedAt.getTime() - one.issuedAt.getTime()).slice(0, MOST_MADE);
}
