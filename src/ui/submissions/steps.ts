import type { Missing } from "#domain/submissions/types.ts";

/** The four steps of a submission; each is a page below /submit/<id>. */
export const STEPS = ["before", "after", "about", "check"] as const;
export type Step = (typeof STEPS)[number];

const PLACES: Record<Step, string> = { before: "photos?side=before", after: "photos?side=after", about: "about", check: "check" };

export function stepAddress(submissionId: string, step: Step): string {
	return `/submit/${submissionId}/${PLACES[step]}`;
}

/** The step at which to continue: the first with something missing, otherwise the last. */
export function openStep([first]: Missing[]): Step {
	if (first === "before" || first === "after") return first;
	return first === "category" ? "about" : "check";
}
