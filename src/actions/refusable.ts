import { type ActionAPIContext, ActionError } from "astro:actions";
import { problemOf } from "#http/problems.ts";

/** Where the browser goes after the action; without it, back to the page it came from. */
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
	500: "INTERNAL_SERVER_ERROR",
	503: "SERVICE_UNAVAILABLE",
	507: "INSUFFICIENT_STORAGE",
} as const;

/** Wraps an action. A refusal becomes the problem that the page (or the island) shows. A bug is logged in full and shown as one general sentence. */
export function refusable<I, O>(act: (input: I, context: ActionAPIContext) => Promise<O>) {
	return async (input: I, context: ActionAPIContext): Promise<O> => {
		try {
			return await act(input, context);
		} catch (error) {
			const problem = problemOf(error, context.locals.m);
			const { status, message } = problem;
			context.locals.problem = problem;
			throw new ActionError({ code: CODES[status as keyof typeof CODES], message });
		}
	};
}
