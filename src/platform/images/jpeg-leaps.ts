/** So many bits hold several codes of a photograph, and their table fits the processor's nearest cache. */
export const LEAP_BITS = 12;
export const END_OF_BLOCK = 1 << 12;

/** A Huffman table, unfolded. */
export interface Codes {
	/** By 16 bits of code: length × 256 + symbol; 0 for a code that is none. */
	symbols: Uint16Array;
	/** By LEAP_BITS bits: how far they lead; 0 where they do not decide it. */
	leaps: Uint16Array;
}

/** By the next bits: over how many bits all codes lead that begin and end among them, × 32 over how many coefficients, and whether the block ends there. */
export function leapsOverBlock(symbols: Uint16Array): Uint16Array {
	return Uint16Array.from({ length: 1 << LEAP_BITS }, (_, next) => {
		let [used, coefficients] = [0, 0];
		while (used < LEAP_BITS) {
			const found = codeAt(symbols, next, used);
			if (found === 0) break;
			const [length, zeros, size] = [found >> 8, (found >> 4) & 15, found & 15];
			if (size === 0 && zeros < 15) return (used + length) | (coefficients << 5) | END_OF_BLOCK;
			if (coefficients + zeros + 1 > 63) break;
			coefficients += zeros + 1;
			used += length + size;
		}
		return used | (coefficients << 5);
	});
}

/** By the next bits: over how many bits a code and its difference lead. */
export function leapsOverDifference(symbols: Uint16Array): Uint16Array {
	return Uint16Array.from({ length: 1 << LEAP_BITS }, (_, next) => {
		const found = codeAt(symbols, next, 0);
		return (found >> 8) + (found & 15);
	});
}

/** The code that begins behind the bits that are used; 0 if none of the known bits is its last. */
function codeAt(symbols: Uint16Array, next: number, used: number): number {
	const found = symbols[(next << (16 - LEAP_BITS + used)) & 0xffff] as number;
	return found >> 8 <= LEAP_BITS - used ? found : 0;
}
