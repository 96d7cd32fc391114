import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Tx } from "./client.ts";

/** Somebody else was writing for as long as this change could wait: another process, or a long import of this one. Nothing was done. */
export class DatabaseBusy extends Error {
	readonly code = "SQLITE_BUSY";

	constructor() {
		super("the database is being written to for too long");
	}
}

/** As long as a person waits for an answer. */
const PATIENCE_MS = 8_000;
// Between two transactions answers go out and requests come in.
const MOST_TOGETHER = 50;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

type Work<T> = (tx: Tx) => Promise<T>;

export interface Patience {
	/** A work that cannot begin within it is dropped with `DatabaseBusy`. */
	patienceMs?: number;
	/** It takes seconds: nobody who waits with it should have to wait for it to become durable. */
	isLong?: boolean;
}

interface Waiting {
	work: Work<() => void>;
	reject: (failure: unknown) => void;
	isLong: boolean;
	patience: NodeJS.Timeout;
}

/** The write connection: one transaction at a time. */
export interface Transactions {
	transaction(work: Work<void>): Promise<void>;
}

const insideWrite = new AsyncLocalStorage<true>();

/**
 * Works one after another, each whole or not at all. Those that wait together become durable together: they share a transaction, because making it durable
 * costs more than most works. Each caller hears of its own work after that.
 */
export class WriteLane {
	readonly #connection: Transactions;
	readonly #waiting: Waiting[] = [];
	#moving: Promise<void> | undefined;

	constructor(connection: Transactions) {
		this.#connection = connection;
	}

	write<T>(work: Work<T>, { patienceMs = PATIENCE_MS, isLong = false }: Patience): Promise<T> {
		if (insideWrite.getStore()) throw new Error("write() inside write(): hand the transaction down instead");
		return new Promise((resolve, reject) => {
			const own: Waiting = {
				work: insideWrite.run(true, () =>
					AsyncLocalStorage.bind(async (tx: Tx) => {
						const value = await work(tx);
						return () => resolve(value);
					}),
				),
				reject,
				isLong,
				patience: setTimeout(() => {
					this.#waiting.splice(this.#waiting.indexOf(own), 1);
					reject(new DatabaseBusy());
				}, patienceMs),
			};
			this.#waiting.push(own);
			this.#moving ??= this.#move();
		});
	}

	async empty(): Promise<void> {
		await this.#moving;
	}

	async #move(): Promise<void> {
		while (this.#waiting.length > 0) {
			await this.#commitSome();
			await turn();
		}
		this.#moving = undefined;
	}

	/** Tries again while another process writes and somebody still waits. */
	async #commitSome(): Promise<void> {
		for (let ms = FIRST_PAUSE_MS; this.#waiting.length > 0; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
			const begun: Waiting[] = [];
			const answers: (() => void)[] = [];
			let why: unknown;
			const work = (tx: Tx) =>
				this.#doSome(tx, begun, answers).catch((failure) => {
					why = failure;
					throw failure;
				});
			try {
				await this.#connection.transaction(work);
				for (const answer of answers) answer();
				return;
			} catch (last) {
				// A transaction that was lost cannot be rolled back, which would be the last failure but not the reason.
				const failure = why ?? last;
				if (begun.length > 0 || !isBusy(failure)) {
					for (const one of begun.length > 0 ? begun : [this.#next()]) one?.reject(failure);
					return;
				}
				await pause(ms);
			}
		}
	}

	async #doSome(tx: Tx, begun: Waiting[], answers: (() => void)[]): Promise<void> {
		do {
			const next = this.#next();
			if (!next) return;
			begun.push(next);
			// If the first work fails, nothing else is in the transaction yet, so it needs no savepoint.
			answers.push(begun.length === 1 ? await next.work(tx) : await apart(tx, next));
		} while (!begun[0]?.isLong && !this.#waiting[0]?.isLong && begun.length < MOST_TOGETHER);
	}

	#next(): Waiting | undefined {
		const next = this.#waiting.shift();
		clearTimeout(next?.patience);
		return next;
	}
}

/** Does a work so that its failure leaves the others' works in the transaction. */
async function apart(tx: Tx, { work, reject }: Waiting): Promise<() => void> {
	await tx.run(sql.raw("SAVEPOINT work"));
	try {
		const answer = await work(tx);
		await tx.run(sql.raw("RELEASE work"));
		return answer;
	} catch (failure) {
		// A full disk ends the transaction: then there is no savepoint, and all who are in it hear of the disk.
		await tx.run(sql.raw("ROLLBACK TO work")).catch(() => Promise.reject(failure));
		await tx.run(sql.raw("RELEASE work"));
		return () => reject(failure);
	}
}

function isBusy(failure: unknown): boolean {
	return (failure as { code?: unknown }).code === "SQLITE_BUSY";
}
