import { type InValue, LibsqlError } from "@libsql/client";
import Database from "libsql";
import Apart from "libsql/promise";
import { LRUCache } from "lru-cache";

export type Value = string | number | Buffer | null;

export interface Statement {
	sql: string;
	args?: readonly unknown[];
}

interface Kept {
	statement: Database.Statement;
	/** Null if it returns no rows. */
	columns: string[] | null;
}

const MOST_KEPT = 500;
// A long list of rows to insert is hardly asked again.
const LONGEST_KEPT = 20_000;
const IS_REPEATED = /^\s*(?:select|with|insert|update|delete|savepoint|release|rollback to)\b/i;

/**
 * One connection, by the driver beneath @libsql/client: that client prepares each statement anew, asks its columns twice and defines each value of a row twice,
 * which was half of what a read cost. Statements are kept here. SQLite itself prepares one again when another connection changed the schema; only a `*` then
 * still means the old columns. Errors are those of the client.
 */
export class Connection {
	readonly #database: Database.Database;
	readonly #kept = new LRUCache<string, Kept>({ max: MOST_KEPT });

	constructor(file: string) {
		this.#database = new Database(file);
	}

	/** The rows as arrays. */
	values({ sql, args = [] }: Statement): Value[][] {
		return saying(() => {
			const { statement, columns } = this.#prepared(sql);
			if (columns) return readable(statement.all(args.map(bound)) as unknown[][]);
			statement.run(args.map(bound));
			return [];
		});
	}

	/** The rows by name; of two columns with one name the first. */
	rows({ sql, args = [] }: Statement): Record<string, Value>[] {
		const rows = this.values({ sql, args });
		const columns = rows.length > 0 ? (this.#prepared(sql).columns ?? []) : [];
		return rows.map((row) => Object.fromEntries(columns.map((name, n) => [name, row[n] as Value]).reverse()));
	}

	run({ sql, args = [] }: Statement): { rowsAffected: number } {
		return saying(() => {
			const { statement, columns } = this.#prepared(sql);
			if (!columns) return { rowsAffected: statement.run(args.map(bound)).changes };
			statement.all(args.map(bound));
			return { rowsAffected: 0 };
		});
	}

	/** Several statements without values, which may change the schema. */
	exec(sql: string): void {
		this.#kept.clear();
		saying(() => this.#database.exec(sql));
	}

	/** The client's words: `execute` is `rows`, `executeMultiple` (used by tests only) is `exec`. */
	async execute(statement: string | Statement): Promise<{ rows: Record<string, Value>[] }> {
		return { rows: this.rows(typeof statement === "string" ? { sql: statement } : statement) };
	}

	async executeMultiple(sql: string): Promise<void> {
		this.exec(sql);
	}

	/** Runs the work as one transaction that writes. Fails at once if another connection writes. */
	async transaction<T>(work: () => Promise<T>): Promise<T> {
		// By `exec`, which resets a BEGIN that failed; a prepared one would keep all later transactions from committing.
		const step = (sql: string) => saying(() => this.#database.exec(sql));
		step("BEGIN IMMEDIATE");
		try {
			const result = await work();
			await committing(this.#database);
			return result;
		} catch (error) {
			// A full disk has rolled back already; of a closed connection nobody may ask.
			if (this.#database.open && this.#database.inTransaction) step("ROLLBACK");
			throw error;
		}
	}

	close(): void {
		this.#kept.clear();
		if (this.#database.open) this.#database.close();
	}

	#prepared(sql: string): Kept {
		const known = this.#kept.get(sql);
		if (known) return known;
		const statement = this.#database.prepare(sql);
		const columns = statement.reader ? statement.columns().map(({ name }) => name) : null;
		statement.safeIntegers(true);
		if (columns) statement.raw(true);
		const made = { statement, columns };
		if (!IS_REPEATED.test(sql)) this.#kept.clear();
		else if (sql.length < LONGEST_KEPT) this.#kept.set(sql, made);
		return made;
	}
}

/** On a thread of the driver: what is being written waits for the disk, and meanwhile pages are answered. */
async function committing(database: Database.Database): Promise<void> {
	try {
		await Apart.prototype.exec.call(database, "COMMIT");
	} catch (error) {
		saying(() => {
			throw error;
		});
	}
}

function saying<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof Database.SqliteError)) throw error;
		const [code = error.code] = /^SQLITE_[A-Z]+/.exec(error.code) ?? [];
		throw new LibsqlError(error.message, code, error.code, error.rawCode, error);
	}
}

function readable(rows: unknown[][]): Value[][] {
	for (const row of rows) for (let n = 0; n < row.length; n++) if (typeof row[n] === "bigint") row[n] = safe(row[n] as bigint);
	return rows as Value[][];
}

function safe(value: bigint): number {
	const number = Number(value);
	if (!Number.isSafeInteger(number)) throw new RangeError("an integer of the database is too large for a number");
	return number;
}

function bound(value: unknown): InValue {
	if (typeof value === "boolean") return value ? 1 : 0;
	if (value instanceof Date) return value.getTime();
	if (value === undefined || (typeof value === "number" && !Number.isFinite(value)))
		throw new TypeError(`${value} is no value for the database`);
	return value as InValue;
}
