import { setImmediate as breathe } from "node:timers/promises";
import { type SQLChunk, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { codeSource } from "#domain/regions/rules.ts";
import type { Tag } from "#platform/changes.ts";
import { randomCode } from "#platform/ids.ts";
import { FACT_COLUMNS, FACT_NAMES } from "./facts.ts";
import type { ChangedHome, HomePlan, NewHome } from "./home-plan.ts";
import type { PlacePlan } from "./places.ts";
import { writeHouseholds, writePlaces } from "./write-names.ts";

const ROWS_AT_ONCE = 500;

interface Plan {
	places: PlacePlan;
	homes: HomePlan;
}

interface Writing {
	by: Viewer | null;
	at: Date;
	onProgress: (share: number) => void;
}

/** Writes the plan in the caller's transaction, in batches, so that the server can answer in between. Returns the public pages that other names change. */
export async function writePlan(tx: Tx, { places, homes }: Plan, { by, at, onProgress }: Writing): Promise<Tag[]> {
	await inBatches(places.made, 200, (batch) => insertRegions(tx, batch, at));
	const pages = await writePlaces(tx, places, { by, at });
	const total = homes.made.length + homes.changed.length;
	let done = 0;
	const count = (rows: unknown[]) => {
		done += rows.length;
		onProgress(done / total);
	};
	await inBatches(homes.changed, ROWS_AT_ONCE, (batch) => updateHomes(tx, batch).then(() => count(batch)));
	// Heads after what else is known of a household, new households after the numbers that they get.
	pages.push(...(await writeHouseholds(tx, homes, { by, at })));
	await inBatches(homes.made, ROWS_AT_ONCE, (batch) => insertHomes(tx, batch, at).then(() => count(batch)));
	return pages;
}

async function inBatches<T>(rows: T[], size: number, work: (batch: T[]) => Promise<void>): Promise<void> {
	for (let from = 0; from < rows.length; from += size) {
		await work(rows.slice(from, from + size));
		await breathe();
	}
}

async function insertRegions(tx: Tx, batch: PlacePlan["made"], at: Date): Promise<void> {
	await tx.insert(regions).values(
		batch.map(({ id, code, level, name, parentId, path }) => ({
			id,
			code,
			codeSource: codeSource(code),
			level,
			name,
			parentId,
			path,
			validFrom: at,
		})),
	);
}

// One JSON parameter per batch instead of 12 parameters per row: binding thousands of parameters took most of an import's time.
async function insertHomes(tx: Tx, batch: NewHome[], at: Date): Promise<void> {
	const random = randomCode(36 * batch.length);
	const rows = batch.map((home, n) => ({ ...home, ...keysFrom(random.slice(36 * n, 36 * n + 36)), at: at.getTime() }));
	const columns = { ...HOME_COLUMNS, ...FACT_COLUMNS };
	await tx.run(sql`
		insert into ${households} (${listed(Object.keys(columns).map(nameOf))})
		select ${listed(Object.entries(HOME_COLUMNS).map(([, from]) => cell(from)))}, ${listed(FACT_NAMES.map(cell))}
		from json_each(${JSON.stringify(rows)})`);
}

/** The columns besides the facts, and where each value stands in a row. */
const HOME_COLUMNS = {
	...{ id: "id", hamletId: "hamletId", villageId: "villageId", number: "number", publicCode: "publicCode", doorToken: "doorToken" },
	...{ doorTokenSince: "at", createdAt: "at" },
};

// One random draw for the whole batch, because one draw per key took seconds for a district.
function keysFrom(random: string): { id: string; publicCode: string; doorToken: string } {
	return { id: random.slice(0, 16), publicCode: random.slice(16, 26), doorToken: random.slice(26) };
}

async function updateHomes(tx: Tx, batch: ChangedHome[]): Promise<void> {
	await tx.run(sql`
		update ${households} set ${listed(FACT_NAMES.map((name) => sql`${nameOf(name)} = ${cell(name)}`))}
		from json_each(${JSON.stringify(batch)}) where ${households.id} = value ->> 'id'`);
}

const nameOf = (column: string) => sql.identifier(toSnakeCase(column));
const cell = (key: string) => sql.raw(`value ->> '${key}'`);
const listed = (parts: SQLChunk[]) => sql.join(parts, sql`, `);
