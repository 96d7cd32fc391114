import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { isInPublic } from "#domain/boards/objections.ts";
import { Refusal } from "#domain/errors.ts";
import { type Of, type PublishedFile, piecesOf, publishedFile } from "#domain/published-files/published-files.ts";
import { messagesFor } from "#i18n/messages.ts";
import { type Answer, isKnownTo } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { accepted } from "./compression.ts";
import { problemOf } from "./problems.ts";
import { refused } from "./refused.ts";
import { requireUnhurried } from "./throttle.ts";

const ADDRESS = /^\/(boards|votes)\/(\w+)\/file\.json$/;
/** What is published under which address. */
const KINDS: Record<string, Of["kind"]> = { boards: "board", votes: "count" };
const FOR_GOOD = "public, max-age=31536000, immutable";

/** Streams a published file. A hash's file never changes. If there is none, the pages answer. */
export async function publishedFileFor(asking: Asked): Promise<Answer | undefined> {
	const [, room = "", subject = ""] = ADDRESS.exec(asking.path) ?? [];
	const kind = KINDS[room];
	if (!kind || asking.method === "POST") return;
	const hash = new URLSearchParams(asking.query).get("hash") ?? undefined;
	// One that was withdrawn would go on naming places.
	if (kind === "board" && !(await isInPublic(subject))) return;
	const file = await publishedFile({ kind, subject });
	if (!file || (hash !== undefined && hash !== file.sha256)) return;
	const answer = answerOf({ kind, subject, ...file }, asking, hash === undefined ? "no-cache" : FOR_GOOD);
	// Only a file that is sent counts: who asks whether it changed takes none from the village behind the same address.
	if (asking.method === "HEAD" || isKnownTo(asking.req.headers["if-none-match"], answer)) return answer;
	try {
		await requireUnhurried("publishedFiles", asking.address);
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		const { message, retryAfterSeconds = 0 } = problemOf(refusal, messagesFor(asking.locale));
		return refused(asking, { status: 429, message, retryAfterSeconds });
	}
	return answer;
}

function answerOf({ sha256, bytes, ...of }: Of & PublishedFile, { req }: Asked, caching: string): Answer {
	const isZipped = accepted(req.headers["accept-encoding"]).includes("gzip");
	const file = Readable.from(piecesOf(of), { objectMode: false });
	return {
		status: 200,
		headers: {
			"content-type": "application/json; charset=utf-8",
			...(isZipped ? { "content-encoding": "gzip" } : { "content-length": bytes }),
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
