import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { ItemCode } from "./types.ts";

interface OwnResult {
	resultId: string;
	month: string;
	stage: "closed" | "settled";
	score: number;
	stars: number;
	visit: number;
}

// The newest visit of each round that was closed.
const OWN = sql`select r.id as resultId, g.month, g.stage, r.score, r.stars, r.visit from rating_results r
	join rating_rounds g on g.id = r.rating_id and g.stage in ('closed', 'settled') where not exists (
		select 1 from rating_results n where n.rating_id = r.rating_id and n.household_id = r.household_id and n.visit > r.visit)`;

/** A household's own results of a year, newest first. */
export function ownResults(householdId: string): Promise<OwnResult[]> {
	return db.all<OwnResult>(sql`${OWN} and r.household_id = ${householdId} order by r.at desc limit 12`);
}

/** What the household reads of one result: each item as its scorers gave it, without their names; undefined if it is somebody else's. */
export async function ownResult(householdId: string, resultId: string) {
	const [result] = await db.all<OwnResult>(sql`${OWN} and r.household_id = ${householdId} and r.id = ${resultId}`);
	if (!result) return undefined;
	const rows = await db.all<{
		code: ItemCode;
		mark: number | null;
		look: string;
		presence: "there" | "absent";
		at: number;
		photoId: string | null;
	}>(sql`
		select m.code, m.mark, l.id as look, l.presence, l.closed_at as at, l.photo_id as photoId from rating_results r
		join rating_looks_seen l on l.rating_id = r.rating_id and l.household_id = r.household_id and l.visit = r.visit and l.closed_at is not null
		join rating_marks m on m.look_id = l.id join rating_rounds g on g.id = r.rating_id
		join rating_items i on i.sheet_id = g.sheet_id and i.code = m.code where r.id = ${resultId} order by i.position, l.id`);
	const looks = [...Map.groupBy(rows, ({ look }) => look).values()].flatMap(([first]) => first ?? []);
	const pictures = await picturesOf(
		db,
		looks.flatMap(({ photoId }) => photoId ?? []),
	);
	const items = [...Map.groupBy(rows, ({ code }) => code)].map(([code, own]) => ({ code, marks: own.map(({ mark }) => mark) }));
	const seen = looks.map(({ presence, at, photoId }) => ({
		presence,
		at: new Date(at),
		picture: photoId ? pictures.get(photoId) : undefined,
	}));
	return { ...result, items, looks: seen };
}
