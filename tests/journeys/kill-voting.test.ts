import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { seededRandom } from "#demo/random.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { drilled } from "#tests/drills.ts";
import { roundOf } from "#tests/rounds.ts";
import { type Site, startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

const TRIALS = drilled(20);
const A_TRIAL = 10;
const random = seededRandom("a storm in the evening");
const sessions: string[] = [];
let dataDir: string;

beforeAll(async () => {
	dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-kill-votes-"));
	process.env["DATA_DIR"] = dataDir;
	copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(dataDir, "tingyuan.db"));
	await openDatabase(env.databaseFile);
	const { homes, places } = await inviteCast();
	const voters = [homes.bao, homes.chen, homes.fan];
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + 86_400_000) };
	await roundOf("storm", { regionId: places.shilin.id, candidates: [homes.du, ...voters], roll: voters, votesPerHousehold: 1, ...times });
	for (const { viewer } of voters) sessions.push(await sessionFor(viewer));
	await closeDatabase();
}, 120_000);
afterAll(async () => {
	await closeDatabase();
	rmSync(dataDir, { recursive: true, force: true });
});

/** By household, in the order of the roll: whom each ballot was for that the server has said is stored. */
const stored: number[][] = [[], [], []];

test(`${TRIALS} times the power goes out while households vote: every ballot that was acknowledged is there, in its order`, async () => {
	for (let trial = 1; trial <= TRIALS; trial++) {
		const site = await startSite(dataDir);
		const moment = random.int(1, 2 * A_TRIAL);
		let heard = 0;
		const hear = () => {
			heard += 1;
			if (heard === moment) void site.kill();
		};
		await Promise.all(sessions.map((_, voter) => voteUntilDark(site, voter, hear)));
		await site.kill();
		await openDatabase(env.databaseFile);
		for (const [voter, told] of stored.entries()) expect(missing(told, await said(voter + 1)), `trial ${trial}`).toEqual([]);
		await closeDatabase();
	}
	expect(stored.flat().length).toBeGreaterThan(TRIALS);
}, 120_000);

/** Changes its mind again and again, until the line is cut. */
async function voteUntilDark(site: Site, voter: number, hear: () => void): Promise<void> {
	const phone = new Visitor(site.origin);
	phone.cookies.set("session", sessions[voter] as string);
	for (let n = 0; n < A_TRIAL; n++) {
		// Never the own household, and never the same twice.
		const others = [1, 2, 3, 4].filter((number) => number !== voter + 2 && number !== stored[voter]?.at(-1));
		const number = others[random.int(0, others.length - 1)] as number;
		const headers = { origin: site.origin };
		const sent = { method: "POST", headers, body: new URLSearchParams({ candidate: String(number) }) };
		const answer = await phone.ask("/votes/storm/ballot", sent).catch(() => undefined);
		if (!answer) return;
		expect(answer.status).toBe(303);
		stored[voter]?.push(number);
		hear();
	}
}

async function said(rollNumber: number): Promise<number[]> {
	const rows = await db.select().from(ballots).where(eq(ballots.rollNumber, rollNumber)).orderBy(asc(ballots.version));
	return rows.map((row) => openedChoice("storm", Buffer.from(row.sealed), row)?.[0] ?? 0);
}

/** What was told and is not found, one after the other, among what is written; that may hold more: written, and the answer cut off. */
function missing(told: number[], written: number[]): number[] {
	let at = -1;
	return told.filter((number) => {
		const found = written.indexOf(number, at + 1);
		if (found > at) at = found;
		return found === -1;
	});
}
