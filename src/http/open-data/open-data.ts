import { Refusal } from "#domain/errors.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Tag } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import type { Answer } from "../answer.ts";
import type { Asked } from "../asked.ts";
import { compressedFor, compressedPage } from "../compression.ts";
import { keptMsUntil } from "../keep-until.ts";
import type { PageCache, Rendered } from "../page-cache.ts";
import { problemOf } from "../problems.ts";
import { refused } from "../refused.ts";
import { requireUnhurried } from "../throttle.ts";
import { FEEDS, type FeedName, feedText } from "./feeds.ts";
import { FORMATS } from "./formats.ts";
import { openApi } from "./openapi.ts";
import { type Question, RESOURCES, type Resource } from "./resources.ts";
import { listOf } from "./schemas.ts";

const ROOM = /^\/(?:api|feeds)(?:\/|$)/;
const FEED = /^\/feeds\/([a-z]+)\.xml$/;
const ADDRESS = /^\/api\/v1\/([a-z-]+)((?:\.[a-z]+)?)$/;

/** Everybody reads it from everywhere; no cookie is looked at. */
const OPEN = {
	"access-control-allow-origin": "*",
	"access-control-expose-headers": "etag, link",
	"cross-origin-resource-policy": "cross-origin",
};

interface Written {
	text: string;
	type: string;
	next?: string | null;
	/** What it shows, and until when it is so; undefined = for as long as any page. */
	tags: readonly Tag[];
	keptMs?: number | undefined;
}

/** Answers in the room of open data. What is asked without parameters is kept like a page; the rest is made anew, and counted. */
export async function openDataFor(asking: Asked, kept: PageCache): Promise<Answer | undefined> {
	const { path, query, origin, locale, method } = asking;
	if (!ROOM.test(path)) return;
	asking.req.headers.accept = "application/json";
	if (method === "POST") return open(refused(asking, { status: 405, reason: "wrongMethod" }));
	try {
		if (query === "") return await kept.page(`open ${origin} ${locale} ${path}`, () => madeForAll(asking));
		await requireUnhurried("openData", asking.address);
		const { answer } = await made(asking);
		return { ...answer, body: compressedFor(asking.req.headers["accept-encoding"], answer.body.identity) };
	} catch (refusal) {
		return refusedAnswer(asking, refusal);
	}
}

function refusedAnswer(asking: Asked, refusal: unknown): Answer {
	if (!(refusal instanceof Refusal)) throw refusal;
	const { status, message, retryAfterSeconds } = problemOf(refusal, messagesFor(asking.locale));
	if (status === 429) return open(refused(asking, { status, message, retryAfterSeconds: retryAfterSeconds ?? 0 }));
	return open(refused(asking, status === 404 ? { status, reason: "notFound" } : { status: 400, reason: "wrongAddress" }));
}

async function madeForAll(asking: Asked): Promise<Rendered> {
	const { answer, written } = await made(asking);
	const { tags, keptMs } = written;
	const page = { ...answer, body: await compressedPage(answer.body.identity), tags: ["site" as const, ...tags], ttlMs: keptMs };
	return keptMs === undefined || keptMs > 0 ? { isForAll: true, page } : { isForAll: false, answer: page };
}

async function made(asking: Asked) {
	const written = await writtenFor(asking);
	const identity = Buffer.from(written.text);
	const headers = {
		"content-type": `${written.type}; charset=utf-8`,
		"cache-control": "no-cache",
		vary: "accept-encoding",
		etag: `W/"${sha256(identity).slice(0, 20)}"`,
		...(written.next && { link: `<${written.next}>; rel="next"` }),
	};
	return { written, answer: open({ status: 200, headers, body: { identity } }) };
}

function open<Own extends Answer>(answer: Own): Own {
	return { ...answer, headers: { ...answer.headers, ...OPEN } };
}

async function writtenFor({ path, query, origin, locale }: Asked): Promise<Written> {
	if (path === "/api/v1/openapi.json") return { text: JSON.stringify(openApi({ origin, locale })), type: "application/json", tags: [] };
	const [, feed = ""] = FEED.exec(path) ?? [];
	if (isFeed(feed)) return { text: await feedText(feed, { origin, locale }), type: "application/atom+xml", tags: FEEDS[feed].tags };
	const [, name = "", ending = ""] = ADDRESS.exec(path) ?? [];
	const resource = Object.hasOwn(RESOURCES, name) ? RESOURCES[name] : undefined;
	const format = resource && FORMATS.find((one) => one.ending === ending && one.isFor(resource));
	if (!resource || !format) throw new Refusal("not_found", "common.notFound");
	const question = questionIn(query, { resource, origin });
	const { items, next, geometries = [], endsAt } = await resource.read(question);
	const address = next ? addressOf(origin + path, { ...question, after: next }, resource) : null;
	const listed = listOf(resource.schema).parse({ items, next: address });
	return {
		...{ text: format.write({ ...listed, geometries }, resource), type: format.type, next: address, tags: resource.tags },
		keptMs: endsAt === undefined ? undefined : keptMsUntil(endsAt, question.at),
	};
}

function isFeed(name: string): name is FeedName {
	return Object.hasOwn(FEEDS, name);
}

function questionIn(query: string, { resource, origin }: { resource: Resource; origin: string }): Question {
	const said = new URLSearchParams(query);
	const known = resource.takes.flatMap((parameter) => {
		const value = said.get(parameter);
		return value ? [[parameter, value]] : [];
	});
	const question: Question = { ...Object.fromEntries(known), at: new Date(), origin };
	if (resource.needs && !question[resource.needs]) throw new Refusal("invalid", "requests.wrongAddress");
	return question;
}

function addressOf(address: string, question: Question, { takes }: Resource): string {
	return `${address}?${new URLSearchParams(takes.flatMap((parameter) => (question[parameter] ? [[parameter, question[parameter]]] : [])))}`;
}
