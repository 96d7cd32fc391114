import type { Reader } from "./client.ts";

/**
 * A query that is built once for the database it is asked of: putting its SQL together costs more than most reads take. `shape` tells apart
 * what is built differently; values come in by placeholders.
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
