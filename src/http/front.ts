import type { IncomingMessage, ServerResponse } from "node:http";
import { ailment } from "#domain/health.ts";
import { log } from "#platform/log.ts";
import { type Answer, send } from "./answer.ts";
import { type Asked, asked, loggedPath } from "./asked.ts";
import type { AstroHandler } from "./astro.ts";
import { ballotFor } from "./ballots.ts";
import type { Connections } from "./connections.ts";
import { type Files, fileFor } from "./files.ts";
import { Hits, wordsOf } from "./hits.ts";
import { openDataFor } from "./open-data/open-data.ts";
import type { PageCache } from "./page-cache.ts";
import { pageFor } from "./pages.ts";
import { photoFor } from "./photos.ts";
import { publishedFileFor } from "./published-files.ts";
import { refused } from "./refused.ts";
import { refusalOf } from "./screen.ts";
import { SenderGone } from "./whole-body.ts";

export interface House {
	files: Files;
	astro: AstroHandler;
	kept: PageCache;
	connections: Connections;
}

/** The door of the site: every HTTP request passes here before a page, an action or a file sees it. A promise unless it was answered at once. */
export function front(house: House): (req: IncomingMessage, res: ServerResponse) => Promise<void> | undefined {
	const hits = new Hits(house.kept);
	return (req, res) => {
		const words = wordsOf(req);
		if (hits.answer(words, req, res)) return;
		const asking = asked(req, res);
		return answerWhole(asking, house, (answer) => hits.remember(words, asking, answer));
	};
}

async function answerWhole(asking: Asked, house: House, remember: (answer: Answer) => void): Promise<void> {
	const { req, res } = asking;
	house.connections.begin(req.socket, asking.address);
	res.once("close", () => house.connections.rest(req.socket));
	try {
		const answer = await answerTo(asking, house);
		remember(answer);
		await send(asking, answer);
	} catch (error) {
		if (error instanceof SenderGone) return void log.debug({ path: loggedPath(asking.path) }, "the sender left");
		if (res.destroyed) return;
		log.error({ err: error, path: loggedPath(asking.path) }, "could not answer");
		if (res.headersSent) res.destroy();
		else await send(asking, refused(asking, { status: 500, reason: "broken" }));
	}
}

async function answerTo(asking: Asked, { files, astro, kept }: House): Promise<Answer> {
	if (asking.path === "/health") return health();
	const refusal = refusalOf(asking);
	if (refusal) return refused(asking, refusal);
	return (
		withoutSlash(asking) ??
		fileFor(asking, files) ??
		withoutImages(asking) ??
		(await photoFor(asking)) ??
		(await publishedFileFor(asking)) ??
		(await openDataFor(asking, kept)) ??
		(await ballotFor(asking, astro)) ??
		(await pageFor(asking, astro, kept))
	);
}

/** For whoever watches the site: 204, or 503 with what ails it. */
async function health(): Promise<Answer> {
	const found = await ailment();
	const headers = { "cache-control": "no-store", ...(found && { "content-type": "text/plain" }) };
	return found ? { status: 503, headers, body: { identity: Buffer.from(found) } } : { status: 204, headers };
}

// Gives each page one address and keeps the language, which Astro's own redirect loses.
function withoutSlash({ path, query, locale }: Asked): Answer | undefined {
	if (path === "/" || !path.endsWith("/")) return;
	return { status: 308, headers: { location: `${locale === "en" ? "/en" : ""}${path.slice(0, -1)}${query}` } };
}

// Astro adds a route that resizes pictures on demand. Ours are made at intake, so the route is closed against abuse.
function withoutImages(asking: Asked): Answer | undefined {
	return asking.path === "/_image" ? refused(asking, { status: 404, reason: "notFound" }) : undefined;
}
