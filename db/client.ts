import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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

/** Somebody else was writing for as long as this change could wait: another process, or a long import of this one. Nothing was done. */
export class DatabaseBusy extends Error {
	readonly code = "SQLITE_BUSY";

	constructor() {
		super("the database is being written to for too long");
	}
}

/** As long as a person waits for an answer. */
const PATIENCE_MS = 8_000;

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
	const reads = await connect(file);
	open = { file, reads, ...(await connectForWriting(file)) };
	db = drizzle(reads, { casing: "snake_case" });
}

export async function closeDatabase(): Promise<void> {
	await lane.catch(() => undefined);
	// What somebody copies after a clean stop is then whole without the -wal file beside it.
	await open?.writes.execute("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => undefined);
	open?.reads.close();
	open?.writes.close();
	open = undefined;
}

/**
 * The one door for changes. Works run one after another: two write transactions at once fail with SQLITE_BUSY, and SQLite's own waiting would block the event
 * loop. A work that cannot begin within its patience is dropped with `DatabaseBusy`. Do nothing slow inside (pictures, disk, network); nesting throws.
 */
export function write<T>(work: (tx: Tx) => Promise<T>, { patienceMs = PATIENCE_MS } = {}): Promise<T> {
	if (insideWrite.getStore()) throw new Error("write() inside write(): hand the transaction down instead");
	const tooLate = new AbortController();
	const timer = setTimeout(() => tooLate.abort(), patienceMs);
	const turn = lane.then(() => insideWrite.run(true, () => begin(work, tooLate.signal, () => clearTimeout(timer))));
	lane = turn.catch(() => undefined);
	const late = new Promise<never>((_, reject) => tooLate.signal.addEventListener("abort", () => reject(new DatabaseBusy())));
	return Promise.race([turn, late]);
}

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

/** Tries again while another process writes. */
async function begin<T>(work: (tx: Tx) => Promise<T>, tooLate: AbortSignal, onBegun: () => void): Promise<T> {
	for (let ms = FIRST_PAUSE_MS; !tooLate.aborted; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
		let hasBegun = false;
		try {
			return await writes().transaction((tx) => {
				hasBegun = true;
				onBegun();
				return work(tx);
			});
		} catch (error) {
			if (hasBegun || !isBusy(error)) {
				onBegun();
				throw error;
			}
			await renewWrites();
			await pause(ms);
		}
	}
	throw new DatabaseBusy();
}

function isBusy(error: unknown): boolean {
	return (error as { code?: unknown }).code === "SQLITE_BUSY";
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
