import { LRUCache } from "lru-cache";
import type { Tag } from "#platform/changes.ts";
import type { Answer } from "./answer.ts";
import type { Encodings } from "./compression.ts";

/** A page for every stranger, until one of its tags changes. */
export interface KeptPage extends Answer {
	body: Encodings;
	tags: readonly Tag[];
	/** The longest time to keep it, if different from the cache's. */
	ttlMs?: number | undefined;
}

/** A page that is kept now. */
export interface Standing {
	page: KeptPage;
	/** By the process's own clock. After it the page is made anew. */
	until: number;
}

/** The result of a render: a page for everybody, or an answer for one person. */
export type Rendered = { isForAll: true; page: KeptPage } | { isForAll: false; answer: Answer };

interface Limits {
	maxBytes: number;
	/** After this time pages show the day's figures and what another process changed. */
	ttlMs: number;
}

interface Render {
	rendered: Promise<Rendered>;
	/** Tags that changed since the render began: a page with one of them may be outdated. */
	changedMeanwhile: Set<Tag>;
}

/**
 * Keeps public pages by address. Simultaneous requests for one page wait for one render. A change drops the pages that show it, including those being
 * rendered, so that nobody who asks after a change sees the old state.
 */
export class PageCache {
	readonly #pages: LRUCache<string, KeptPage>;
	readonly #standing = new Map<Answer, Standing>();
	readonly #ttlMs: number;
	readonly #keysByTag = new Map<Tag, Set<string>>();
	readonly #joinable = new Map<string, Render>();
	readonly #running = new Set<Render>();

	/** Called when a page is given up, for whatever reason. */
	whenGone: (page: KeptPage) => void = () => undefined;

	constructor({ maxBytes, ttlMs }: Limits) {
		this.#ttlMs = ttlMs;
		this.#pages = new LRUCache({
			maxSize: maxBytes,
			ttl: ttlMs,
			sizeCalculation: sizeOf,
			dispose: (page, key) => this.#forget(page, key),
		});
	}

	/** The kept page for this key, or the result of `render`. An answer for one person is never given to another. */
	async page(key: string, render: () => Promise<Rendered>): Promise<Answer> {
		const kept = this.#pages.get(key);
		if (kept) return kept;
		const joinable = this.#joinable.get(key);
		if (joinable) {
			const joined = await joinable.rendered.catch(() => undefined);
			if (joined?.isForAll) return joined.page;
		}
		const made = await this.#renderAndKeep(key, render);
		return made.isForAll ? made.page : made.answer;
	}

	/** What is known of an answer that is a kept page. */
	standing(answer: Answer): Standing | undefined {
		return this.#standing.get(answer);
	}

	drop(tags: readonly Tag[]): void {
		// Later requests must not join a render that began before the change.
		this.#joinable.clear();
		for (const render of this.#running) for (const tag of tags) render.changedMeanwhile.add(tag);
		for (const tag of tags) for (const key of [...(this.#keysByTag.get(tag) ?? [])]) this.#pages.delete(key);
	}

	get size(): { pages: number; bytes: number; tags: number } {
		return { pages: this.#pages.size, bytes: this.#pages.calculatedSize, tags: this.#keysByTag.size };
	}

	async #renderAndKeep(key: string, render: () => Promise<Rendered>): Promise<Rendered> {
		const running: Render = { rendered: render(), changedMeanwhile: new Set() };
		this.#running.add(running);
		this.#joinable.set(key, running);
		try {
			const made = await running.rendered;
			if (made.isForAll && !made.page.tags.some((tag) => running.changedMeanwhile.has(tag))) this.#keep(key, made.page);
			return made;
		} finally {
			this.#running.delete(running);
			if (this.#joinable.get(key) === running) this.#joinable.delete(key);
		}
	}

	#keep(key: string, page: KeptPage): void {
		this.#pages.set(key, page, page.ttlMs === undefined ? {} : { ttl: page.ttlMs });
		// The cache refuses a page that is too large.
		if (!this.#pages.has(key)) return;
		this.#standing.set(page, { page, until: performance.now() + (page.ttlMs ?? this.#ttlMs) });
		for (const tag of page.tags) {
			const keys = this.#keysByTag.get(tag) ?? new Set();
			this.#keysByTag.set(tag, keys.add(key));
		}
	}

	#forget(page: KeptPage, key: string): void {
		this.#standing.delete(page);
		this.whenGone(page);
		for (const tag of page.tags) {
			const keys = this.#keysByTag.get(tag);
			keys?.delete(key);
			if (keys?.size === 0) this.#keysByTag.delete(tag);
		}
	}
}

// Twice what brotli takes, because the first client who asks for gzip adds that.
function sizeOf({ body }: KeptPage, key: string): number {
	return key.length + body.identity.length + 2 * (body.br?.length ?? 0) + 1024;
}
