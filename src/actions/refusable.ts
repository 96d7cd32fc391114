import { type ActionAPIContext, ActionError } from "astro:actions";
import { Refusal } from "#domain/errors.ts";
import { problemOf } from "#http/problems.ts";

/** Where the browser goes when the action is done; the page that it came from when nothing is said. */
export interface Done {
	next?: string;
}

const CODES = {
	401: "UNAUTHORIZED",
	403: "FORBIDDEN",
	404: "NOT_FOUND",
	409: "CONFLICT",
	413: "CONTENT_TOO_LARGE",
	422: "UNPROCESSABLE_CONTENT",
	429: "TOO_MANY_REQUESTS",
	503: "SERVICE_UNAVAILABLE",
} as const;

/** Wraps an action: a refusal becomes the problem that the page (or the island) shows; bugs stay bugs. */
export function refusable<I, O>(act: (input: I, context: ActionAPIContext) => Promise<O>) {
	return async (input: I, context: ActionAPIContext): Promise<O> => {
		try {
			return await act(input, context);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			context.locals.problem = problemOf(error, context.locals.m);
			throw new ActionError({ code: CODES[error.status as keyof typeof CODES], message: context.locals.problem.message });
		}
	};
}
