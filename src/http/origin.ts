import { env } from "#platform/env.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The origin that this site is reached by: the setting, or what the request says where none is set. */
export function originOf(url: URL): string {
	return env.origin ?? url.origin;
}

/** Whether a change comes from our own pages. Old browsers send no Origin; then Sec-Fetch-Site or the Referer must speak for it. */
export function requireOwnOrigin(request: { method: string; headers: Pick<Headers, "get"> }, own: string): boolean {
	if (SAFE.has(request.method)) return true;
	const origin = request.headers.get("origin");
	if (origin) return origin === own;
	const site = request.headers.get("sec-fetch-site");
	if (site) return site === "same-origin";
	return request.headers.get("referer")?.startsWith(`${own}/`) ?? false;
}
