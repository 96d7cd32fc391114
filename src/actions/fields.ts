import { z } from "astro/zod";

/** A line of a form. Astro hands an empty one over as null, a missing one as undefined: both are nothing typed, for the domain to judge. */
export const text = z
	.string()
	.nullish()
	.transform((typed) => typed ?? "");
