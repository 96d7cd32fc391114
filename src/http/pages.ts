import type { OutgoingHttpHeaders } from "node:http";
import { sha256 } from "#platform/hash.ts";
import { randomCode } from "#platform/ids.ts";
import { log } from "#platform/log.ts";
import type { Answer } from "./answer.ts";
import { type Asked, loggedPath } from "./asked.ts";
import { type AstroHandler, type Caught, isPage, render, type SharedLocals } from "./astro.ts";
import { compressedFor, compressedPage } from "./compression.ts";
import { policyFor } from "./content-policy.ts";
import { cookiesOf } from "./cookies.ts";
import { bodyLimitOf, counted, MOST_FIELDS, MOST_PARTS } from "./limits.ts";
import type { PageCache, Rendered } from "./page-cache.ts";
import { boundaryIn } from "./parts.ts";
import { refused } from "./refused.ts";
import { wholeBody } from "./whole-body.ts";

// Parameters with which a page may be kept; the page itself checks their values. Any other parameter makes it render anew, so strangers cannot fill the cache.
const READ_BY: [page: RegExp, parameters: string[]][] = [
	[/^\/wall$/, ["village", "category", "after"]],
	[/^\/villages$/, ["figure", "town"]],
	[/^\/exposure$/, ["village"]],
	[/^\/inspections$/, ["month"]],
	[/^\/lookbacks$/, ["month"]],
	[/^\/titles$/, ["village"]],
	[/^\/courtyards\/[^/]+$/, ["after"]],
];

// Cookies that do not tell who asks: larger type, that cookies are kept, and the device mark, which matters only while signing in.
const IMPERSONAL = /^(?:care|(?:__Host-)?(?:device|probe))$/;

const HTML = "text/html; charset=utf-8";

/** Answers from the shared pages where that is allowed; otherwise Astro renders the page. */
export async function pageFor(asking: Asked, astro: AstroHandler, kept: PageCache): Promise<Answer> {
	const key = sharedKey(asking);
	if (key) return kept.page(key, () => renderForAll(asking, astro));
	return renderForOne(asking, astro);
}

/** The cache key of a page for strangers; null if the request tells who asks, or changes something. */
function sharedKey({ req, method, path, query, locale, origin }: Asked): string | null {
	if (method === "POST" || req.headers.authorization) return null;
	const cookies = cookiesOf(req);
	if ([...cookies.keys()].some((name) => !IMPERSONAL.test(name))) return null;
	const parameters = new URLSearchParams(query);
	const known = READ_BY.find(([page]) => page.test(path))?.[1] ?? [];
	const names = [...parameters.keys()];
	if (new Set(names).size < names.length || names.some((name) => !known.includes(name))) return null;
	parameters.sort();
	return `${origin} ${locale} ${cookies.get("care") === "1" ? "care" : ""} ${path}?${parameters}`;
}

async function renderForAll(asking: Asked, astro: AstroHandler): Promise<Rendered> {
	// The page is rendered for a stranger, whatever cookies the browser sent.
	asking.req.headers.cookie = careOnly(asking);
	const { caught, locals } = await renderWithAstro(asking, astro);
	if (!isForAll(caught, locals)) return { isForAll: false, answer: await personal(asking, caught, locals) };
	const identity = await caught.page();
	const headers = {
		...caught.headers,
		...policyOf(caught, identity),
		"content-type": HTML,
		"cache-control": "no-cache",
		vary: "accept-encoding, cookie",
		etag: `W/"${sha256(identity).slice(0, 20)}"`,
	};
	return {
		isForAll: true,
		page: { status: 200, headers, body: await compressedPage(identity), tags: ["site", ...(locals.tags ?? [])], ttlMs: locals.keptMs },
	};
}

function careOnly({ req }: Asked): string | undefined {
	const care = cookiesOf(req).get("care");
	return care ? `care=${care}` : undefined;
}

/** A page is public only if it sets tags, was rendered for a stranger, and sets no cookie. */
function isForAll({ statusCode, headers }: Caught, locals: SharedLocals): boolean {
	return (
		statusCode === 200 && isPage({ headers }) && locals.tags !== undefined && locals.viewer === null && headers["set-cookie"] === undefined
	);
}

async function renderForOne(asking: Asked, astro: AstroHandler): Promise<Answer> {
	const { bytes, isStreamed } = bodyLimitOf(asking);
	if (asking.method !== "POST") return rendered(asking, astro);
	if (isStreamed) return renderStreamed(asking, astro, bytes);
	const body = await wholeBody(asking, bytes);
	if (typeof body === "string") return refused(asking, { status: body === "tooSlow" ? 408 : 413, reason: body });
	if (hasTooMany(body, asking.req.headers["content-type"])) return refused(asking, { status: 413, reason: "tooLarge" });
	Object.assign(asking.req, { body: onePiece(body) });
	return rendered(asking, astro);
}

