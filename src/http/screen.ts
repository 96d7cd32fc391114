import { env } from "#platform/env.ts";
import type { Asked } from "./asked.ts";
import { ADDRESS_LENGTH, bodyLimitOf } from "./limits.ts";
import type { RefusedAsking } from "./refused.ts";

const METHODS = new Set(["GET", "HEAD", "POST"]);
// Different parsers read encoded slashes, backslashes and NULs differently.
const DOUBTFUL = /\\|%(?:00|2f|5c)/i;

/** Why the front refuses a request; null if it may pass. */
export function refusalOf(asking: Asked): RefusedAsking | null {
	const { req, method, path, query } = asking;
	if (!METHODS.has(method)) return { status: 405, reason: "wrongMethod" };
	if (path.length + query.length > ADDRESS_LENGTH) return { status: 414, reason: "longAddress" };
	if (!isOurHost(req.headers.host)) return { status: 421, reason: "wrongHost" };
	if (!isPlainPath(path) || query.includes("%00")) return { status: 400, reason: "wrongAddress" };
	if (Number(req.headers["content-length"] ?? 0) > bodyLimitOf(asking).bytes) return { status: 413, reason: "tooLarge" };
	return null;
}

/** With ORIGIN set, only its host is ours. Without it, every well-formed host is (a machine at home, or a test). */
function isOurHost(host = ""): boolean {
	if (env.origin) return host.toLowerCase() === new URL(env.origin).host;
	return /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host);
}

function isPlainPath(path: string): boolean {
	if (!path.startsWith("/") || path.includes("//") || DOUBTFUL.test(path)) return false;
	try {
		return !decodeURIComponent(path)
			.split("/")
			.some((segment) => segment === "." || segment === "..");
	} catch {
		return false;
	}
}
