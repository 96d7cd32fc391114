import { request } from "node:http";
import { connect } from "node:net";
import type { Site } from "./server.ts";

/** Sends raw bytes and returns the answer, for requests that no decent client sends. */
export function sendRaw(port: number, bytes: string): Promise<string> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		let answer = "";
		socket.on("data", (chunk) => {
			answer += chunk;
			socket.end();
		});
		// A reset connection also counts as answered.
		socket.on("error", () => undefined);
		socket.on("close", () => resolve(answer));
		socket.write(bytes);
	});
}

/** The status of the first answer in a raw exchange; 0 if there was none. */
export function statusOf(answer: string): number {
	return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

interface Bulk {
	path: string;
	headers: Record<string, string | number>;
	/** The beginning of the body. */
	begin?: string;
	bytes: number;
}

/** Posts a number of bytes piece by piece, as fast as the server takes them. */
export function postBulk({ port, origin }: Site, { path, headers, begin = "", bytes }: Bulk): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const post = request({ port, host: "127.0.0.1", path, method: "POST", headers: { origin, ...headers } }, (answer) => {
			let body = "";
			answer.on("data", (chunk) => {
				body += chunk;
			});
			answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
		});
		post.on("error", reject);
		const piece = Buffer.alloc(64 * 1024, "a");
		let left = bytes;
		const more = (): void => {
			while (left > 0 && !post.destroyed) {
				left -= piece.length;
				if (!post.write(piece)) return void post.once("drain", more);
			}
			post.end();
		};
		post.write(begin);
		more();
	});
}
