import { EventEmitter } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { PassThrough } from "node:stream";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Tag } from "#platform/changes.ts";
import type { SentForm } from "./forms.ts";
import type { Problem } from "./problems.ts";

/** The export of `dist/server/entry.mjs`: @astrojs/node in middleware mode. */
export type AstroHandler = (req: unknown, res: unknown, next: undefined, locals: SharedLocals) => Promise<void>;

/** Astro.locals as the front sees it: what it puts in, and what it reads after rendering. */
export interface SharedLocals {
	address: string;
	origin: string;
	requestId: string;
	tags?: Tag[];
	keptMs?: number;
	viewer?: Viewer | null;
	/** Why the front refused the form that was sent. */
	problem?: Problem;
	sent?: SentForm;
}

/**
 * Takes the place of node's response, so that Astro's answer can be compressed, kept or replaced before it is sent. A page is gathered, which costs less than a
 * stream; anything else goes through one.
 */
export class Caught extends EventEmitter {
	readonly req: unknown;
	statusCode = 200;
	statusMessage = "";
	headersSent = false;
	headers: OutgoingHttpHeaders = {};
	/** Of what is no page. */
	stream: PassThrough | undefined;
	readonly #pieces: Uint8Array[] = [];
	#isEnded = false;
	#isGivenUp = false;

	constructor(req: unknown) {
		super();
		this.req = req;
	}

	writeHead(status: number, headers: OutgoingHttpHeaders = {}): this {
		this.statusCode = status;
		this.headers = headers;
		this.headersSent = true;
		if (!isPage(this)) this.stream = new PassThrough().on("error", () => undefined);
		this.emit("head");
		return this;
	}

	/** Astro calls `done` only to break off what it could not finish. */
	write(piece: Uint8Array | string, done?: () => void): boolean {
		if (this.stream) return this.stream.write(piece, done);
		this.#pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
		done?.();
		return true;
	}

	end(): this {
		if (!this.headersSent) this.writeHead(this.statusCode);
		this.#isEnded = true;
		this.stream?.end();
		this.emit("finish");
		return this;
	}

	destroy(error?: Error): void {
		this.stream?.destroy(error);
		if (this.#isEnded || this.#isGivenUp) return;
		this.#isGivenUp = true;
		this.emit("close");
	}

	async page(): Promise<Buffer> {
		if (!this.#isEnded && !this.#isGivenUp) await new Promise<void>((resolve) => this.once("finish", resolve).once("close", resolve));
		if (this.#isGivenUp) throw new Error("the page was given up before it was whole");
		return Buffer.concat(this.#pieces);
	}
}

export function isPage({ headers }: Pick<Caught, "headers">): boolean {
	return String(headers["content-type"]).startsWith("text/html");
}

/** Lets Astro answer. Resolves when status and headers are known; the body is read later. */
export function render(handler: AstroHandler, req: IncomingMessage, locals: SharedLocals): Promise<Caught> {
	const asked = req.method === "GET" ? withoutBody(req) : req;
	const caught = new Caught(asked);
	return new Promise((resolve, reject) => {
		caught.once("head", () => resolve(caught));
		handler(asked, caught, undefined, locals)
			.then(() => caught.headersSent || reject(new Error("the request was given up before it was answered")))
			.catch(reject);
	});
}

/** What Astro reads of a request that has no body. On the real one it would listen for the socket's end, to tell pages by a signal that none of ours asks for. */
function withoutBody({ method, url, headers }: IncomingMessage) {
	return { method, url, headers, socket: {}, once: () => undefined };
}
