import { Agent, request } from "node:http";
import type { Site } from "./server.ts";

interface Sent {
	session: string;
	fields: string[][] | Record<string, string>;
}

/** Connections that are open before anything is sent on them, so that what is sent at once arrives at once. More than these wait for one of them. */
export async function warmLines({ origin, port }: Site, count: number) {
	const agent = new Agent({ keepAlive: true, maxSockets: count });
	const ask = (path: string, method: string, headers: Record<string, string | number>, body?: string) =>
		new Promise<number>((resolve, reject) => {
			const asking = request({ host: "127.0.0.1", port, path, method, agent, headers });
			asking.once("response", (answer) => {
				answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
			});
			asking.once("error", reject);
			asking.end(body);
		});
	/** Sends a form of somebody signed in; resolves with the status. */
	const send = (path: string, { session, fields }: Sent): Promise<number> => {
		const body = new URLSearchParams(fields).toString();
		const form = { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) };
		return ask(path, "POST", { origin, cookie: `session=${session}`, ...form }, body);
	};
	await Promise.all(Array.from({ length: count }, () => ask("/health", "GET", {})));
	return { send, cut: () => agent.destroy() };
}

/** How many of each there are. */
export function tallied(statuses: number[]): Record<number, number> {
	const counts: Record<number, number> = {};
	for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
