import { z } from "astro/zod";
import { Refusal } from "#domain/errors.ts";

/** A line of a form. Astro gives null for an empty line and undefined for a missing one; both become "", and the domain decides. */
export const text = z
	.string()
	.nullish()
	.transform((typed) => typed ?? "");

/** What was typed at a door: the digits of a slip, or a passphrase in its own field. */
export function doorSecret({ secret, passphrase }: { secret: string; passphrase: string }): string {
	if (secret || passphrase) return secret || passphrase;
	throw new Refusal("invalid", "accounts.secretMissing", { field: "secret" });
}

/** All values of one name, as ticked boxes send them; an empty list if none. */
export const list = z.array(z.string()).default([]);
