import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { PassThrough } from "node:stream";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Tag } from "#platform/changes.ts";
import type { SentForm } from "./forms.ts";
import type { Problem } from "./problems.ts";

/** What `dist/server/entry.mjs` exports: @astrojs/node in middleware mode. */
export type AstroHandler = (req: IncomingMessage, res: unknown, next: undefined, locals: SharedLocals) => Promise<void>;

/** Astro.locals, seen from outside: what the front puts in, and what it reads when the page is made. */
export interface SharedLocals {
	address: string;
	origin: string;
	requestId: string;
	tags?: Tag[];
	keptMs?: number;
	viewer?: Viewer | null;
	/** Of a form that the front itself took and that was refused. */
	problem?: Problem;
	sent?: SentForm;
}

/** Stands where Astro expects node's response, so that its answer can be compressed, kept or replaced before it goes out. */
export class Caught extends PassThrough {
	readonly req: IncomingMessage;
	statusCode = 200;
	statusMessage = "";
	headersSent = false;
	headers: OutgoingHttpHeaders = {};

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

	override end(...rest: unknown[]): this {
		if (!this.headersSent) this.writeHead(this.statusCode);
		return super.end(...(rest as []));
	}
}

/** Lets Astro answer; comes back as soon as status and headers are known, with the body still to be read. */
export async function render(handler: AstroHandler, req: IncomingMessage, locals: SharedLocals): Promise<Caught> {
	const caught = new Caught(req);
	const head = once(caught, "head");
	const done = handler(req, caught, undefined, locals).then(() => {
		if (!caught.headersSent) throw new Error("the request was given up before it was answered");
	});
	await Promise.race([head, done]);
	return caught;
}
