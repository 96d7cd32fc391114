import { z } from "astro/zod";

/** A line of a form. Astro gives null for an empty line and undefined for a missing one; both become "", and the domain decides. */
export const text = z
	.string()
	.nullish()
	.transform((typed) => typed ?? "");

/** All values of one name, as ticked boxes send them; an empty list if none. */
export const list = z.array(z.string()).default([]);
