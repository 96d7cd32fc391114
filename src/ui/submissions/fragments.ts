import { LRUCache } from "lru-cache";

// Two thousand cards of an album.
const MOST_CHARACTERS = 4_000_000;

/** Pieces of pages that were rendered before, by everything that they show. */
export const fragments = new LRUCache<string, string>({
	maxSize: MOST_CHARACTERS,
	sizeCalculation: (html, key) => html.length + key.length,
});
