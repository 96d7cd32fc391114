import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { type Answer, inWireForm, isKnownTo, type WireForm } from "./answer.ts";
import type { Asked } from "./asked.ts";
import type { KeptPage, PageCache } from "./page-cache.ts";

const MOST = 2000;
const LONGEST_WORDS = 1000;

/** The page cache alone decides how long a page takes up memory. */
interface Hit extends Omit<WireForm, "bytes"> {
	page: WeakRef<KeptPage>;
	bytes: WeakRef<Buffer>;
}

/**
 * The cheapest answers. Most requests ask for a kept page in words that were answered before: address, host, cookies and what the client accepts. They get the
 * same bytes before anything is parsed. The first such request went the whole way, so screening, language and headers are the same; the page cache says
 * whether its page still stands.
 */
export class Hits {
	readonly #byWords = new LRUCache<string, Hit>({ max: MOST });
	readonly #kept: PageCache;

	constructor(kept: PageCache) {
		this.#kept = kept;
	}

	/** Answers and says true, or leaves the request as it was. */
	answer(words: string | null, req: IncomingMessage, res: ServerResponse): boolean {
		const hit = words === null ? undefined : this.#byWords.get(words);
		const page = hit?.page.deref();
		const bytes = hit?.bytes.deref();
		if (!hit || !page || !bytes || !this.#kept.isStanding(page)) return false;
		if (isKnownTo(req.headers["if-none-match"], page)) res.writeHead(304, hit.headersIfKnown).end();
		else if (req.method === "HEAD") res.writeHead(200, hit.headers).end();
		else res.writeHead(200, hit.headers).end(bytes);
		return true;
	}

	/** Keeps the answer for those who ask in the same words, if it is a kept page. */
	remember(words: string | null, asking: Asked, answer: Answer): void {
		if (words === null || !this.#kept.isStanding(answer)) return;
		const { bytes, ...headers } = inWireForm(asking, answer);
		this.#byWords.set(words, { page: new WeakRef(answer), bytes: new WeakRef(bytes), ...headers });
	}
}

/** All of a request on which a kept page depends, as it was sent; null if it has a body or says who asks. */
export function wordsOf({ method, url = "", headers }: IncomingMessage): string | null {
	if (method !== "GET" && method !== "HEAD") return null;
	if (headers.authorization !== undefined || headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined)
		return null;
	const words = `${url}\n${headers.host}\n${headers["x-forwarded-proto"]}\n${headers.cookie}\n${headers["accept-encoding"]}`;
	return words.length > LONGEST_WORDS ? null : words;
}
