import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { issued, postedCopies } from "#db/schema/consents.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { typedCode } from "#domain/text.ts";
import { PAPER_CHANNELS, type PostedCopy, PUBLICISTS } from "./types.ts";

const A_PAGE = { copies: 50, made: 20 };
const COPY = cursorOf("copies", "time", "id");
const MADE = cursorOf("made", "time", "id");
const isFallen = sql`exists (select 1 from issued_fallen f where f.issued_id = ${issued.id})`;
const places = alias(regions, "villages");
const PLACE = { region: nameAmongAll("villages") };

/** 还要取下来的: what hangs in the viewer's places and shows something that was taken back. */
export function copiesToTakeDown(viewer: Viewer, after?: string | null) {
	return copies(viewer, isFallen, after);
}

export function copiesHanging(viewer: Viewer, after?: string | null) {
	return copies(viewer, sql`not ${isFallen}`, after);
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

/** A page of them, the newest first, and the cursor of the next one. */
async function copies(viewer: Viewer, which: SQL, after?: string | null): Promise<{ copies: PostedCopy[]; next: string | null }> {
	const { id: copyId, place, postedAt } = postedCopies;
	const [at, id] = COPY.read(after) ?? [];
	const older = at && sql`(${postedAt}, ${copyId}) < (${at.getTime()}, ${id})`;
	const rows = await db
		.select({ copyId, issuedId: issued.id, kind: issued.kind, channel: issued.channel, place, ...PLACE, postedBy: people.name, postedAt })
		.from(postedCopies)
		.innerJoin(issued, eq(issued.id, postedCopies.issuedId))
		.innerJoin(places, eq(places.id, issued.regionId))
		.innerJoin(people, eq(people.id, postedCopies.postedBy))
		.where(and(isNull(postedCopies.takenDownAt), inOfficeOf(viewer, PUBLICISTS, places.path), which, older))
		.orderBy(desc(postedAt), desc(copyId))
		.limit(A_PAGE.copies + 1);
	const { page, next } = COPY.cut(rows, A_PAGE.copies, (last) => [last.postedAt, last.copyId]);
	return { copies: page, next };
}

/** What was issued in the viewer's places and may be hung, a page of it, the newest first; and of the one with this token, whatever its age, that it may. */
export async function issuedToHang(viewer: Viewer, { after, token }: { after?: string | null; token?: string | null }) {
	const [at, id] = MADE.read(after) ?? [];
	const older = at && sql`(${issued.lastIssuedAt}, ${issued.id}) < (${at.getTime()}, ${id})`;
	const [rows, [asked]] = await Promise.all([
		mayHang(viewer, older, A_PAGE.made + 1),
		token ? mayHang(viewer, eq(issued.token, typedCode(token)), 1) : [],
	]);
	const { page, next } = MADE.cut(rows, A_PAGE.made, (last) => [last.issuedAt, last.issuedId]);
	return { made: page, next, asked: asked ?? null };
}

function mayHang(viewer: Viewer, which: SQL | undefined, most: number) {
	const { id: issuedId, token, kind, channel } = issued;
	// Looked up for each, so that the newest are read in their order.
	const isTheirs = sql`exists (select 1 from regions place where place.id = ${issued.regionId} and ${inOfficeOf(viewer, PUBLICISTS, sql`place.path`)})`;
	return db
		.select({ issuedId, token, kind, channel, ...PLACE, issuedAt: issued.lastIssuedAt })
		.from(issued)
		.leftJoin(places, eq(places.id, issued.regionId))
		.where(and(isTheirs, inArray(channel, [...PAPER_CHANNELS]), sql`not ${isFallen}`, which))
		.orderBy(desc(issued.lastIssuedAt), desc(issuedId))
		.limit(most);
}
