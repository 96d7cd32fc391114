import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const PIECE = 150;

/** The same site over a slow line: a page's body comes piece by piece, so that a browser paints it half read. */
export async function overThinLine(origin: string): Promise<{ origin: string; close: () => void }> {
	const server = createServer((asked, answer) => {
		const headers = { ...asked.headers, host: new URL(origin).host, "accept-encoding": "identity" };
		// A connection of its own: a kept one may end just as it is taken up again.
		const passed = request(origin + asked.url, { headers, agent: false }, async (got) => {
			const bytes = Buffer.concat(await got.toArray());
			const { "content-length": _, ...rest } = got.headers;
			answer.writeHead(got.statusCode ?? 500, rest);
			const start = Math.max(0, bytes.indexOf("<body"));
			answer.write(bytes.subarray(0, start));
			const isPage = String(got.headers["content-type"]).includes("html");
			for (let at = start; at < bytes.length; at += isPage ? PIECE : bytes.length) {
				answer.write(bytes.subarray(at, at + (isPage ? PIECE : bytes.length)));
				if (isPage) await wait(20);
			}
			answer.end();
		});
		passed.end();
	});
	await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
	return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
