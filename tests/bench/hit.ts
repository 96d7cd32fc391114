import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { OwnSite } from "#tests/server.ts";
import { startLimit } from "./limit/servers.ts";
import { type Line, lineOf } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { duel } from "./rounds.ts";

const SECONDS = 1;

/** A kept page beside a bare server of Node that hands out the same bytes with the same headers. */
export async function benchHits(site: OwnSite, { connections = [10, 100], rounds = 5 } = {}): Promise<Line[]> {
	const bare = await startLimit("bare.ts", await answerOf(`${site.origin}/wall`));
	const client = new Client();
	const lines: Line[] = [];
	for (const count of connections) {
		const load = { connections: count, duration: SECONDS, headers: READER };
		const found = await duel(
			() => client.cost(site.pid, { url: `${site.origin}/wall`, ...load }),
			() => client.cost(bare.pid, { url: bare.origin, ...load }),
			rounds,
		);
		const line = (figure: string, unit: string, aim?: Line["aim"]) => lineOf(`hit, ${count} connections`, unit, found, { figure, aim });
		lines.push(line("perSecond", "requests/s", { atLeast: 0.9 }), line("cpuMs", "CPU ms", { atMost: 1.11 }));
		lines.push(line("p50Ms", "p50 ms"), line("p99Ms", "p99 ms", { atMost: 2 }));
	}
	client.end();
	bare.end();
	return lines;
}

/** As it goes over the line, short of what Node adds by itself. */
async function answerOf(url: string): Promise<{ headers: string[]; body: string }> {
	const asked = request(url, { headers: READER }).end();
	const answer = await new Promise<import("node:http").IncomingMessage>((resolve) => asked.once("response", resolve));
	const { rawHeaders } = answer;
	const kept = (name: string) => !/^(date|connection|keep-alive)$/i.test(name);
	const headers = rawHeaders.flatMap((name, at) => (at % 2 === 0 && kept(name) ? [name, rawHeaders[at + 1] as string] : []));
	return { headers, body: (await buffer(answer)).toString("base64") };
}