/** Whether a form has more fields, or parts, than any of ours. A browser writes any other "&" as %26, and no text holds the dividing line. */
function hasTooMany(body: Buffer, type = ""): boolean {
	const isInParts = /^multipart\//i.test(type);
	const [divider, most] = isInParts ? [`--${boundaryIn(type)}`, MOST_PARTS] : ["&", MOST_FIELDS];
	let count = 0;
	for (let at = body.indexOf(divider); at >= 0 && count <= most; at = body.indexOf(divider, at + divider.length)) count += 1;
	return count > most;
}

// Astro would take a buffer for an object, and write it as JSON.
async function* onePiece(body: Buffer): AsyncGenerator<Buffer> {
	yield body;
}

async function renderStreamed(asking: Asked, astro: AstroHandler, most: number): Promise<Answer> {
	const body = counted(asking.req, most);
	Object.assign(asking.req, { body: body.chunks });
	const { caught, locals } = await renderWithAstro(asking, astro);
	if (!body.isTooLarge) return personal(asking, caught, locals);
	caught.destroy();
	return refused(asking, { status: 413, reason: "tooLarge" });
}

async function rendered(asking: Asked, astro: AstroHandler): Promise<Answer> {
	const { caught, locals } = await renderWithAstro(asking, astro);
	return personal(asking, caught, locals);
}

/** A form that the front refused: its page, the problem and what was typed. */
interface RefusedForm extends Required<Pick<SharedLocals, "problem" | "sent">> {
	path: string;
}

export async function pageInstead(asking: Asked, astro: AstroHandler, { path, ...said }: RefusedForm): Promise<Answer> {
	Object.assign(asking.req, { method: "GET", url: path });
	const { caught, locals } = await renderWithAstro({ ...asking, path }, astro, said);
	const answer = await personal(asking, caught, locals);
	const { status, retryAfterSeconds } = said.problem;
	if (answer.status !== 200) return answer;
	return { ...answer, status, headers: { ...answer.headers, ...(retryAfterSeconds && { "retry-after": String(retryAfterSeconds) }) } };
}

async function renderWithAstro({ req, res, address, origin, path }: Asked, astro: AstroHandler, said: Partial<SharedLocals> = {}) {
	const locals: SharedLocals = { address, origin, requestId: randomCode(16), ...said };
	// Astro renders the body of a HEAD as empty; as GET the page can be kept.
	if (req.method === "HEAD") req.method = "GET";
	const caught = await render(astro, req, locals);
	res.once("close", () => caught.destroy());
	if (caught.statusCode >= 500)
		log.error({ requestId: locals.requestId, path: loggedPath(path), status: caught.statusCode }, "could not answer");
	return { caught, locals };
}

// Where people write. What one chose in a vote, and what one signs in with, is kept nowhere.
const DESKS = /^\/(admin|me|moderation|staff|submit)(?=\/|$)(?!.*\/(security|sign-in)$)/;

async function personal({ req, path, query }: Asked, caught: Caught, { viewer }: SharedLocals): Promise<Answer> {
	const { statusCode: status, headers: made } = caught;
	const mayBeKept = made["cache-control"] !== undefined && !viewer && made["set-cookie"] === undefined;
	// A browser that came back finds its page as it was left, with what was typed: the line may have broken. `vary` asks anew when another is signed in.
	const isDesk = Boolean(viewer) && req.method === "GET" && status === 200 && made["cache-control"] === undefined && DESKS.test(path);
	const headers: OutgoingHttpHeaders = {
		...made,
		"cache-control": mayBeKept ? made["cache-control"] : isDesk ? "private, no-cache" : "no-store",
	};
	if (/[?&]_action=accounts\.signOut/.test(query)) headers["clear-site-data"] = '"cache"';
	if (!isPage(caught)) return { status, headers, body: caught.stream };
	delete headers["content-length"];
	const identity = await caught.page();
	return {
		status,
		headers: { ...headers, ...policyOf(caught, identity), "content-type": HTML, vary: "accept-encoding, cookie" },
		body: compressedFor(req.headers["accept-encoding"], identity),
	};
}

function policyOf({ headers }: Caught, page: Buffer): OutgoingHttpHeaders {
	const name = "content-security-policy";
	const ofSite = headers[name];
	return typeof ofSite === "string" ? { [name]: policyFor(page, ofSite) } : {};
}
