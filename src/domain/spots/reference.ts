import { typedCode } from "#domain/text.ts";
import { sha256 } from "#platform/hash.ts";
import { codeOf } from "#platform/secrets.ts";

/** Twelve characters of Crockford's alphabet are 60 bits; who tries them is throttled. */
const CHARACTERS = 12;

/** The reference number of a report, which opens its page. It comes from the form's key, so that the same form sent twice gets the same; only its hash is stored. */
export function referenceOf(idempotencyKey: string): string {
	return codeOf("reports", idempotencyKey, CHARACTERS);
}

/** In groups of four, as people read it out. */
export function printedReference(typed: string): string {
	return (typedCode(typed).match(/.{1,4}/g) ?? []).join(" ");
}

/** As it is read from paper or over the telephone. */
export function referenceHash(typed: string): string {
	return sha256(typedCode(typed));
}
