import type { IncomingMessage, ServerOptions } from "node:http";
import { MINUTE_MS } from "#platform/clock.ts";
import type { Asked } from "./asked.ts";

const MB = 1024 * 1024;

/** Bytes that a body may have: anything is held in memory, but for forms with files, which these pages read as they come. */
const BODY_LIMIT = MB;
const FORM_LIMITS: [path: RegExp, bytes: number][] = [
	// Six photos of 20 MB each, and the form around them.
	[/^\/submit\/[^/]+\/photos$/, 130 * MB],
	[/^\/admin\/import$/, 64 * MB],
];

export const ADDRESS_LENGTH = 4096;

/** What node:http itself refuses. A photo over a village's 2G line may take half an hour as long as bytes keep coming. */
export const SERVER_LIMITS: ServerOptions = {
	maxHeaderSize: 16 * 1024,
	headersTimeout: 15_000,
	requestTimeout: 30 * MINUTE_MS,
	keepAliveTimeout: 10_000,
	// Both Content-Length and Transfer-Encoding, bare line feeds and the like: never guessed, always refused.
	insecureHTTPParser: false,
};

/** Figures that depend on the day, and what another process changed (an import), show after the time at the latest. */
export const KEPT_PAGES = { maxBytes: 64 * MB, ttlMs: MINUTE_MS };

// A village may share one address behind its carrier, and look its receipts up in the same evening; a receipt (60 bits) cannot be guessed in any case.
export const RECEIPT_LOOK_UPS = { points: 120, duration: 60 };
/** A county's file is 4 MB on the way. */
export const COUNT_FILES = { points: 60, duration: 600 };

/** How long a connection may stay silent before it is closed. */
export const SILENCE_MS = 2 * MINUTE_MS;
export const MOST_CONNECTIONS = 4000;

export function bodyLimitOf({ req, path, query }: Pick<Asked, "req" | "path" | "query">): number {
	// By name, as Astro looks for it: "%5Faction" is an action too, and its whole body would be held in memory.
	const isAction = new URLSearchParams(query).has("_action");
	const isReadAsItComes = req.headers["content-type"]?.startsWith("multipart/form-data") && !isAction;
	return (isReadAsItComes && FORM_LIMITS.find(([pattern]) => pattern.test(path))?.[1]) || BODY_LIMIT;
}

function hasBody(req: IncomingMessage): boolean {
	return Number(req.headers["content-length"] ?? 0) > 0 || req.headers["transfer-encoding"] !== undefined;
}

/** Whether the client still sends although we may be ready to answer. */
export function isStillSending(req: IncomingMessage): boolean {
	return hasBody(req) && !req.complete;
}

/** A body that was counted on its way in. */
export interface CountedBody {
	chunks: AsyncGenerator<Buffer>;
	isTooLarge: boolean;
}

/** Hands on the body until it grows past the limit: a chunked body does not say its length beforehand. */
export function counted(req: IncomingMessage, limit: number): CountedBody {
	const body: CountedBody = { chunks: count(), isTooLarge: false };
	return body;

	async function* count(): AsyncGenerator<Buffer> {
		let bytes = 0;
		// Whoever stops reading early must not tear down the connection that the answer goes out on.
		for await (const chunk of req.iterator({ destroyOnReturn: false })) {
			bytes += chunk.length;
			body.isTooLarge = bytes > limit;
			if (body.isTooLarge) throw new Error("the body is larger than this address takes");
			yield chunk;
		}
	}
}
