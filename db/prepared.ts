import { LRUCache } from "lru-cache";
import type { Reader } from "./client.ts";

/**
 * A query that is built once per database, because building its SQL costs more than most reads. `shape` tells apart the variants of the query; values come as
 * placeholders.
 */
export function prepared<Query>(build: (on: Reader, shape: string) => Query): (on: Reader, shape?: string) => Query {
	const built = new WeakMap<Reader, Map<string, Query>>();
	return (on, shape = "") => {
		const shapes = built.get(on) ?? new Map<string, Query>();
		built.set(on, shapes);
		const query = shapes.get(shape) ?? build(on, shape);
		shapes.set(shape, query);
		return query;
	};
}

// The staff at work in a county on one day.
const MOST_ASKERS = 200;

/** The same for queries in which it stands who asks, by their office: kept for those who asked last. `nameOf` holds all that the query says of them. */
export function preparedFor<Asker, Query extends object>(
	nameOf: (asker: Asker) => string,
	build: (on: Reader, asker: Asker, shape: string) => Query,
): (on: Reader, asker: Asker, shape?: string) => Query {
	const built = new WeakMap<Reader, LRUCache<string, Query>>();
	return (on, asker, shape = "") => {
		const queries = built.get(on) ?? new LRUCache<string, Query>({ max: MOST_ASKERS });
		built.set(on, queries);
		const name = `${shape} ${nameOf(asker)}`;
		const query = queries.get(name) ?? build(on, asker, shape);
		queries.set(name, query);
		return query;
	};
}
