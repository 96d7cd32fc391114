import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "#domain/accounts/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { PUBLISHED_FILES, RECEIPT_LOOK_UPS } from "./limits.ts";

/** How often one network may ask, and the refusal beyond that. Counts are in memory: a restart clears them. */
interface Throttle {
	bucket: RateLimiterMemory;
	tooMany: MessageKey;
}

export const THROTTLES = {
	receipts: { bucket: new RateLimiterMemory({ keyPrefix: "receipts", ...RECEIPT_LOOK_UPS }), tooMany: "ballots.tooManyLookUps" },
	publishedFiles: {
		bucket: new RateLimiterMemory({ keyPrefix: "published-files", ...PUBLISHED_FILES }),
		tooMany: "publishedFiles.tooMany",
	},
} as const satisfies Record<string, Throttle>;

export async function requireUnhurried({ bucket, tooMany }: Throttle, address: string): Promise<void> {
	try {
		await bucket.consume(networkOf(address));
	} catch (spent) {
		if (!(spent instanceof RateLimiterRes)) throw spent;
		const retryAfterSeconds = Math.ceil(spent.msBeforeNext / 1000);
		throw new Refusal("too_many", tooMany, { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
	}
}
