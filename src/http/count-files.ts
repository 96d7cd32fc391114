import { createReadStream } from "node:fs";
import { Refusal } from "#domain/errors.ts";
import { type PublishedFile, publishedFile } from "#domain/votes/counts/published-file.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { accepted } from "./compression.ts";
import { problemOf } from "./problems.ts";
import { refused } from "./refused.ts";
import { requireUnhurried, THROTTLES } from "./throttle.ts";

const ADDRESS = /^\/votes\/(\w+)\/file\.json$/;
const FOR_GOOD = "public, max-age=31536000, immutable";

/** The published file of a count, streamed from the disk. By its hash it never changes. Where there is none, the pages say so. */
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
	const file = await publishedFile(roundId, hash);
	return file ? answerOf(file, asking, hash === undefined ? "no-cache" : FOR_GOOD) : undefined;
}

function answerOf({ sha256, plain, zipped }: PublishedFile, { req }: Asked, caching: string): Answer {
	const isZipped = accepted(req.headers["accept-encoding"]).includes("gzip");
	const { path, bytes } = isZipped ? zipped : plain;
	return {
		status: 200,
		headers: {
			"content-type": "application/json; charset=utf-8",
			"content-length": bytes,
			...(isZipped && { "content-encoding": "gzip" }),
			"content-disposition": `attachment; filename="tingyuan-${sha256.slice(0, 12)}.json"`,
			"cache-control": caching,
			etag: `"${sha256}"`,
			vary: "accept-encoding",
		},
		body: createReadStream(path),
	};
}
