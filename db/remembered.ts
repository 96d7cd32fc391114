import { type Db, db } from "./client.ts";

/** A value in memory for each database that the process opens. */
export function perDatabase<T>(make: () => T): () => T {
	const kept = new WeakMap<Db, T>();
	return () => {
		const own = kept.get(db) ?? make();
		kept.set(db, own);
		return own;
	};
}

interface Memory<T> {
	readAt: number;
	value: Promise<T>;
}

/** A value that is read often and changes seldom, kept in memory. Call `forget` after a change; a change by another process is seen after `ms`. */
export function remembered<T>(ms: number, read: () => Promise<T>): { recall: () => Promise<T>; forget: () => void } {
	// By database, because tests open one after the other.
	const memories = new WeakMap<Db, Memory<T>>();
	const forget = () => void memories.delete(db);
	const recall = () => {
		const known = memories.get(db);
		if (known && Date.now() - known.readAt < ms) return known.value;
		const value = read();
		memories.set(db, { readAt: Date.now(), value });
		value.catch(forget);
		return value;
	};
	return { recall, forget };
}
