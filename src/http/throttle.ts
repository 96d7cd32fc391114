import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "#domain/accounts/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { CODE_LOOK_UPS, OPEN_DATA, PUBLISHED_FILES, REPORTS_WITHOUT_ACCOUNT, TAKEDOWNS } from "./limits.ts";

/** How often one network may ask, and the refusal beyond that. */
interface Throttle {
	points: number;
	/** In seconds. */
	duration: number;
	tooMany: MessageKey;
}

const THROTTLES = {
	receipts: { ...CODE_LOOK_UPS, tooMany: "ballots.tooManyLookUps" },
	reports: { ...REPORTS_WITHOUT_ACCOUNT, tooMany: "report.tooMany" },
	sheets: { ...CODE_LOOK_UPS, tooMany: "closes.check.tooMany" },
	references: { ...CODE_LOOK_UPS, tooMany: "report.tooManyLookUps" },
	publishedFiles: { ...PUBLISHED_FILES, tooMany: "publishedFiles.tooMany" },
	openData: { ...OPEN_DATA, tooMany: "openData.tooMany" },
	takedowns: { ...TAKEDOWNS, tooMany: "exposure.tooManyTakedowns" },
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
