import type { IncomingMessage, ServerOptions } from "node:http";
import { HOUR_MS, MINUTE_MS } from "#platform/clock.ts";
import type { Asked } from "./asked.ts";

const MB = 1024 * 1024;

/** Bodies are held in memory, except forms with files, which their pages stream. */
const BODY_LIMIT = MB;
const FORM_LIMITS: [path: RegExp, bytes: number][] = [
	// Three photos of 60 MB, as the largest modes of phones write, and the form around them.
	[/^\/submit(\/[^/]+\/(photos|mend))?$/, 190 * MB],
	[/^\/report\/new$/, 190 * MB],
	[/^\/staff\/assist\/[^/]+$/, 190 * MB],
	[/^\/staff\/(spots|models|inspections|lookbacks)\/[^/]+$/, 190 * MB],
	[/^\/staff\/stories\/[^/]+\/photos$/, 190 * MB],
	[/^\/staff\/store\/goods\/[^/]+$/, 190 * MB],
	[/^\/ratings\/score\/[^/]+$/, 190 * MB],
	[/^\/admin\/import$/, 64 * MB],
	// A county's borders, and the form around them.
	[/^\/admin\/outlines$/, 21 * MB],
];

export const ADDRESS_LENGTH = 4096;
/** A form with a tick for each household of a large village has some thousand. Half a million empty ones, in a megabyte, cost the process seconds. */
export const MOST_FIELDS = 10_000;

/** The same for an action's form in parts, which a script sends: each part costs its reader more than a field does. */
export const MOST_PARTS = 1000;

/** Limits of node:http itself. A photo over a village's 2G line may take half an hour, as long as bytes keep coming. */
export const SERVER_LIMITS: ServerOptions = {
	maxHeaderSize: 16 * 1024,
	headersTimeout: 15_000,
	requestTimeout: 30 * MINUTE_MS,
	keepAliveTimeout: 10_000,
	// Refuses ambiguous requests (both Content-Length and Transfer-Encoding, bare line feeds) instead of guessing.
	insecureHTTPParser: false,
};

/** After this time at the latest, pages show the day's figures and what another process changed (an import). */
export const KEPT_PAGES = { maxBytes: 64 * MB, ttlMs: MINUTE_MS };

// A village may share one address behind its carrier and look up its receipts on one evening. A receipt, or the number of a report, has 60 bits and cannot be guessed anyway.
export const CODE_LOOK_UPS = { points: 120, duration: 60 };
/** 随手拍 without an account, in an hour: a village may share one address, and a photo that was refused is tried again. */
export const REPORTS_WITHOUT_ACCOUNT = { points: 12, duration: HOUR_MS / 1000 };
/** A county's file is 4 MB when compressed. */
export const PUBLISHED_FILES = { points: 60, duration: 600 };

/** Pages of open lists that are made for one who asks: a county of a thousand villages is read in a quarter of an hour. */
export const OPEN_DATA = { points: 600, duration: 600 };

/** 涉及我, an hour: a village behind one address has a card or two, and nobody empties a county's list alone. */
export const TAKEDOWNS = { points: 10, duration: 3600 };

/** Forms with photos that one household, or a stranger's network, sends at the same time: two phones and a form that was sent again. Each may fill 190 MB of the disk while it comes. */
export const PHOTO_FORMS_AT_ONCE = 3;

/** A connection that is silent for this long is closed. */
export const SILENCE_MS = 2 * MINUTE_MS;
export const MOST_CONNECTIONS = 4000;
/** A body that is held in memory must be whole by then; a form of words takes seconds on the slowest line. */
export const BODY_MS = MINUTE_MS;

/** All such bodies together. A thousand connections could otherwise hold a gigabyte. */
export const HELD_BYTES = 128 * MB;

/** How large a body may be, and whether its page reads it as it comes. */
export function bodyLimitOf({ req, path, query }: Pick<Asked, "req" | "path" | "query">): { bytes: number; isStreamed: boolean } {
	// Parsed as Astro does: "%5Faction" is an action too, and its whole body is held in memory.
	const isAction = new URLSearchParams(query).has("_action");
	const isReadAsItComes = req.headers["content-type"]?.startsWith("multipart/form-data") && !isAction;
	const bytes = isReadAsItComes && FORM_LIMITS.find(([pattern]) => pattern.test(path))?.[1];
	return bytes ? { bytes, isStreamed: true } : { bytes: BODY_LIMIT, isStreamed: false };
}

function hasBody(req: IncomingMessage): boolean {
	return Number(req.headers["content-length"] ?? 0) > 0 || req.headers["transfer-encoding"] !== undefined;
}

/** Whether the client is still sending when the answer is ready. */
export function isStillSending(req: IncomingMessage): boolean {
	return hasBody(req) && !req.complete;
}

export interface CountedBody {
	chunks: AsyncGenerator<Buffer>;
	isTooLarge: boolean;
}

/** Passes the body on until it exceeds the limit, because a chunked body does not announce its length. */
export function counted(req: IncomingMessage, limit: number): CountedBody {
	const body: CountedBody = { chunks: count(), isTooLarge: false };
	return body;

	async function* count(): AsyncGenerator<Buffer> {
		let bytes = 0;
		// Stopping early must not destroy the connection, because the answer still goes out on it.
		for await (const chunk of req.iterator({ destroyOnReturn: false })) {
			bytes += chunk.length;
			body.isTooLarge = bytes > limit;
			if (body.isTooLarge) throw new Error("the body is larger than this address takes");
			yield chunk;
		}
	}
}
