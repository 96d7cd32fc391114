import { getActionContext } from "astro:actions";
import { defineMiddleware, sequence } from "astro:middleware";
import type { APIContext } from "astro";
import { Refusal } from "#domain/errors.ts";
import { PageForms, withoutAction } from "#http/forms.ts";
import { keepTyping } from "#http/kept-typing.ts";
import { kioskFrom } from "#http/kiosk-cookie.ts";
import { originOf, requireOwnOrigin } from "#http/origin.ts";
import { isCareMode, localeOf } from "#http/preferences.ts";
import { BUSY_SECONDS, FULL_SECONDS, isBusy, problemOf } from "#http/problems.ts";
import { whyFrom } from "#http/session-cookie.ts";
import { viewerOf } from "#http/viewer.ts";
import { messagesFor } from "#i18n/messages.ts";
import { log } from "#platform/log.ts";
import { isDiskFull } from "#platform/storage.ts";
import { answerAgain, answerForms, takeForm } from "./actions/forms.ts";

/** Finds out who asks, when, and in which language. */
const introduce = defineMiddleware(async ({ locals, request, cookies, url }, next) => {
	locals.now = new Date();
	locals.locale = localeOf(request);
	locals.base = locals.locale === "en" ? "/en" : "";
	locals.m = messagesFor(locals.locale);
	locals.isCareMode = isCareMode(cookies);
	locals.address ??= "unknown";
	locals.origin ??= originOf(url);
	locals.viewer = await viewerOf(cookies, { at: locals.now, origin: locals.origin });
	locals.forms = new PageForms(locals, url);
	return next();
});

/** Refuses changes from foreign pages, whatever the type of their body. */
const protect = defineMiddleware(async ({ locals, request }, next) => {
	if (!requireOwnOrigin(request, locals.origin)) return new Response(locals.m.common.foreignOrigin, { status: 403 });
	return next();
});

// Astro would report broken JSON as a bug of ours.
const requireReadableJson = defineMiddleware(async ({ locals, request }, next) => {
	const isJson = request.method === "POST" && request.headers.get("content-type")?.startsWith("application/json");
	if (!isJson || isReadable(await request.clone().text())) return next();
	return new Response(locals.m.common.invalidForm, { status: 400 });
});

// Astro resolves any dotted name, and fails on the name of an area, which is no action.
const requireWholeAction = defineMiddleware(async (context, next) => {
	const { action } = getActionContext(context);
	if (!action || /^\w+\.\w+$/.test(action.name)) return next();
	return new Response(context.locals.m.common.invalidForm, { status: 404 });
});

function isReadable(json: string): boolean {
	try {
		return json === "" || JSON.parse(json) !== undefined;
	} catch {
		return false;
	}
}

/**
 * Answers for a page that this viewer may not have: staff who must still bind a code are led there, visitors to the sign-in, and for others the page does not
 * exist.
 */
const turnAway = defineMiddleware(async (context, next) => {
	try {
		return await next();
	} catch (error) {
		const again = isDiskFull(error) || isBusy(error) || isWrong(error) ? await formAgain(context, error) : undefined;
		if (again) return again;
		if (isDiskFull(error)) return pageInstead(context, 507, { "retry-after": String(FULL_SECONDS) });
		if (isBusy(error)) return pageInstead(context, 503, { "retry-after": String(BUSY_SECONDS) });
		if (!(error instanceof Refusal)) throw broken(error, context.locals);
		if (context.locals.viewer?.owes) return context.redirect(`${context.locals.base}/staff/security`, 303);
		if (error.refusal === "signed_out") return context.redirect(await doorFor(context), 303);
		if (context.request.method === "GET" && isRefusedFile(error, context.url)) return pageOfNoFile(context, error);
		return error.key === "common.householdsOnly" ? pageInstead(context, 403) : pageInstead(context, 404);
	}
});

/** What somebody typed is refused: they can mend it. */
function isWrong(error: unknown): boolean {
	return error instanceof Refusal && (error.refusal === "invalid" || error.refusal === "conflict");
}

