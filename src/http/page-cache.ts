import { LRUCache } from "lru-cache";
import type { Tag } from "#platform/changes.ts";
import type { Answer } from "./answer.ts";
import type { Encodings } from "./compression.ts";

/** A page that may be shown to every stranger until one of its tags changes. */
export interface KeptPage extends Answer {
	body: Encodings;
	tags: readonly Tag[];
	/** How long it is kept at most, where the page wants less or more than the rest. */
	ttlMs?: number | undefined;
}

/** What a render came to: a page for everybody, or an answer for the one who asked. */
export type Rendered = { isForAll: true; page: KeptPage } | { isForAll: false; answer: Answer };

interface Limits {
	maxBytes: number;
	/** Figures that depend on the day and changes made by another process appear after this long, unless a page says otherwise. */
	ttlMs: number;
}

interface Render {
	rendered: Promise<Rendered>;
	/** What changed since it began: a page that shows it may already be old. */
	changedMeanwhile: Set<Tag>;
}

/**
 * Keeps public pages by address. Many who ask for one page at once wait for one render. A change drops the pages that show it,
 * also those still being made, so that nobody who asks after a change is shown the state before it.
 */
export class PageCache {
	readonly #pages: LRUCache<string, KeptPage>;
	readonly #keysByTag = new Map<Tag, Set<string>>();
	readonly #joinable = new Map<string, Render>();
	readonly #running = new Set<Render>();

	constructor({ maxBytes, ttlMs }: Limits) {
		this.#pages = new LRUCache({
			maxSize: maxBytes,
			ttl: ttlMs,
			sizeCalculation: sizeOf,
			dispose: (page, key) => this.#forgetTags(page, key),
		});
	}

	/** The page kept for this key, or what `render` makes; what it makes for one person is never handed to another. */
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

	/** Drops every page that shows one of these things. */
	drop(tags: readonly Tag[]): void {
		// Whoever asks from now on must not join a render that began before the change.
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
		// Too large a page is not taken.
		if (!this.#pages.has(key)) return;
		for (const tag of page.tags) {
			const keys = this.#keysByTag.get(tag) ?? new Set();
			this.#keysByTag.set(tag, keys.add(key));
		}
	}

	#forgetTags(page: KeptPage, key: string): void {
		for (const tag of page.tags) {
			const keys = this.#keysByTag.get(tag);
			keys?.delete(key);
			if (keys?.size === 0) this.#keysByTag.delete(tag);
		}
	}
}

function sizeOf({ body }: KeptPage, key: string): number {
	return key.length + body.identity.length + (body.br?.length ?? 0) + (body.gzip?.length ?? 0) + 1024;
}
