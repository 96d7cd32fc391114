import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Refusal } from "#domain/errors.ts";
import { bytesOf, countOf, piecesOf } from "#domain/votes/counts/counted.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { accepted } from "./compression.ts";
import { problemOf } from "./problems.ts";
import { refused } from "./refused.ts";
import { requireUnhurried, THROTTLES } from "./throttle.ts";

const ADDRESS = /^\/votes\/(\w+)\/file\.json$/;
const FOR_GOOD = "public, max-age=31536000, immutable";

/** Streams the published file of a count. A hash's file never changes. If there is none, the pages answer. */
export async function countFileFor(asking: Asked): Promise<Answer | undefined> {
	const roundId = ADDRESS.exec(asking.path)?.[1];
	if (!roundId || asking.method === "POST") return;
	const hash = new URLSearchParams(asking.query).get("hash") ?? undefined;
	try {
		await requireUnhurried(THROTTLES.countFiles, asking.address);
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		const { message, retryAfterSeconds = 0 } = problemOf(refusal, messagesFor(asking.locale));
		return refused(asking, { status: 429, message, retryAfterSeconds });
	}
	const count = await countOf(roundId);
	if (!count || (hash !== undefined && hash !== count.sha256)) return;
	return answerOf(roundId, count.sha256, asking, hash === undefined ? "no-cache" : FOR_GOOD);
}

async function answerOf(roundId: string, sha256: string, { req }: Asked, caching: string): Promise<Answer> {
	const isZipped = accepted(req.headers["accept-encoding"]).includes("gzip");
	const file = Readable.from(piecesOf(roundId), { objectMode: false });
	return {
		status: 200,
		headers: {
			"content-type": "application/json; charset=utf-8",
			...(isZipped ? { "content-encoding": "gzip" } : { "content-length": await bytesOf(roundId) }),
			"content-disposition": `attachment; filename="tingyuan-${sha256.slice(0, 12)}.json"`,
			"cache-control": caching,
			etag: `"${sha256}"`,
			vary: "accept-encoding",
		},
		body: isZipped ? zipped(file) : file,
	};
}

function zipped(file: Readable): Readable {
	const zip = createGzip();
	// A client that leaves early also ends the reading.
	pipeline(file, zip).catch(() => undefined);
	return zip;
}
