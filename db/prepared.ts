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
