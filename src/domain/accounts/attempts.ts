import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { perDatabase } from "#db/remembered.ts";
import { Refusal } from "#domain/errors.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { sha256 } from "#platform/hash.ts";
import { queueLength } from "#platform/passphrases.ts";
import { isMarked, mark } from "#platform/secrets.ts";
import { networkOf } from "./rules.ts";
import type { Attempt } from "./types.ts";

const HOUR = HOUR_MS / 1000;
/** How many checks may wait: some five seconds' work. */
const CROWD = 200;

// Failures count in four buckets (all in memory, empty after a restart), so that guessing is slow and a stranger's guesses lock nobody out.
// A device with a mark has its own. Those without share the account's (NIST 800-63B: at most 100 in a row), of which one address can spend only a part.
// The address's own bucket is wide, because a village may share one address behind its carrier.
const buckets = perDatabase(() => ({
	device: new RateLimiterMemory({ keyPrefix: "device", points: 20, duration: HOUR }),
	accountFromAddress: new RateLimiterMemory({ keyPrefix: "from", points: 10, duration: 3 * HOUR }),
	account: new RateLimiterMemory({ keyPrefix: "account", points: 100, duration: 24 * HOUR }),
	address: new RateLimiterMemory({ keyPrefix: "address", points: 100, duration: HOUR / 4 }),
}));

/** Failures count, a success clears them; after too many the check is refused. */
export async function attempt<T>(who: Attempt, check: () => Promise<T>): Promise<T> {
	if (queueLength() > CROWD) throw new Refusal("busy", "accounts.busy", { retryAfterSeconds: 10 });
	const keys = keysOf(who);
	// Counts before checking, so that many guesses at once cannot pass before the first is counted.
	for (const [bucket, key] of keys) await take(bucket, key);
	const proven = await check();
	for (const [bucket, key] of keys) await (bucket === buckets().address ? bucket.reward(key) : bucket.delete(key));
	return proven;
}

/** Clears the failures of unknown devices after a new slip or link. */
export async function forgive(account: string): Promise<void> {
	await buckets().account.delete(short(account));
}

/** A device keeps this mark after signing in, so that strangers' failures do not count against it. */
export function deviceMark(account: string): string {
	return mark("device", account);
}

function keysOf({ account, address, device }: Attempt): [RateLimiterMemory, string][] {
	const network = networkOf(address);
	const own = buckets();
	const everywhere: [RateLimiterMemory, string] = [own.address, network];
	if (device && isMarked("device", account, device)) return [[own.device, short(account)], everywhere];
	return [[own.accountFromAddress, short(`${account} ${network}`)], [own.account, short(account)], everywhere];
}

async function take(bucket: RateLimiterMemory, key: string): Promise<void> {
	try {
		await bucket.consume(key);
	} catch (spent) {
		if (!(spent instanceof RateLimiterRes)) throw spent;
		const retryAfterSeconds = Math.ceil(spent.msBeforeNext / 1000);
		throw new Refusal("too_many", "common.tooManyTries", { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
	}
}

function short(key: string): string {
	return sha256(key).slice(0, 24);
}
