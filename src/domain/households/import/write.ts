import { type SQLChunk, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { moveWithin } from "#domain/regions/move.ts";
import { renameWithin } from "#domain/regions/rename.ts";
import { codeSource } from "#domain/regions/rules.ts";
import type { Tag } from "#platform/changes.ts";
import { randomCode } from "#platform/ids.ts";
import { changeHead } from "../change-head.ts";
import { FACT_NAMES } from "../roster/facts.ts";
import { onLine } from "./line-refused.ts";
import { DEEDS_AT_ONCE, eachOf, eachPieceOf } from "./pieces.ts";
import type { HomePlan, NewHome, Plan } from "./plan.ts";
import { renumber } from "./write-numbers.ts";

interface Acting {
	by: Viewer | null;
	at: Date;
}

const ROWS_AT_ONCE = 500;

/** Writes the plan in the caller's transaction, with pauses in which the server can answer. Returns the public pages that other names change. */
export async function writePlan(
	tx: Tx,
	{ places, homes }: Plan,
	{ onProgress, ...acting }: Acting & { onProgress: (share: number) => void },
): Promise<Tag[]> {
	const { at } = acting;
	let done = 0;
	const count = (rows: unknown[]) => {
		done += rows.length;
		onProgress(done / (homes.made.length + homes.changed.length));
	};
	await eachPieceOf(places.made, ROWS_AT_ONCE / 2, async (made) => {
		await tx.insert(regions).values(made.map((place) => ({ ...place, codeSource: codeSource(place.code), validFrom: at })));
	});
	const pages = await changePlaces(tx, places, acting);
	await eachPieceOf(homes.changed, ROWS_AT_ONCE, (changed) => updateHomes(tx, changed).then(() => count(changed)));
	// Heads after what else is known of a household, new households after the numbers that they get.
	await renumber(tx, homes.renumbered, acting);
	await eachOf(homes.heads, DEEDS_AT_ONCE, async ({ id: householdId, name, why, ...told }) => {
		pages.push(...(await onLine(told, () => changeHead(tx, { householdId, name, why, ...acting }))).pages);
	});
	await eachPieceOf(homes.made, ROWS_AT_ONCE, (made) => insertHomes(tx, made, at).then(() => count(made)));
	return pages;
}

async function changePlaces(tx: Tx, { renamed, moved }: Plan["places"], acting: Acting): Promise<Tag[]> {
	const pages: Tag[] = [];
	for (const { line, code: where, id: regionId, toId } of moved)
		pages.push(...(await onLine({ line, where }, () => moveWithin(tx, { regionId, toId, ...acting }))));
	for (const { id: regionId, was: from, name: to } of renamed) pages.push(...(await renameWithin(tx, { regionId, from, to, ...acting })));
	return pages;
}

const KEYS = ["id", "hamletId", "villageId", "number", "publicCode", "doorToken", "doorTokenSince", "createdAt", ...FACT_NAMES] as const;

// One JSON parameter per batch instead of 12 parameters per row: binding thousands of parameters took most of an import's time.
async function insertHomes(tx: Tx, made: NewHome[], at: Date): Promise<void> {
	// One random draw for the whole batch, because one draw per key took seconds for a district.
	const random = randomCode(36 * made.length);
	const since = { doorTokenSince: at.getTime(), createdAt: at.getTime() };
	const rows = made.map((home, n) => {
		const drawn = random.slice(36 * n, 36 * n + 36);
		return { ...home, ...since, id: drawn.slice(0, 16), publicCode: drawn.slice(16, 26), doorToken: drawn.slice(26) };
	});
	await tx.run(sql`
		insert into ${households} (${listed(KEYS.map(column))}) select ${listed(KEYS.map(cell))} from json_each(${JSON.stringify(rows)})`);
}

async function updateHomes(tx: Tx, changed: HomePlan["changed"]): Promise<void> {
	await tx.run(sql`
		update ${households} set ${listed(FACT_NAMES.map((name) => sql`${column(name)} = ${cell(name)}`))}
		from json_each(${JSON.stringify(changed)}) where ${households.id} = value ->> 'id'`);
}

const column = (key: string) => sql.identifier(toSnakeCase(key));
const cell = (key: string) => sql.raw(`value ->> '${key}'`);
const listed = (parts: SQLChunk[]) => sql.join(parts, sql`, `);
