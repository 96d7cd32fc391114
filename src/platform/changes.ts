/** A public thing that pages show; a page names the things that it shows, a command names the things that it changed. */
export type Tag = "home" | "wall" | `village:${string}` | `submission:${string}` | `courtyard:${string}` | "votes" | `round:${string}`;

const listeners = new Set<(tags: readonly Tag[]) => void>();

/** Says that public things look different now. Call it after the write committed: earlier, a page could be kept with the old state. */
export function changed(tags: readonly Tag[]): void {
	for (const listener of listeners) listener(tags);
}

/** Returns how to stop listening. */
export function onChange(listener: (tags: readonly Tag[]) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
