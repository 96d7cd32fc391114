import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "#domain/accounts/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { PUBLISHED_FILES, RECEIPT_LOOK_UPS } from "./limits.ts";

/** How often one network may ask, and the refusal beyond that. */
interface Throttle {
	points: number;
	/** In seconds. */
	duration: number;
	tooMany: MessageKey;
}

const THROTTLES = {
	receipts: { ...RECEIPT_LOOK_UPS, tooMany: "ballots.tooManyLookUps" },
	publishedFiles: { ...PUBLISHED_FILES, tooMany: "publishedFiles.tooMany" },
} as const satisfies Record<string, Throttle>;
type Throttled = keyof typeof THROTTLES;

// Counts are in memory, and belong to a site from its start to its stop.
const buckets = new Map<Throttled, RateLimiterMemory>();

export function clearThrottles(): void {
	buckets.clear();
}

export async function requireUnhurried(what: Throttled, address: string): Promise<void> {
	const { points, duration, tooMany } = THROTTLES[what];
	const bucket = buckets.get(what) ?? new RateLimiterMemory({ keyPrefix: what, points, duration });
	buckets.set(what, bucket);
	try {
		await bucket.consume(networkOf(address));
	} catch (spent) {
		if (!(spent instanceof RateLimiterRes)) throw spent;
		const retryAfterSeconds = Math.ceil(spent.msBeforeNext / 1000);
		throw new Refusal("too_many", tooMany, { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
	}
}
