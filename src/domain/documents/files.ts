import { LRUCache } from "lru-cache";
import { sha256 } from "#platform/hash.ts";
import type { MonthlyFigures } from "./monthly.ts";
import { monthlyBook } from "./monthly-book.ts";
import type { Book, WordFile } from "./types.ts";

const KEPT_BYTES = 8 * 1024 * 1024;
const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length });

/** Made once of the same content; the library is loaded with the first one. */
export function documentFile(file: WordFile): Promise<Uint8Array> {
	return madeOnce(file, async () => (await import("./word.ts")).wordFile(file));
}

export function figuresFile(figures: MonthlyFigures): Promise<Uint8Array> {
	return bookFile(monthlyBook(figures));
}

export function bookFile(book: Book): Promise<Uint8Array> {
	return madeOnce(book, async () => (await import("./workbook.ts")).workbook(book));
}

async function madeOnce(content: object, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
	const key = sha256(JSON.stringify(content, (_, part) => (part instanceof Uint8Array ? sha256(part) : part)));
	const bytes = kept.get(key) ?? (await make());
	kept.set(key, bytes);
	return bytes;
}
