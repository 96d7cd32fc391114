import { randomBytes } from "node:crypto";

// Crockford's alphabet without vowel look-alikes: can be read aloud and typed from paper.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `length` random characters of five bits each; 16 (80 bits) for rows, 26 (130 bits) for what must not be guessed. */
export function randomCode(length: number): string {
	return Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join("");
}

/** The key of a new row. */
export function newId(): string {
	return randomCode(16);
}
