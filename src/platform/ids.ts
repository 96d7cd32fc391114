import { randomBytes } from "node:crypto";

// Crockford's alphabet without vowel look-alikes: can be read aloud and typed from paper.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `length` random characters of five bits each; 16 is 80 bits, 26 (130 bits) is for what must not be guessed. */
export function randomCode(length: number): string {
	return Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join("");
}
