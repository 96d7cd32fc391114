/**
 * A public thing that pages show. Pages name the things they show; commands name the things they changed. Every page shows the "site": its name, its foot.
 * "places" are the names of all places.
 */
export type Tag =
	| "site"
	| "places"
	| "home"
	| "wall"
	| `village:${string}`
	| `submission:${string}`
	| `courtyard:${string}`
	| "boards"
	| "exposure"
	| "models"
	| "titles"
	| "stories"
	| "walks"
	| "lookbacks"
	| "votes"
	| `round:${string}`
	| `store:${string}`;

const listeners = new Set<(tags: readonly Tag[]) => void>();

/** Announces that public things changed. Call it after the commit: before it, a page could be kept with the old state. */
export function changed(tags: readonly Tag[]): void {
	for (const listener of listeners) listener(tags);
}

/** Returns a function that stops listening. */
export function onChange(listener: (tags: readonly Tag[]) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
