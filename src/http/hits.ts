import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, inWireForm, isKnownTo, type WireForm } from "./answer.ts";
import type { Asked } from "./asked.ts";
import type { PageCache, Standing } from "./page-cache.ts";

const MOST = 2000;
const LONGEST_WORDS = 1000;

interface Hit extends Standing, WireForm {}

/**
 * The cheapest answers. Most requests ask for a kept page in words that were answered before: address, host, cookies and what the client accepts. They get the
 * same bytes before anything is parsed. The first such request went the whole way, so screening, language and headers are the same. A hit ends with its page.
 */
export class Hits {
	readonly #byWords = new Map<string, Hit>();
	readonly #wordsFor = new Map<Answer, string[]>();
	readonly #kept: PageCache;

	constructor(kept: PageCache) {
		this.#kept = kept;
		kept.whenGone = (page) => this.#forget(page);
	}

	/** Answers and says true, or leaves the request as it was. */
	answer(words: string | null, req: IncomingMessage, res: ServerResponse): boolean {
		const hit = words === null ? undefined : this.#byWords.get(words);
		if (!hit || performance.now() >= hit.until) return false;
		if (isKnownTo(req.headers["if-none-match"], hit.page)) res.writeHead(304, hit.headersIfKnown).end();
		else if (req.method === "HEAD") res.writeHead(200, hit.headers).end();
		else res.writeHead(200, hit.headers).end(hit.bytes);
		return true;
	}

	/** Keeps the answer for those who ask in the same words, if it is a kept page. */
	remember(words: string | null, asking: Asked, answer: Answer): void {
		const standing = this.#kept.standing(answer);
		if (words === null || !standing) return;
		if (this.#byWords.size >= MOST) this.#forgetAll();
		this.#byWords.set(words, { ...standing, ...inWireForm(asking, standing.page) });
		this.#wordsFor.set(answer, [...(this.#wordsFor.get(answer) ?? []), words]);
	}

	#forget(page: Answer): void {
		for (const words of this.#wordsFor.get(page) ?? []) this.#byWords.delete(words);
		this.#wordsFor.delete(page);
	}

	// Whoever asks in ever new words makes all begin anew, which costs the others one parsing each.
	#forgetAll(): void {
		this.#byWords.clear();
		this.#wordsFor.clear();
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
