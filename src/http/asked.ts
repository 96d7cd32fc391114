import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import type { Locale } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";

/** A request as the front sees it. */
export interface Asked {
	req: IncomingMessage;
	res: ServerResponse;
	method: string;
	/** Without language prefix and query, percent-encoded as sent. */
	path: string;
	/** With its "?", or "". */
	query: string;
	locale: Locale;
	address: string;
	/** The site's origin as the browser sees it: the setting, otherwise what the request (or a trusted proxy) says. */
	origin: string;
}

/** Reads a request. Forwarding headers are believed only from a trusted proxy. */
export function asked(req: IncomingMessage, res: ServerResponse): Asked {
	const [, prefix, path = "/", query = ""] = /^(\/en(?=[/?]|$))?([^?]*)(.*)$/s.exec(req.url ?? "/") ?? [];
	const found: Asked = {
		req,
		res,
		method: req.method ?? "",
		path: path || "/",
		query,
		locale: prefix ? "en" : "zh-CN",
		address: addressOf(req),
		origin: env.origin ?? originOf(req),
	};
	req.url = found.path + query;
	for (const header of FORWARDED) delete req.headers[header];
	req.headers["x-tingyuan-locale"] = found.locale;
	return found;
}

/** The path for the log, without the codes of doors, links and reports, because anybody who reads a code could use it. */
export function loggedPath(path: string): string {
	return path.replace(/^(\/(?:h|setup|passphrase|report|calendar)\/).*/s, "$1…");
}

const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port"];

// Each proxy appends the address that spoke to it, so the outermost trusted proxy's entry is that many places from the end.
function addressOf(req: IncomingMessage): string {
	const told = hops(req, "x-forwarded-for").at(-env.trustedProxies);
	const address = env.trustedProxies > 0 && told && isIP(told) ? told : (req.socket.remoteAddress ?? "unknown");
	return address.replace(/^::ffff:(?=\d+\.)/, "");
}

function originOf(req: IncomingMessage): string {
	const isSecure = env.trustedProxies > 0 && hops(req, "x-forwarded-proto").at(-env.trustedProxies) === "https";
	return `${isSecure ? "https" : "http"}://${req.headers.host ?? "localhost"}`;
}

function hops(req: IncomingMessage, header: string): string[] {
	const said = req.headers[header];
	return (Array.isArray(said) ? said.join(",") : (said ?? "")).split(",").map((hop) => hop.trim());
}
