import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { writeResponse } from "astro/app/node";
import { expect, test, vi } from "vitest";
import { type AstroHandler, type Caught, render } from "#http/astro.ts";

const LOCALS = { address: "127.0.0.1", origin: "http://127.0.0.1", requestId: "one" };
const PAGE = { "content-type": "text/html; charset=utf-8" };
const TABLE = { "content-type": "text/csv; charset=utf-8" };
const bytes = (words: string) => new TextEncoder().encode(words);

/** What Astro does with this answer of a page or an endpoint. */
function answered(headers: Record<string, string>, body: UnderlyingDefaultSource<Uint8Array>): Promise<Caught> {
	const handler = async (_req: unknown, res: unknown) => writeResponse(new Response(new ReadableStream(body), { headers }), res as never);
	return render(handler as AstroHandler, { method: "GET", url: "/", headers: {} } as IncomingMessage, LOCALS);
}

/** The pieces of a body that its reader asks for, and whether the reader gave up. */
function piecewise() {
	let pieces: ReadableStreamDefaultController<Uint8Array> | undefined;
	const { promise: isCancelled, resolve: cancel } = Promise.withResolvers<boolean>();
	const source = {
		start(controller: ReadableStreamDefaultController<Uint8Array>) {
			pieces = controller;
		},
		cancel: () => cancel(true),
	};
	return {
		source,
		say: (words: string) => pieces?.enqueue(bytes(words)),
		end: () => pieces?.close(),
		fail: () => pieces?.error(new Error("broke")),
		isCancelled,
	};
}

/** Astro itself tells the log what broke. */
function expectComplaint(): void {
	expect(console.error).toHaveBeenCalledWith(expect.any(String), "/", expect.objectContaining({ message: "broke" }));
	vi.mocked(console.error).mockClear();
}

test("a page is gathered whole, however often it is asked for", async () => {
	const body = piecewise();
	const caught = await answered(PAGE, body.source);
	for (const words of ["<p>", "庭院", "</p>"]) body.say(words);
	body.end();
	expect((await caught.page()).toString()).toBe("<p>庭院</p>");
	expect((await caught.page()).toString()).toBe("<p>庭院</p>");
});

test("a page that breaks in the middle is no page", async () => {
	const body = piecewise();
	const caught = await answered(PAGE, body.source);
	body.say("<p>half");
	body.fail();
	await expect(caught.page()).rejects.toThrow("given up");
	expectComplaint();
});

test.each([
	["page", PAGE],
	["download", TABLE],
])("whoever leaves stops the making of a %s", async (_what, headers) => {
	const body = piecewise();
	const caught = await answered(headers, body.source);
	body.say("half");
	caught.destroy();
	expect(await body.isCancelled).toBe(true);
});

test("leaving after the end stops nothing, and leaving twice no more than once", async () => {
	const body = piecewise();
	const caught = await answered(PAGE, body.source);
	body.end();
	await caught.page();
	caught.destroy();
	caught.destroy();
	expect((await caught.page()).toString()).toBe("");
});

test("a download begins before its end is made, and comes whole", async () => {
	const body = piecewise();
	const caught = await answered(TABLE, body.source);
	body.say("first\n");
	expect(String(await caught.stream?.take(1).toArray())).toBe("first\n");
	const other = piecewise();
	const { stream } = await answered(TABLE, other.source);
	const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n}\n`);
	for (const line of lines) other.say(line);
	other.end();
	expect(await text(stream as NodeJS.ReadableStream)).toBe(lines.join(""));
});

test("a download that breaks in the middle ends with a failure, and not as if it were whole", async () => {
	const body = piecewise();
	const { stream } = await answered(TABLE, body.source);
	body.say("first\n");
	body.fail();
	await expect(text(stream as NodeJS.ReadableStream)).rejects.toThrow("broke");
	expectComplaint();
});

test("a request that Astro leaves without an answer fails, and so does one at which it breaks", async () => {
	const ask = (handler: AstroHandler) => render(handler, { method: "GET", url: "/", headers: {} } as IncomingMessage, LOCALS);
	await expect(ask(async () => undefined)).rejects.toThrow("given up");
	await expect(
		ask(async () => {
			throw new Error("broke");
		}),
	).rejects.toThrow("broke");
});
