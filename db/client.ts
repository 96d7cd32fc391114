import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { type Patience, WriteLane } from "./lane.ts";

export { DatabaseBusy } from "./lane.ts";

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
const lane = new WriteLane({ transaction: (work) => writes().transaction(work), renew: renewWrites });

/** Opens the database file of this process and creates it if it is missing. */
export async function openDatabase(file: string): Promise<void> {
	if (open?.file === file) return;
	await closeDatabase();
	mkdirSync(path.dirname(file), { recursive: true });
	const reads = await connect(file);
	open = { file, reads, ...(await connectForWriting(file)) };
	db = drizzle(reads, { casing: "snake_case" });
}

export async function closeDatabase(): Promise<void> {
	await lane.empty();
	// What somebody copies after a clean stop is then whole without the -wal file beside it.
	await open?.writes.execute("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => undefined);
	open?.reads.close();
	open?.writes.close();
	open = undefined;
}

/**
 * The one door for changes. Works run one after another: two write transactions at once fail with SQLITE_BUSY, and SQLite's own waiting would block the event
 * loop. Works that wait together are committed together (`lane.ts`). Do nothing slow inside (pictures, disk, network); nesting throws.
 */
export function write<T>(work: (tx: Tx) => Promise<T>, patience: Patience = {}): Promise<T> {
	return lane.write(work, patience);
}

// The client never resets a BEGIN that failed, and then no later transaction of that connection can commit.
async function renewWrites(): Promise<void> {
	if (!open) return;
	open.writes.close();
	Object.assign(open, await connectForWriting(open.file));
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

async function connectForWriting(file: string): Promise<Pick<Open, "writes" | "writeDb">> {
	const writes = await connect(file);
	// `write` waits instead.
	await writes.execute("PRAGMA busy_timeout = 0");
	return { writes, writeDb: drizzle(writes, { casing: "snake_case" }) };
}

// One connection per client, because PRAGMAs belong to a connection and a second one would lack them.
async function connect(file: string): Promise<Client> {
	const client = createClient({ url: `file:${file}`, concurrency: 1 });
	// Only for a moment, because this waiting stops the whole process.
	await client.execute("PRAGMA busy_timeout = 500");
	await client.execute("PRAGMA journal_mode = WAL");
	await client.execute("PRAGMA synchronous = FULL");
	await client.execute("PRAGMA foreign_keys = ON");
	// Without it, INSERT OR REPLACE removes rows without firing the triggers that forbid deleting.
	await client.execute("PRAGMA recursive_triggers = ON");
	await client.execute("PRAGMA cache_size = -65536");
	return client;
}
