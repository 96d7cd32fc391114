import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Asked } from "./asked.ts";
import { bestOf, type Encodings } from "./compression.ts";
import { securityHeaders } from "./headers.ts";
import { isStillSending } from "./limits.ts";

/** A body as bytes in the available encodings, as a stream, or none. */
export interface Answer {
	status: number;
	/** Lower-case names. */
	headers: OutgoingHttpHeaders;
	body?: Encodings | Readable | undefined;
}

// How long a client may keep sending after its answer; then it is cut off.
const LINGER_MS = 30_000;

/** Sends an answer with the common headers; 304 if the browser has it already. */
export async function send(asking: Asked, answer: Answer): Promise<void> {
	const { req, method } = asking;
	const headers = { ...securityHeaders(asking), ...answer.headers };
	if (isKnownTo(req.headers["if-none-match"], answer)) {
		if (isStream(answer.body)) answer.body.destroy();
		return end(asking, 304, withoutBody(headers));
	}
	if (isStream(answer.body)) return stream(asking, { ...answer, headers }, answer.body);
	const { bytes, ...told } = inBestEncoding(asking, answer.body);
	if (answer.status === 204) delete told["content-length"];
	return end(asking, answer.status, { ...headers, ...told }, method === "HEAD" ? undefined : bytes);
}

/** The same as bytes and headers that can be sent again to whoever asks for it in the same words. */
export function inWireForm(asking: Asked, { headers, body }: Answer & { body: Encodings }): WireForm {
	const all = { ...securityHeaders(asking), ...headers };
	const { bytes, ...told } = inBestEncoding(asking, body);
	return { bytes, headers: flat({ ...all, ...told }), headersIfKnown: flat(withoutBody(all)) };
}

export interface WireForm {
	bytes: Buffer;
	/** Names and values by turns, which node writes as they are. */
	headers: string[];
	headersIfKnown: string[];
}

function flat(headers: OutgoingHttpHeaders): string[] {
	return Object.entries(headers).flatMap(([name, values]) => [values].flat().flatMap((value) => [name, String(value)]));
}

function inBestEncoding({ req }: Asked, body: Encodings | undefined) {
	const { bytes = Buffer.alloc(0), encoding } = bestOf(body, req.headers["accept-encoding"]);
	return { bytes, "content-length": bytes.length as number | undefined, ...(encoding && { "content-encoding": encoding }) };
}

function withoutBody(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
	const { "content-type": _, "content-length": __, "content-encoding": ___, ...others } = headers;
	return others;
}

function isStream(body: Answer["body"]): body is Readable {
	return body !== undefined && "pipe" in body;
}

export function isKnownTo(asked: string | undefined, { status, headers }: Answer): boolean {
	return asked !== undefined && status === 200 && headers["etag"] !== undefined && asked.includes(String(headers["etag"]));
}

function end({ req, res }: Asked, status: number, headers: OutgoingHttpHeaders, bytes?: Buffer): void {
	if (!isStillSending(req)) {
		res.writeHead(status, headers).end(bytes);
		return;
	}
	res.writeHead(status, { ...headers, connection: "close" });
	if (bytes) res.write(bytes);
	res.flushHeaders();
	endAfterListening(req, res);
}

// Closing while bytes still arrive resets the connection, and the client never sees the answer. So it answers, drains the rest, then closes.
function endAfterListening(req: Asked["req"], res: ServerResponse): void {
	const enough = setTimeout(() => req.socket.destroy(), LINGER_MS);
	req.once("close", () => {
		clearTimeout(enough);
		res.end();
	});
	req.resume();
}

async function stream({ method, res }: Asked, { status, headers }: Answer, body: Readable): Promise<void> {
	res.writeHead(status, headers);
	if (method === "HEAD") {
		body.destroy();
		res.end();
		return;
	}
	// A client that leaves early is no error.
	await pipeline(body, res).catch(() => body.destroy());
}
