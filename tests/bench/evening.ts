import { statSync } from "node:fs";
import { count } from "drizzle-orm";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { verifyEverything } from "#domain/verify.ts";
import { env } from "#platform/env.ts";
import { isStoredName, storedPath } from "#platform/storage.ts";
import type { OwnSite } from "#tests/server.ts";
import { type Line, plainLine } from "./lines.ts";
import { type Answers, Client, READER } from "./load.ts";
import { cameraFile, senderOf } from "./photos.ts";
import type { Place } from "./place.ts";
import { spreadOf } from "./rounds.ts";
import type { Sent } from "./uploader.ts";

// Of 2,000 connections 95 % read, 4 % vote, 1 % send photos of twelve megapixels: each asks once a second, a photo takes its sender ten.
const READERS = 1_900;
const VOTERS = 80;
const PHOTOS_A_SECOND = 2;

/** An evening on which a county reads, votes and sends: nothing may fail, and what was accepted is kept. */
export async function benchEvening({ onSite, pages, households }: Place, seconds: number, say: (what: string) => void): Promise<Line[]> {
	const paths = ["/", "/wall", "/villages", ...pages.map(({ path }) => path)];
	const { readers, voters, photos } = await onSite((site) => {
		say(`${seconds} seconds of an evening …`);
		return evening(site, { paths, seconds, households });
	});
	requireAll(readers.statuses, "200");
	requireAll(voters.statuses, "303");
	await requireKept(voters.total);
	const line = (what: string, unit: string, value: number, most?: number) =>
		plainLine(`evening, ${what}`, unit, spreadOf([value]), most === undefined ? undefined : { atMost: most });
	return [
		line("kept pages", "a second", readers.perSecond),
		line("kept pages", "p99 ms", readers.p99Ms, 250),
		line("kept pages", "longest ms", readers.maxMs),
		line("votes", "a second", voters.perSecond),
		line("votes", "p99 ms", voters.p99Ms),
		line("photos", "taken in", photos.answers.length),
		line("photos", "median ms", spreadOf(photos.answers).median),
		line("photos", "told to come again", photos.toldToWait, 0),
	];
}

interface Evening {
	paths: string[];
	seconds: number;
	households: Place["households"];
}

async function evening({ origin }: OwnSite, { paths, seconds, households }: Evening) {
	const [reading, voting, sending] = [new Client(), new Client(), senderOf()];
	const votes = VOTERS * seconds;
	const amount = PHOTOS_A_SECOND * seconds;
	const photos = { origin, file: await cameraFile(), amount, perSecond: PHOTOS_A_SECOND, from: households(amount), isPatient: true };
	const [readers, voters, taken]: [Answers, Answers, Sent] = await Promise.all([
		reading.load({ url: origin, connections: READERS, overallRate: READERS, duration: seconds, headers: READER, paths }),
		voting.load({ url: origin, connections: VOTERS, overallRate: VOTERS, amount: votes, ballotsFrom: households(votes) }),
		sending.send(photos),
	]);
	for (const client of [reading, voting, sending]) client.end();
	return { readers, voters, photos: taken };
}

function requireAll(statuses: Record<string, number>, wanted: string): void {
	if (Object.keys(statuses).join() !== wanted) throw new Error(`not all were answered with ${wanted}: ${JSON.stringify(statuses)}`);
}

async function requireKept(accepted: number): Promise<void> {
	await openDatabase(env.databaseFile);
	const [{ rows } = { rows: 0 }] = await db.select({ rows: count() }).from(ballots);
	// The waiting pairs and the candidates of the small site are rows without files, so files are looked at here.
	const { files: _, brokeOff, ...found } = await verifyEverything(new Date());
	const files = (await db.select().from(photoDerivatives)).filter(({ name }) => isStoredName(name));
	await closeDatabase();
	const short = files.filter(({ name, bytes }) => statSync(storedPath("photos", name)).size !== bytes);
	const faults = Object.entries(found).filter(([, check]) => typeof check === "object" && check.faults.length > 0);
	if (rows !== accepted) throw new Error(`${rows} ballots are kept, ${accepted} were accepted`);
	if (faults.length + short.length > 0 || brokeOff.some(({ check }) => check !== "files"))
		throw new Error(`not sound after the evening: ${JSON.stringify([faults, short, brokeOff]).slice(0, 500)}`);
}
