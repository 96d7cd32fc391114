import { randomBytes } from "node:crypto";

// Crockford's alphabet has no look-alikes: it can be read aloud and typed from paper.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Random characters with five bits each: 16 are 80 bits; 26 (130 bits) are for what must not be guessed. */
export function randomCode(length: number): string {
	return codeFrom(randomBytes(length), length);
}

export function codeFrom(bytes: Uint8Array, length: number): string {
	return Array.from(bytes.subarray(0, length), (byte) => ALPHABET[byte & 31]).join("");
}
