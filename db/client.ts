import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";

export type Db = LibSQLDatabase;
/** An open write transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** Where a read may run: on the read client, or in the transaction of the command that asks. */
export type Reader = Db | Tx;

interface Open {
	file: string;
	reads: Client;
	writes: Client;
	writeDb: Db;
}

/** The read client. With WAL it sees the last committed state while a write is running. A live binding: `openDatabase` sets it. */
export let db: Db;
let open: Open | undefined;
let lane: Promise<unknown> = Promise.resolve();
const insideWrite = new AsyncLocalStorage<true>();

/** Opens the database file of this process and creates it if it is missing. */
export async function openDatabase(file: string): Promise<void> {
	if (open?.file === file) return;
	await closeDatabase();
	mkdirSync(path.dirname(file), { recursive: true });
	const writes = await connect(file);
	const reads = await connect(file);
	open = { file, reads, writes, writeDb: drizzle(writes, { casing: "snake_case" }) };
	db = drizzle(reads, { casing: "snake_case" });
}

export async function closeDatabase(): Promise<void> {
	await lane.catch(() => undefined);
	open?.reads.close();
	open?.writes.close();
	open = undefined;
}

/**
 * The one door for changes. Works run one after another: two write transactions at once fail with SQLITE_BUSY, and a busy timeout would block the event loop.
 * Do nothing slow inside (pictures, disk, network); nesting throws.
 */
export function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
	if (insideWrite.getStore()) throw new Error("write() inside write(): hand the transaction down instead");
	const turn = lane.then(() => insideWrite.run(true, () => writes().transaction(work)));
	lane = turn.catch(() => undefined);
	return turn;
}

/** The write client for what drizzle cannot say (migrations, PRAGMA, VACUUM). Not for commands. */
export function rawClient(): Client {
	if (!open) throw new Error("the database is not open");
	return open.writes;
}

function writes(): Db {
	if (!open) throw new Error("the database is not open");
	return open.writeDb;
}

// One connection per client, because PRAGMAs belong to a connection and a second one would lack them.
async function connect(file: string): Promise<Client> {
	const client = createClient({ url: `file:${file}`, concurrency: 1 });
	await client.execute("PRAGMA journal_mode = WAL");
	await client.execute("PRAGMA synchronous = FULL");
	await client.execute("PRAGMA foreign_keys = ON");
	// Without it, INSERT OR REPLACE removes rows without firing the triggers that forbid deleting.
	await client.execute("PRAGMA recursive_triggers = ON");
	await client.execute("PRAGMA busy_timeout = 5000");
	await client.execute("PRAGMA cache_size = -65536");
	return client;
}
