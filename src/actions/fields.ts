import { z } from "astro/zod";

/** A line of a form. Astro hands an empty one over as null, a missing one as undefined: both are nothing typed, for the domain to judge. */
export const text = z
	.string()
	.nullish()
	.transform((typed) => typed ?? "");

/** All values of one name, as ticked boxes send them; none is an empty list. */
export const list = z.array(z.string()).default([]);
