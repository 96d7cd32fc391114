import { env } from "#platform/env.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The site's origin: the setting, otherwise what the request says. */
export function originOf(url: URL): string {
	return env.origin ?? url.origin;
}

/** Whether a change comes from our own pages. Old browsers send no Origin, so Sec-Fetch-Site or the Referer is read instead. */
export function requireOwnOrigin(request: { method: string; headers: Pick<Headers, "get"> }, own: string): boolean {
	if (SAFE.has(request.method)) return true;
	const origin = request.headers.get("origin");
	if (origin) return origin === own;
	const site = request.headers.get("sec-fetch-site");
	if (site) return site === "same-origin";
	return request.headers.get("referer")?.startsWith(`${own}/`) ?? false;
}
