import { ActionError, getActionContext } from "astro:actions";
import { defineMiddleware } from "astro:middleware";
import type { APIContext } from "astro";
import { Refusal } from "#domain/errors.ts";
import { type SentForm, sentForm, withoutAction } from "#http/forms.ts";
import { dropTyping, keptTyping } from "#http/kept-typing.ts";
import { answerOnce, onceKey } from "#http/once.ts";
import { problemOf } from "#http/problems.ts";
import { sessionFrom } from "#http/session-cookie.ts";
import { isOpenSession } from "#http/viewer.ts";
import type { Done } from "./refusable.ts";

/** Finds the form of the page that was sent, or that waits for its writer, who had to sign in again. */
export const takeForm = defineMiddleware(async (context, next) => {
	const { locals, request } = context;
	if (request.method === "POST") locals.forms.sent = await formIn(context);
	if (locals.viewer) meetKeptTyping(context);
	return next();
});

// A form with files that no action takes is streamed by its page.
async function formIn(context: APIContext): Promise<SentForm | undefined> {
	const { request } = context;
	const isSmall = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
	if (!isSmall && !getActionContext(context).action) return undefined;
	const came = await request
		.clone()
		.formData()
		.catch(() => undefined);
	return came && sentForm(came);
}

function meetKeptTyping({ locals, request, cookies, url }: APIContext): void {
	const { forms, origin } = locals;
	const kept = keptTyping(cookies, { reader: forms.madeFor, origin });
	if (!kept) return;
	if (forms.sent?.formId === kept.formId) dropTyping(cookies, origin);
	else if (request.method === "GET" && pathOf(kept.page) === pathOf(url.pathname)) forms.sent = kept;
}

function pathOf(address: string): string {
	return address.replace(/^\/en(?=\/)/, "").replace(/\?.*/, "");
}

/** Gives a once-only form that comes twice its first answer. */
export const answerAgain = defineMiddleware(async ({ locals, request, cookies, url }, next) => {
	const { forms, viewer } = locals;
	const key = request.method === "POST" && forms.sent ? onceKey(forms.sent, url.pathname + url.search, viewer) : null;
	const { origin, now: at } = locals;
	const session = () => sessionFrom(cookies, origin);
	return key ? answerOnce(key, { answer: next, cookies, session, isOpen: (held) => isOpenSession(held, at) }) : next();
});

/** Answers a plain form. Done: redirects, so that reloading sends nothing twice. Refused: shows the same page with what was typed. */
export const answerForms = defineMiddleware(async (context, next) => {
	const { action, setActionResult, serializeActionResult } = getActionContext(context);
	if (action?.calledFrom !== "form") return next();
	const result = context.locals.forms.isAnothers ? leftAlone(context.locals) : await action.handler();
	if (!result.error)
		return context.redirect(context.locals.base + ((result.data as Done | undefined)?.next ?? withoutAction(context.url)), 303);
	context.locals.problem ??= problemOf(result.error, context.locals.m);
	if (context.locals.problem.status === 401 && context.locals.forms.sent?.madeFor) throw new Refusal("signed_out", "common.signedOut");
	setActionResult(action.name, serializeActionResult(result));
	return answerWith(context.locals.problem, await next());
});

/** One person opened the form and another is signed in when it is sent: nothing is done, and nothing of it is shown. */
function leftAlone(locals: App.Locals): { data: undefined; error: ActionError } {
	locals.forms.sent = undefined;
	locals.problem = problemOf(new Refusal("conflict", "common.anothersForm"), locals.m);
	return { data: undefined, error: new ActionError({ code: "CONFLICT", message: locals.problem.message }) };
}

// Somebody who may no longer see the page (their kiosk session ended) is redirected all the same, because a browser does not follow a 401.
function answerWith(problem: NonNullable<App.Locals["problem"]>, page: Response): Response {
	if (page.status >= 300 && page.status < 400) return page;
	const headers = new Headers(page.headers);
	if (problem.retryAfterSeconds) headers.set("Retry-After", String(problem.retryAfterSeconds));
	return new Response(page.body, { status: problem.status, headers });
}
