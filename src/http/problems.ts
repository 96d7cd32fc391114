import { Refusal, type RefusalKind } from "#domain/errors.ts";
import { type Messages, sentence } from "#i18n/messages.ts";
import { log } from "#platform/log.ts";
import { isDiskFull } from "#platform/storage.ts";

export interface Problem {
	status: number;
	message: string;
	/** The form field that is wrong. */
	field?: string | undefined;
	retryAfterSeconds?: number | undefined;
}

/** After this time somebody whom a busy database sent away may come again. */
export const BUSY_SECONDS = 10;

/** After this time somebody may have made room. */
export const FULL_SECONDS = 60;

/** Somebody else was writing for as long as the change could wait; nothing was done. */
export function isBusy(error: unknown): boolean {
	return (error as { code?: unknown })?.code === "SQLITE_BUSY";
}

/** Puts a refusal into words. Any other error is logged as a bug and described only in general terms. */
export function problemOf(error: unknown, m: Messages): Problem {
	if (error instanceof Refusal) {
		const { status, key, params, field, retryAfterSeconds } = error;
		return { status, message: sentence(m, key, params), field, retryAfterSeconds };
	}
	if (isBusy(error)) return { status: 503, message: m.common.busy, retryAfterSeconds: BUSY_SECONDS };
	if (isDiskFull(error)) return { status: 507, message: m.common.diskFull, retryAfterSeconds: FULL_SECONDS };
	if (isWrongInput(error)) return { status: 422, message: m.common.invalidForm, field: Object.keys(error.fields)[0] };
	if (isUnreadable(error)) return { status: error.status, message: m.common.invalidForm };
	log.error({ err: error }, "unexpected");
	return { status: 500, message: m.common.broken };
}

interface OwnPage {
	locals: App.Locals;
	response: { status?: number | undefined; headers: Headers };
}

/** For a page that answers its form itself: it shows the refusal. Who may not do it, or asks for what does not exist, finds no page, unless it is `also` told. */
export function shownOn({ locals, response }: OwnPage, error: unknown, also?: RefusalKind): null {
	if (!(error instanceof Refusal) || !["invalid", "conflict", "too_many", also].includes(error.refusal)) throw error;
	locals.problem = problemOf(error, locals.m);
	response.status = error.status;
	if (error.retryAfterSeconds) response.headers.set("retry-after", String(error.retryAfterSeconds));
	return null;
}

// Astro's error for a form that does not fit its schema. It is recognised by shape, because its class is inside Astro's bundle.
function isWrongInput(error: unknown): error is { fields: Record<string, unknown> } {
	return (error as { type?: unknown })?.type === "AstroActionInputError";
}

// A body that is no form, or an unknown action: our own pages send neither.
function isUnreadable(error: unknown): error is { status: number } {
	const { type, status } = error as { type?: unknown; status?: unknown };
	return type === "AstroActionError" && typeof status === "number" && status < 500;
}
