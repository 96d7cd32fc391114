import path from "node:path";
import { count } from "drizzle-orm";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { env } from "#platform/env.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { diskOf } from "./disk.ts";
import { type Aim, type Line, lineOf, plainLine } from "./lines.ts";
import { Client } from "./load.ts";
import { duel, duelOf, inTurn, type Spread, sideOf, type Turn } from "./rounds.ts";

// Ballots by HTTP beside what the same disk allows, which writes one after the other however many ask. Enough of each that a 99th percentile is not the longest.
const ALONE = 1_000;
const CROWDS = { 20: 1_500, 50: 2_500 };
const AIM = 1.3;

export async function benchWrites(households: (count: number) => number): Promise<Line[]> {
	const site = await startSite(env.dataDir);
	const [disk, client] = [diskOf(path.join(env.dataDir, "limit")), new Client()];
	let accepted = 0;
	const vote = async (connections: number, amount: number): Promise<Turn> => {
		const ballotsFrom = households(amount);
		accepted += amount;
		return client.cost(site.pid, { url: site.origin, connections, amount, ballotsFrom }, "303");
	};
	const lines: Line[] = [];
	for (const [connections, amount] of Object.entries(CROWDS)) {
		const found = await duel(
			() => vote(Number(connections), amount),
			() => disk.turn("batch", ALONE),
		);
		const what = `votes, ${connections} connections, beside a batch of two statements`;
		lines.push(lineOf(what, "a second", found, { figure: "perSecond", aim: { atLeast: AIM } }));
		lines.push(plainLine(`votes, ${connections} connections`, "CPU ms", found.ours["cpuMs"] as Spread));
	}
	const alone = await inTurn({
		ours: () => vote(1, ALONE),
		batch: () => disk.turn("batch", ALONE),
		fsync: () => disk.turn("fsync", ALONE),
	});
	const beside = (limit: Turn[], of: string, aim?: Aim) => {
		const found = duelOf({ ours: alone.ours, limit });
		return ["p50", "p99"].map((figure) =>
			lineOf(`votes, 1 connection, beside ${of}`, `${figure} ms`, found, {
				figure: `${figure}Ms`,
				aim: figure === "p99" ? aim : undefined,
			}),
		);
	};
	lines.push(...beside(alone.batch, "a batch of two statements"), ...beside(alone.fsync, "one fsync", { atMost: 2 }));
	lines.push(plainLine("votes, 1 connection", "CPU ms", sideOf(alone.ours)["cpuMs"] as Spread));
	await end(site, accepted);
	client.end();
	disk.end();
	return lines;
}

/** What was accepted is stored, once. */
async function end(site: OwnSite, accepted: number): Promise<void> {
	await site.stop();
	await openDatabase(env.databaseFile);
	const [{ rows } = { rows: 0 }] = await db.select({ rows: count() }).from(ballots);
	await closeDatabase();
	if (rows !== accepted) throw new Error(`${rows} ballots are stored, ${accepted} were accepted`);
}
