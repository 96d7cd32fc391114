export type SeededRandom = {
	/** Uniform in [0, 1). */
	next(): number;
	/** Whole number, both ends included. */
	int(min: number, max: number): number;
	between(min: number, max: number): number;
	chance(probability: number): boolean;
	pick<T>(choices: readonly T[]): T;
	shuffle<T>(items: readonly T[]): T[];
	/** A separate stream: drawing more from one does not shift the other. */
	fork(name: string): SeededRandom;
};

/** Repeatable randomness: the same seed gives the same sequence on every machine. Not for secrets. */
export function seededRandom(seed: string | number): SeededRandom {
	const next = mulberry32(hashed(String(seed)));
	const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
	return {
		next,
		int,
		between: (min, max) => min + next() * (max - min),
		chance: (probability) => next() < probability,
		pick: <T>(choices: readonly T[]) => choices[int(0, choices.length - 1)] as T,
		shuffle: <T>(items: readonly T[]) => shuffled(items, int),
		fork: (name) => seededRandom(`${seed}/${name}`),
	};
}

function shuffled<T>(items: readonly T[], int: SeededRandom["int"]): T[] {
	const order = [...items];
	for (let i = order.length - 1; i > 0; i--) {
		const j = int(0, i);
		[order[i], order[j]] = [order[j] as T, order[i] as T];
	}
	return order;
}

/** FNV-1a over UTF-16 units, mixed so that neighbouring seeds ("home-1", "home-2") start far apart. */
function hashed(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	return (hash ^ (hash >>> 13)) >>> 0;
}

/** Tommy Ettinger's mulberry32 (public domain formula). */
function mulberry32(start: number): () => number {
	let state = start;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
