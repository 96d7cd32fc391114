import type { Tag } from "#platform/changes.ts";
import { KEPT_PAGES } from "./limits.ts";

/** Longer than a page takes to be made, because it is kept from then on. */
const MADE_WITHIN_MS = 2000;

/** Keeps a page of things that end at a moment until shortly before it; if that is near, not at all. */
export function keepUntil(locals: App.Locals, tags: Tag[], endsAt: number): void {
	const keptMs = keptMsUntil(endsAt, locals.now);
	if (keptMs > 0) Object.assign(locals, { tags, keptMs });
}

/** For how long what ends at a moment may be kept. */
export function keptMsUntil(endsAt: number, now: Date): number {
	return Math.min(KEPT_PAGES.ttlMs, endsAt - now.getTime() - MADE_WITHIN_MS);
}
