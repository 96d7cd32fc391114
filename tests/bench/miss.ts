import type { OwnSite } from "#tests/server.ts";
import { buildLimit } from "./limit/build.ts";
import { startLimit } from "./limit/servers.ts";
import { type Line, lineOf, plainLine } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { duel, inTurn, type Spread, sideOf } from "./rounds.ts";

const AMOUNT = 200;
/** The bare page is so cheap that the clock of CPU time would be too coarse. */
const BARE_TIMES = 2;
const CONNECTIONS = 4;

/** The 2.5 ms of home and queue, in bare pages of the wall, which took 1.06 ms on the machine that it speaks of. */
const PLAIN_MOST = 2.36;

export interface MissedPage {
	name: string;
	path: string;
	/** What the bare page is asked for: the same pairs. */
	rows: string;
	/** Who asks for it. */
	headers?: Record<string, string>;
	/** It has no bare twin and stands beside another page's. */
	isPlain?: boolean;
}

/** Pages made anew for each request (by a parameter that no page knows) beside a bare page of Astro with the same rows. */
export async function benchMisses(
	site: OwnSite,
	database: string,
	{ pages = [] as MissedPage[], rounds = 5, amount = AMOUNT },
): Promise<Line[]> {
	const bare = await startLimit("pages.ts", { database, built: await buildLimit() });
	const client = new Client();
	const lines: Line[] = [];
	for (const { name, path, rows, headers, isPlain } of pages) {
		const urls = { ours: `${site.origin}${path}?bench=1`, limit: `${bare.origin}/?${rows}` };
		if (!isPlain) await requireSamePairs(urls);
		const load = { connections: CONNECTIONS, amount, headers: READER };
		const found = await duel(
			() => client.cost(site.pid, { url: urls.ours, ...load, headers: { ...READER, ...headers } }),
			() => client.cost(bare.pid, { url: urls.limit, ...load, amount: amount * BARE_TIMES }),
			rounds,
		);
		const what = isPlain ? `miss, ${name} beside the bare wall` : `miss, ${name}`;
		lines.push(lineOf(what, "CPU ms", found, { figure: "cpuMs", aim: { atMost: isPlain ? PLAIN_MOST : 2 } }));
		lines.push(lineOf(what, "p99 ms", found, { figure: "p99Ms" }));
	}
	client.end();
	bare.end();
	return lines;
}

/** Pages that have no bare twin; the headers say who asks. */
export async function benchPlainMisses(
	site: OwnSite,
	pages: { name: string; path: string; headers?: Record<string, string> }[],
	{ atMost, amount }: { atMost: number; amount: number },
): Promise<Line[]> {
	const client = new Client();
	const load = { connections: CONNECTIONS, amount };
	const sides = Object.fromEntries(
		pages.map(({ name, path, headers }) => [
			name,
			() => client.cost(site.pid, { url: `${site.origin}${path}`, ...load, headers: { ...READER, ...headers } }),
		]),
	);
	const found = await inTurn(sides);
	client.end();
	return Object.entries(found).map(([name, turns]) => plainLine(`miss, ${name}`, "CPU ms", sideOf(turns)["cpuMs"] as Spread, { atMost }));
}

async function requireSamePairs({ ours, limit }: Record<"ours" | "limit", string>): Promise<void> {
	const [own, bare] = await Promise.all([ours, limit].map(async (url) => picturesIn(await (await fetch(url, { headers: READER })).text())));
	if (!own || own !== bare) throw new Error(`${ours} shows ${own} pictures, ${limit} shows ${bare}`);
}

export function picturesIn(html: string): number {
	return html.match(/<picture>|<picture /g)?.length ?? 0;
}
