import { LRUCache } from "lru-cache";
import { perDatabase } from "#db/remembered.ts";
import { Refusal } from "#domain/errors.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { sha256 } from "#platform/hash.ts";
import { randomCode } from "#platform/ids.ts";
import { queueLength } from "#platform/passphrases.ts";
import { isMarked, mark } from "#platform/secrets.ts";
import { networkOf } from "./rules.ts";
import { Tries } from "./tries.ts";
import type { Attempt } from "./types.ts";

const HOUR = HOUR_MS / 1000;
/** How many checks may wait: some five seconds' work. */
const CROWD = 200;

// Failures are counted so that guessing is slow and a stranger's guesses lock nobody out; all in memory, empty after a restart.
// A device with a mark has its own, and with the account's other ones a wide bound. Nothing that strangers do touches those.
// Those without share the account's (NIST 800-63B: at most 100 in a row), of which one address can spend only a part.
// The address's own is wide, because a village may share one address behind its carrier.
const counted = perDatabase(() => ({
	device: new Tries({ most: 20, seconds: HOUR }),
	devices: new Tries({ most: 100, seconds: 24 * HOUR }),
	accountFromAddress: new Tries({ most: 10, seconds: 3 * HOUR }),
	account: new Tries({ most: 100, seconds: 24 * HOUR }),
	address: new Tries({ most: 100, seconds: HOUR / 4 }),
	/** How often an account was forgiven; part of its keys. */
	forgiven: new LRUCache<string, number>({ maxSize: 100_000, sizeCalculation: () => 1 }),
}));

/** Failures count, a success clears them; after too many the check is refused. */
export async function attempt<T>(who: Attempt, check: () => Promise<T>): Promise<T> {
	if (queueLength() > CROWD) throw new Refusal("busy", "accounts.busy", { retryAfterSeconds: 10 });
	const begun: [Tries, string][] = [];
	let outcome: "proven" | "failed" | "unknown" = "unknown";
	try {
		for (const [tries, key] of keysOf(who)) {
			await tries.begin(key);
			begun.push([tries, key]);
		}
		const proven = await check();
		outcome = "proven";
		return proven;
	} catch (failure) {
		// A busy database is no guess.
		if (begun.length > 0 && failure instanceof Refusal && failure.refusal === "invalid") outcome = "failed";
		throw failure;
	} finally {
		for (const [tries, key] of begun) tries.end(key, outcome);
		if (outcome === "proven") for (const [tries, key] of begun) if (tries !== counted().address) tries.forget(key);
	}
}

/** A new slip or link: everybody at the account begins anew, wherever they failed. */
export function forgive(account: string): void {
	const { forgiven } = counted();
	forgiven.set(account, (forgiven.get(account) ?? 0) + 1);
}

/** A device keeps this mark after signing in, so that others' failures do not count against it. It keeps the one it has. */
export function deviceMark(account: string, held?: string): string {
	if (held && deviceIn(account, held)) return held;
	const id = randomCode(16);
	return `${id}.${mark("device", `${account} ${id}`)}`;
}

function deviceIn(account: string, held: string): string | null {
	const [id = "", proof = ""] = held.split(".");
	return isMarked("device", `${account} ${id}`, proof) ? id : null;
}

/** Always in this order, so that none waits for another in a circle. */
function keysOf({ account, address, device }: Attempt): [Tries, string][] {
	const own = counted();
	const name = `${account} ${own.forgiven.get(account) ?? 0}`;
	const known = device && deviceIn(account, device);
	if (known)
		return [
			[own.device, short(`${name} ${known}`)],
			[own.devices, short(name)],
		];
	const network = networkOf(address);
	return [
		[own.accountFromAddress, short(`${name} ${network}`)],
		[own.account, short(name)],
		[own.address, network],
	];
}

function short(key: string): string {
	return sha256(key).slice(0, 24);
}
