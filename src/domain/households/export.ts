import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, isWithin, mayActIn, reachingTo, within } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { csvFile, csvLines } from "#platform/csv.ts";
import { FACT_COLUMNS, FACT_NAMES, type Facts } from "./roster/facts.ts";
import { statusWord, yesOrNoWord } from "./rules.ts";
import { TITLES } from "./template.ts";

const AT_ONCE = 2_000;

interface Export {
	regionId: string;
	by: Viewer;
	at: Date;
}

/**
 * The roster of a place as a file that imports again without a change: its places, its open households, and no secret of theirs. The trail keeps who took it along.
 * The lines come piece by piece, because a county has 200,000.
 */
export async function exportRoster({ regionId, by, at }: Export): Promise<{ name: string; pieces: AsyncGenerator<string> }> {
	const [place] = await db.select({ name: regions.name, path: regions.path }).from(regions).where(eq(regions.id, regionId));
	if (!place || !mayActIn(by, place.path, ...ADMIN_ROLES)) throw new Refusal("not_found", "common.notFound");
	await write((tx) => record(tx, { at, actorId: by.personId, action: "roster.export", subject: `region:${regionId}` }));
	return { name: place.name, pieces: piecesOf(place.path) };
}

type Place = Pick<typeof regions.$inferSelect, "id" | "code" | "name" | "path" | "parentId">;

async function* piecesOf(path: string): AsyncGenerator<string> {
	yield csvFile([TITLES.map(([, title]) => title)]);
	const { id, code, name, parentId } = regions;
	const open = await db
		.select({ id, code, name, path: regions.path, parentId })
		.from(regions)
		.where(and(or(within(path), reachingTo(path)), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
	const places = new Map(open.map((place) => [place.id, place]));
	const above = new Set(open.map((place) => place.parentId));
	const empty = open.filter((place) => isWithin(place.path, path) && !above.has(place.id));
	const lived = new Set<string>();
	for (let after = { code: "", number: "" }; ; ) {
		const rows = await homesAfter(path, after);
		yield csvLines(rows.map((row) => [...placeCells(places, row.hamletPath), row.number, ...factCells(row)]));
		for (const { hamletId } of rows) lived.add(hamletId);
		const last = rows.at(-1);
		if (!last || rows.length < AT_ONCE) break;
		after = { code: last.hamletCode, number: last.number };
	}
	// Places in which nobody lives stand on lines of their own, or the file would not be whole.
	yield csvLines(
		empty.filter((place) => !lived.has(place.id)).map((place) => [...placeCells(places, place.path), "", ...FACT_NAMES.map(() => "")]),
	);
}

function homesAfter(path: string, { code, number }: { code: string; number: string }) {
	return db
		.select({ ...FACT_COLUMNS, number: households.number, hamletId: regions.id, hamletPath: regions.path, hamletCode: regions.code })
		.from(regions)
		.crossJoin(households)
		.where(
			and(
				eq(households.hamletId, regions.id),
				isNull(households.closedAt),
				within(path, sql`+${regions.path}`),
				or(gt(regions.code, code), and(eq(regions.code, code), gt(households.number, number))),
			),
		)
		.orderBy(asc(regions.code), asc(households.number))
		.limit(AT_ONCE);
}

/** Code and name of each level. An apostrophe keeps a spreadsheet from rounding the code. */
function placeCells(places: Map<string, Place>, path: string): string[] {
	const ids = path.split("/").filter(Boolean);
	return LEVELS.flatMap((_, n) => {
		const place = places.get(ids[n] ?? "");
		return place ? [`'${place.code}`, place.name] : ["", ""];
	});
}

function factCells(facts: Facts): string[] {
	return FACT_NAMES.map((name) => {
		const value = facts[name];
		if (typeof value === "boolean") return yesOrNoWord(value);
		return name === "status" ? statusWord(facts.status) : String(value);
	});
}