function isRefusedFile({ refusal }: Refusal, { pathname }: URL): boolean {
	return /\/(file|text)$/.test(pathname) && ["invalid", "conflict", "too_many", "busy"].includes(refusal);
}

/** A link to a file has no page of its own that could say why there is none; the page above it is where it is made again. */
async function pageOfNoFile(context: APIContext, error: Refusal): Promise<Response> {
	const { locals, url } = context;
	const { message: why, retryAfterSeconds } = problemOf(error, locals.m);
	const { title, help, back: label } = locals.m.common.noFilePage;
	const asked = new URLSearchParams(url.searchParams);
	asked.delete("token");
	const page = url.pathname.replace(/^\/en(?=\/)/, "").replace(/\/\w*$/, "");
	locals.lost = { title, why, help, way: { href: asked.size > 0 ? `${page}?${asked}` : page, label } };
	const answer = await pageInstead(context, 404, retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {});
	return new Response(answer.body, { status: error.status, headers: answer.headers });
}

/** The page of a form that another page answers and could not: with the problem and what was typed. */
async function formAgain(context: APIContext, error: unknown): Promise<Response | undefined> {
	const { locals, request, url } = context;
	const sent = locals.forms.sent;
	if (request.method !== "POST" || !sent?.page) return undefined;
	const problem = problemOf(error, locals.m);
	Object.assign(locals, { sent, problem });
	const page = await context.rewrite(new Request(new URL(sent.page, url), { headers: request.headers }));
	const after = problem.retryAfterSeconds;
	const headers = { ...Object.fromEntries(page.headers), ...(after && { "retry-after": String(after) }) };
	return new Response(page.body, { status: problem.status, headers });
}

// Astro prints a thrown error with the values of a failed query; our log leaves them out.
function broken(error: unknown, { requestId }: App.Locals): Error {
	log.error({ err: error, requestId }, "a page broke");
	return new Error(`request ${requestId} broke`);
}

const STAFF_ROOMS = /^\/(moderation|admin|staff)(\/|$)/;

/** Where to sign in; on a kiosk only its own door. If somebody was writing, the page says why and what happened to the text. */
async function doorFor(context: APIContext): Promise<string> {
	const { url, locals, cookies, request } = context;
	const isOffice = STAFF_ROOMS.test(url.pathname);
	const kiosk = await kioskFrom(cookies, { origin: locals.origin, at: locals.now });
	if (kiosk && !isOffice) return `${locals.base}/kiosk`;
	const door = isOffice ? "/staff/sign-in" : "/sign-in";
	const next = locals.forms.sent?.page ? locals.base + locals.forms.sent.page : withoutAction(url);
	// Of whoever sits at the kiosk this says nothing.
	const why = kiosk ? "first" : whyFrom(cookies, locals.origin);
	const isKept = request.method === "POST" && keepForWriter(context, next);
	// Photos are read as a stream, which nobody without a session may begin.
	const isLost = request.method === "POST" && request.headers.get("content-type")?.startsWith("multipart/form-data") && why === "ended";
	return `${locals.base}${door}?${new URLSearchParams({ next, why: isKept ? "kept" : isLost ? "photosLost" : why })}`;
}

function keepForWriter({ locals, cookies }: APIContext, page: string): boolean {
	const { forms, origin, now: at } = locals;
	return forms.sent !== undefined && keepTyping(cookies, forms.sent, { page, origin, at });
}

// Forbidden looks like missing, because what a viewer may not see does not exist. Households' pages are no secret, so staff are told.
async function pageInstead(context: APIContext, status: 403 | 404 | 503 | 507, more: Record<string, string> = {}): Promise<Response> {
	const page = await context.rewrite(new Request(new URL(`/${status}`, context.url), { headers: context.request.headers }));
	return new Response(page.body, { status, headers: { ...Object.fromEntries(page.headers), ...more } });
}

export const onRequest = sequence(
	introduce,
	protect,
	requireReadableJson,
	requireWholeAction,
	takeForm,
	turnAway,
	answerAgain,
	answerForms,
);
