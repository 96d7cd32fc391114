import type { IncomingMessage } from "node:http";
import { BODY_MS, counted } from "./limits.ts";

/** The sender left before the body was whole, so nobody waits for an answer. */
export class SenderGone extends Error {}

/** Reads a body before anything else is done for it, so that a sender who leaves or dawdles costs next to nothing. */
export async function wholeBody(req: IncomingMessage, most: number): Promise<Buffer | "tooLarge" | "tooSlow"> {
	const body = counted(req, most);
	const late = Promise.withResolvers<"tooSlow">();
	const timer = setTimeout(() => late.resolve("tooSlow"), BODY_MS);
	try {
		return await Promise.race([collected(body.chunks), late.promise]);
	} catch (failure) {
		if (body.isTooLarge) return "tooLarge";
		throw req.complete ? failure : new SenderGone();
	} finally {
		clearTimeout(timer);
	}
}

async function collected(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
	const all: Buffer[] = [];
	for await (const chunk of chunks) all.push(chunk);
	return Buffer.concat(all);
}
