import { mkdirSync } from "node:fs";
import path from "node:path";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { Connection } from "./connection.ts";
import { type Patience, WriteLane } from "./lane.ts";
import { databaseOn } from "./session.ts";

export { DatabaseBusy } from "./lane.ts";

export type Db = LibSQLDatabase;
/** An open write transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** Where a read may run: on the read client, or in the transaction of the command that asks. */
export type Reader = Db | Tx;

interface Open {
	file: string;
	reads: Connection;
	writes: Connection;
	writeDb: Db;
}

const READ_CACHE_MB = 64;
/** A change touches few pages; an import goes through tables in order. */
const WRITE_CACHE_MB = 16;

/** The read client. With WAL it sees the last committed state while a write is running. A live binding: `openDatabase` sets it. */
export let db: Db;
let open: Open | undefined;
const lane = new WriteLane({ transaction: (work) => writes().transaction(work) });

/** Opens the database file of this process and creates it if it is missing. */
export async function openDatabase(file: string): Promise<void> {
	if (open?.file === file) return;
	await closeDatabase();
	mkdirSync(path.dirname(file), { recursive: true });
	const [reads, writes] = [connect(file, READ_CACHE_MB), connect(file, WRITE_CACHE_MB)];
	// `write` waits instead.
	writes.exec("PRAGMA busy_timeout = 0");
	open = { file, reads, writes, writeDb: databaseOn(writes) };
	db = databaseOn(reads);
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

/** The write connection for what drizzle cannot say (migrations, PRAGMA, VACUUM). Not for commands. */
export function rawClient(): Connection {
	if (!open) throw new Error("the database is not open");
	return open.writes;
}

/**
 * Commits of `work` do not wait for the disk; at its end all of it is there. Only for what can be thrown away and made again, like the demo: after a power cut
 * in between the folder is lost.
 */
export async function withoutWaitingForDisk<T>(work: () => Promise<T>): Promise<T> {
	rawClient().exec("PRAGMA synchronous = OFF");
	try {
		return await work();
	} finally {
		await lane.empty();
		rawClient().exec("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)");
	}
}

function writes(): Db {
	if (!open) throw new Error("the database is not open");
	return open.writeDb;
}

// Settings of SQLite belong to a connection.
function connect(file: string, cacheMb: number): Connection {
	const connection = new Connection(file);
	// Waits only for a moment, because this waiting stops the whole process.
	connection.exec("PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
	// Without it, INSERT OR REPLACE removes rows without firing the triggers that forbid deleting.
	connection.exec(`PRAGMA recursive_triggers = ON; PRAGMA cache_size = ${-1024 * cacheMb}`);
	return connection;
}
