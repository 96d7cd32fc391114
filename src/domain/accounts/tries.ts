import { LRUCache } from "lru-cache";
import { Refusal } from "#domain/errors.ts";

const MOST_KEYS = 100_000;
/** How many may wait for one key: a hall full of people, and no list without end. */
const MOST_WAITING = 400;

/**
 * Failures by key, in memory. A try that is under way takes a place like a failure, so that many guesses at once get no further than one after the other;
 * whoever finds no place waits for how those end, and is refused only by failures.
 */
export class Tries {
	readonly #failures: LRUCache<string, number>;
	readonly #underWay = new Map<string, number>();
	readonly #waiting = new Map<string, (() => void)[]>();
	readonly #most: number;

	constructor({ most, seconds }: { most: number; seconds: number }) {
		this.#most = most;
		// By `maxSize`, which grows with the keys; `max` would take the room for all of them at once.
		this.#failures = new LRUCache({ maxSize: MOST_KEYS, sizeCalculation: () => 1, ttl: seconds * 1000, noUpdateTTL: true });
	}

	async begin(key: string): Promise<void> {
		while (this.#isFull(key)) await this.#turn(key);
		this.#underWay.set(key, this.#placesTaken(key) + 1);
	}

	end(key: string, outcome: "proven" | "failed" | "unknown"): void {
		const left = this.#placesTaken(key) - 1;
		if (left > 0) this.#underWay.set(key, left);
		else this.#underWay.delete(key);
		if (outcome === "failed") this.#failures.set(key, this.#failed(key) + 1);
		this.#next(key);
	}

	forget(key: string): void {
		this.#failures.delete(key);
	}

	#isFull(key: string): boolean {
		if (this.#failed(key) < this.#most) return this.#failed(key) + this.#placesTaken(key) >= this.#most;
		this.#next(key);
		const retryAfterSeconds = Math.max(1, Math.ceil(this.#failures.getRemainingTTL(key) / 1000));
		throw new Refusal("too_many", "common.tooManyTries", { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
	}

	#turn(key: string): Promise<void> {
		const line = this.#waiting.get(key) ?? [];
		if (line.length >= MOST_WAITING) throw new Refusal("busy", "accounts.busy", { retryAfterSeconds: 10 });
		this.#waiting.set(key, line);
		return new Promise((go) => line.push(go));
	}

	#next(key: string): void {
		const line = this.#waiting.get(key);
		line?.shift()?.();
		if (line?.length === 0) this.#waiting.delete(key);
	}

	#failed(key: string): number {
		return this.#failures.get(key) ?? 0;
	}

	#placesTaken(key: string): number {
		return this.#underWay.get(key) ?? 0;
	}
}
