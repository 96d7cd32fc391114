import { createHash } from "node:crypto";
import { type Locale, messagesFor } from "#i18n/messages.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";

export interface RefusedAsking {
	status: 400 | 404 | 405 | 408 | 413 | 414 | 421 | 500 | 503;
	reason: "wrongAddress" | "wrongMethod" | "wrongHost" | "longAddress" | "tooLarge" | "tooSlow" | "notFound" | "broken";
}

/** For a client that asks too often; the words say when to come again. */
export interface RefusedForNow {
	status: 429;
	message: string;
	retryAfterSeconds: number;
}

const STYLE = "body{font:18px/1.8 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 1em}a{color:inherit}";
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A page without the site's layout, because it must work where the site's pages do not. A script gets the sentence as JSON. */
export function refused({ req, locale }: Pick<Asked, "req" | "locale">, refusal: RefusedAsking | RefusedForNow): Answer {
	const { status } = refusal;
	const message = "reason" in refusal ? messagesFor(locale).requests[refusal.reason] : refusal.message;
	const wantsJson = req.headers.accept?.includes("application/json") ?? false;
	return {
		status,
		headers: {
			"content-type": wantsJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8",
			"content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
			"cache-control": "no-store",
			...("retryAfterSeconds" in refusal && { "retry-after": String(refusal.retryAfterSeconds) }),
			...(status === 405 && { allow: "GET, HEAD, POST" }),
		},
		body: { identity: Buffer.from(wantsJson ? JSON.stringify({ status, message }) : document(locale, message)) },
	};
}

function document(locale: Locale, message: string): string {
	const { common, requests } = messagesFor(locale);
	return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${common.siteName}</title><style>${STYLE}</style><main><p>${message}</p><p><a href="${locale === "en" ? "/en" : "/"}">${requests.home}</a></p></main></html>`;
}
