import { type Db, db } from "./client.ts";

/** What a process keeps in memory, for each database that it opens: what is kept of one is never taken for another's. */
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

/** What is read often and changes seldom, from memory: `forget` after a change; what another process changed is seen after `ms`. */
export function remembered<T>(ms: number, read: () => Promise<T>): { recall: () => Promise<T>; forget: () => void } {
	// By the database that it was read from: tests open one after the other.
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
