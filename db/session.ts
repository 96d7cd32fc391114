import type { Client, ResultSet } from "@libsql/client";
import { Column, DrizzleQueryError, fillPlaceholders, is, NoopLogger, noopDecoder, type Query, SQL, type Subquery } from "drizzle-orm";
import { NoopCache } from "drizzle-orm/cache/core";
import { LibSQLDatabase } from "drizzle-orm/libsql";
import { LibSQLPreparedQuery, LibSQLTransaction } from "drizzle-orm/libsql/session";
import { type SelectedFieldsOrdered, SQLiteAsyncDialect, type SQLiteExecuteMethod, SQLiteSession } from "drizzle-orm/sqlite-core";
import type { Connection, Value } from "./connection.ts";

type Mapper = (rows: unknown[][], mapColumnValue?: (value: unknown) => unknown) => unknown;

export function databaseOn(connection: Connection): LibSQLDatabase {
	const dialect = new SQLiteAsyncDialect({ casing: "snake_case" });
	return new LibSQLDatabase("async", dialect, new Session(connection, dialect), undefined);
}

type Transaction = LibSQLTransaction<Record<string, never>, Record<string, never>>;

/** Lets drizzle ask our connection instead of a client. A connection has one transaction at a time, so all of them are one object, for which queries are prepared once. */
class Session extends SQLiteSession<"async", ResultSet, Record<string, never>, Record<string, never>> {
	readonly #connection: Connection;
	readonly #transaction: Transaction;

	constructor(connection: Connection, dialect: SQLiteAsyncDialect) {
		super(dialect);
		this.#connection = connection;
		this.#transaction = new LibSQLTransaction("async", dialect, this, undefined);
	}

	override prepareQuery(
		query: Query,
		fields: SelectedFieldsOrdered | undefined,
		method: SQLiteExecuteMethod,
		isArray: boolean,
		map?: Mapper,
	) {
		return new KeptQuery(this.#connection, { query, fields, method, isArray, map });
	}

	override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.#connection.transaction(() => work(this.#transaction));
	}
}

interface Asking {
	query: Query;
	fields: SelectedFieldsOrdered | undefined;
	method: SQLiteExecuteMethod;
	isArray: boolean;
	map: Mapper | undefined;
}

const SILENT = new NoopLogger();
const NO_CACHE = new NoopCache();

class KeptQuery extends LibSQLPreparedQuery {
	readonly #connection: Connection;
	readonly #asking: Asking;
	#cells: Cell[] | null | undefined;

	constructor(connection: Connection, asking: Asking) {
		const { query, fields, method, isArray, map } = asking;
		super(undefined as unknown as Client, query, SILENT, NO_CACHE, undefined, undefined, fields, undefined, method, isArray, map);
		this.#connection = connection;
		this.#asking = asking;
	}

	override async run(given?: Record<string, unknown>): Promise<ResultSet> {
		return this.#ask(given, (statement) => this.#connection.run(statement)) as unknown as ResultSet;
	}

	override async values(given?: Record<string, unknown>): Promise<unknown> {
		return this.#ask(given, (statement) => this.#connection.values(statement));
	}

	override async all(given?: Record<string, unknown>): Promise<unknown> {
		const { fields, map } = this.#asking;
		if (!fields && !map) return this.#ask(given, (statement) => this.#connection.rows(statement));
		return this.mapAllResult(this.#ask(given, (statement) => this.#connection.values(statement)));
	}

	override async get(given?: Record<string, unknown>): Promise<unknown> {
		return ((await this.all(given)) as unknown[])[0];
	}

	override mapAllResult(rows: Value[][]): unknown {
		this.#cells ??= cellsOf(this.#asking);
		const cells = this.#cells;
		return cells ? rows.map((row) => plain(row, cells)) : super.mapAllResult(rows);
	}

	#ask<T>(given: Record<string, unknown> = {}, ask: (statement: { sql: string; args: unknown[] }) => T): T {
		const { sql, params } = this.#asking.query;
		const args = fillPlaceholders(params, given);
		try {
			return ask({ sql, args });
		} catch (error) {
			throw new DrizzleQueryError(sql, args, error as Error);
		}
	}
}

interface Decoder {
	mapFromDriverValue: (value: unknown) => unknown;
}

interface Cell {
	name: string;
	/** Undefined where the value is as the database has it. */
	decoder: Decoder | undefined;
}

/** How to read the rows of a flat selection; null for a nested one, which drizzle reads. */
function cellsOf({ fields, map }: Asking): Cell[] | null {
	if (!fields || map || fields.some(({ path }) => path.length !== 1)) return null;
	return fields.map(({ path, field }) => ({ name: path[0] as string, decoder: decoderOf(field) }));
}

function decoderOf(field: SelectedFieldsOrdered[number]["field"]): Decoder | undefined {
	if (is(field, Column)) return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? undefined : field;
	const { decoder } = (is(field, SQL) ? field : is(field, SQL.Aliased) ? field.sql : (field as Subquery)._.sql) as unknown as {
		decoder: Decoder;
	};
	return decoder.mapFromDriverValue === noopDecoder.mapFromDriverValue ? undefined : decoder;
}

function plain(row: Value[], cells: Cell[]): Record<string, unknown> {
	const read: Record<string, unknown> = {};
	for (let n = 0; n < cells.length; n++) {
		const { name, decoder } = cells[n] as Cell;
		const value = row[n] as Value;
		read[name] = value === null || !decoder ? value : decoder.mapFromDriverValue(value);
	}
	return read;
}
