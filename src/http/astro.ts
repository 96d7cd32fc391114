import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Tag } from "#platform/changes.ts";
import type { SentForm } from "./forms.ts";
import type { Problem } from "./problems.ts";

/** The export of `dist/server/entry.mjs`: @astrojs/node in middleware mode. */
export type AstroHandler = (req: IncomingMessage, res: unknown, next: undefined, locals: SharedLocals) => Promise<void>;

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

/** Takes the place of node's response, so that Astro's answer can be compressed, kept or replaced before it is sent. */
export class Caught extends PassThrough {
	readonly req: IncomingMessage;
	statusCode = 200;
	statusMessage = "";
	headersSent = false;
	headers: OutgoingHttpHeaders = {};
	/** Of a page, which is sent or kept whole; anything else streams. */
	readonly #pieces: Uint8Array[] = [];

	constructor(req: IncomingMessage) {
		super();
		this.req = req;
	}

	writeHead(status: number, headers: OutgoingHttpHeaders = {}): this {
		this.statusCode = status;
		this.headers = headers;
		this.headersSent = true;
		this.emit("head");
		return this;
	}

	override write(piece: Uint8Array | string, ...rest: unknown[]): boolean {
		if (typeof piece === "string" || !isPage(this)) return super.write(piece, ...(rest as []));
		this.#pieces.push(piece);
		return true;
	}

	override end(...rest: unknown[]): this {
		if (!this.headersSent) this.writeHead(this.statusCode);
		return super.end(...(rest as []));
	}

	async page(): Promise<Buffer> {
		await finished(this, { readable: false });
		return Buffer.concat(this.#pieces);
	}
}

export function isPage({ headers }: Pick<Caught, "headers">): boolean {
	return String(headers["content-type"]).startsWith("text/html");
}

/** Lets Astro answer. Resolves when status and headers are known; the body is read later. */
export async function render(handler: AstroHandler, req: IncomingMessage, locals: SharedLocals): Promise<Caught> {
	const caught = new Caught(req);
	const head = once(caught, "head");
	const done = handler(req, caught, undefined, locals).then(() => {
		if (!caught.headersSent) throw new Error("the request was given up before it was answered");
	});
	await Promise.race([head, done]);
	return caught;
}
