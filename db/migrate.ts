import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { rawClient } from "./client.ts";
import { type Promised, promises } from "./promises.ts";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/** This version does not know the file, and leaves it as it is. */
export class UnknownDatabase extends Error {
	readonly madeBy: "trial" | "newer";

	constructor(madeBy: "trial" | "newer") {
		super(`the database was made by a ${madeBy === "trial" ? "trial" : "newer"} version`);
		this.madeBy = madeBy;
	}
}

type Migration = ReturnType<typeof readMigrationFiles>[number];
type Client = ReturnType<typeof rawClient>;

/**
 * Brings the open database to the newest schema and promises, in one transaction. Triggers and views are dropped first and made again at the end: otherwise
 * rebuilding a table fails at a trigger that names it, or silently loses the table's own triggers. Returns the promises that were missing or different although
 * no migration was due: a newer program, or somebody's hand.
 */
export async function migrateDatabase(folder = MIGRATIONS): Promise<string[]> {
	const client = rawClient();
	await client.execute("CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)");
	const pending = await pendingMigrations(client, readMigrationFiles({ migrationsFolder: folder }));
	const missing = pending.length === 0 ? await missingPromises(client) : [];
	if (pending.length === 0 && missing.length === 0) return [];
	await withoutForeignKeys(client, async () => {
		for (const { name, type } of await standingPromises(client)) await client.execute(`DROP ${type} "${name}"`);
		for (const migration of pending) await apply(client, migration);
		for (const { sql } of promises()) await client.execute(sql);
		await requireSound(client);
	});
	return missing;
}

/** Which program the open database waits for, if not this one: a start of the site brings an older one up. Nothing is changed. */
export async function agedBy(client = rawClient()): Promise<"older" | UnknownDatabase["madeBy"] | null> {
	const { rows } = await client.execute("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'");
	if (rows.length === 0) return "older";
	try {
		return (await pendingMigrations(client, readMigrationFiles({ migrationsFolder: MIGRATIONS }))).length > 0 ? "older" : null;
	} catch (error) {
		if (error instanceof UnknownDatabase) return error.madeBy;
		throw error;
	}
}

/** The promises that differ in the open database from how they are written, or are missing. */
export async function missingPromises(client = rawClient()): Promise<string[]> {
	const standing = new Map((await standingPromises(client)).map(({ name, sql }) => [name, sql]));
	const wanted = promises();
	const extra = [...standing.keys()].filter((name) => !wanted.some((promise) => promise.name === name));
	return [...wanted.filter(({ name, sql }) => standing.get(name) !== sql).map(({ name }) => name), ...extra];
}

async function pendingMigrations(client: Client, known: Migration[]): Promise<Migration[]> {
	const { rows } = await client.execute("SELECT hash FROM __drizzle_migrations ORDER BY created_at");
	const applied = rows.map(({ hash }) => String(hash));
	if (applied.length > 0 && applied[0] !== known[0]?.hash) throw new UnknownDatabase("trial");
	if (applied.some((hash, index) => known[index]?.hash !== hash)) throw new UnknownDatabase("newer");
	return known.slice(applied.length);
}

async function standingPromises(client: Client): Promise<Promised[]> {
	const { rows } = await client.execute("SELECT name, type, sql FROM sqlite_master WHERE type IN ('trigger', 'view')");
	return rows as unknown as Promised[];
}

async function apply(client: Client, { sql, hash, folderMillis }: Migration): Promise<void> {
	for (const statement of sql) await client.execute(statement);
	await client.execute({ sql: "INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)", args: [hash, folderMillis] });
}

async function requireSound(client: Client): Promise<void> {
	const missing = await missingPromises(client);
	if (missing.length > 0) throw new Error(`promises are missing after the migration: ${missing.join(", ")}`);
	const { rows } = await client.execute("PRAGMA foreign_key_check");
	if (rows.length > 0) throw new Error(`the migration left ${rows.length} rows that point nowhere, the first in ${rows[0]?.["table"]}`);
}

// A rebuilt table is dropped and renamed; with foreign keys on, that would delete the rows that refer to it. The setting cannot change inside a transaction.
async function withoutForeignKeys(client: Client, work: () => Promise<void>): Promise<void> {
	await client.execute("PRAGMA foreign_keys = OFF");
	try {
		await client.transaction(work);
	} finally {
		await client.execute("PRAGMA foreign_keys = ON");
	}
}
