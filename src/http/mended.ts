import type { Mended } from "#domain/moderation/mend-submission.ts";

/** What a form that mends a pair says. A field that it lacks is left as it is; an empty box takes the words away. */
export function mendedIn(form: FormData): Pick<Mended, "words" | "categoryCode" | "swap" | "consentsToDisplay" | "isAsIs"> {
	const said = (name: string) => form.get(name)?.toString();
	return {
		...{ words: said("words"), categoryCode: said("categoryCode"), swap: said("swap") },
		consentsToDisplay: said("consentsToDisplay") === "on",
		isAsIs: said("asIs") === "yes",
	};
}
