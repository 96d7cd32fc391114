import { setImmediate } from "node:timers/promises";
import { getTableColumns, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { Refusal } from "#domain/errors.ts";
import { type Ballot, requireCastable, type Station } from "../rules.ts";
import { sealedChoice } from "./seal.ts";
import { stationOf } from "./station.ts";

export interface BoxedBallot extends Ballot {
	roundId: string;
	/** A mark of the phone or of the kiosk's place that reveals neither. */
	deviceMark: string | null;
}

export interface Cast {
	version: number;
}

interface Waiting {
	ballot: BoxedBallot;
	resolve: (cast: Cast) => void;
	reject: (failure: unknown) => void;
}

// A crowd of one or two seconds; more would wait longer than people do.
const MOST_WAITING = 5000;
// Limits how long one commit holds the thread.
const MOST_AT_ONCE = 500;

// Turns of the event loop: a household is looked up in two or three, and nobody waits longer for a neighbour.
const MOST_TURNS = 8;

const waiting: Waiting[] = [];
let isEmptying = false;
/** Ballots that have arrived and have no answer yet, and those of them that are in the box. */
let arrived = 0;
let inBox = 0;

/** Wraps a ballot's way from its arrival to its answer. A commit costs as much as seven ballots, so it waits a moment for those whose household is still being looked up. */
export async function bringing<T>(work: () => Promise<T>): Promise<T> {
	arrived += 1;
	try {
		return await work();
	} finally {
		arrived -= 1;
	}
}

/** Ballots that arrive during a durable commit go into the next one together. Each caller gets its answer when its own is on the disk or refused. */
export function dropIntoBox(ballot: BoxedBallot): Promise<Cast> {
	if (waiting.length >= MOST_WAITING) return Promise.reject(new Refusal("busy", "ballots.busy", { retryAfterSeconds: 5 }));
	return new Promise((resolve, reject) => {
		waiting.push({ ballot, resolve, reject });
		inBox += 1;
		if (!isEmptying) void emptyBox();
	});
}

async function emptyBox(): Promise<void> {
	isEmptying = true;
	while (waiting.length > 0) {
		// The pause collects what arrived in the same turn, and lets answers go out between two commits.
		for (let turn = 0; turn === 0 || (turn < MOST_TURNS && arrived > inBox); turn++) await setImmediate();
		await commitTogether();
	}
	isEmptying = false;
}

async function commitTogether(): Promise<void> {
	let batch: Waiting[] = [];
	try {
		const outcomes = await write((tx) => {
			batch = waiting.splice(0, MOST_AT_ONCE);
			return castAll(tx, batch.map(ballotIn));
		});
		for (const [n, one] of batch.entries()) settle(one, outcomes[n]);
	} catch (failure) {
		if (batch.length === 0) batch = waiting.splice(0);
		if (batch.length === 1) return settle(batch[0] as Waiting, failure as Error);
		// If the database refuses the whole batch, each ballot is tried alone, so that one does not harm the others.
		for (const one of batch) {
			const [outcome] = await write((tx) => castAll(tx, [one.ballot])).catch((error: Error) => [error]);
			settle(one, outcome);
		}
	}
}

function ballotIn({ ballot }: Waiting): BoxedBallot {
	return ballot;
}

function settle({ resolve, reject }: Waiting, outcome: Cast | Error | undefined): void {
	inBox -= 1;
	if (outcome && "version" in outcome) resolve(outcome);
	else reject(outcome);
}

type Row = typeof ballots.$inferInsert;

export async function castAll(tx: Tx, boxed: BoxedBallot[]): Promise<(Cast | Error)[]> {
	const stations = new Map<string, Station | null>();
	for (const [roundId, ofRound] of Map.groupBy(boxed, (ballot) => ballot.roundId))
		stations.set(roundId, await stationOf(tx, roundId, ofRound));
	const rows: Row[] = [];
	const outcomes = boxed.map((ballot) => {
		try {
			return castOne(ballot, stations.get(ballot.roundId), rows);
		} catch (refusal) {
			return refusal as Error;
		}
	});
	for (const row of rows) await casting(tx).execute(row);
	return outcomes;
}

const casting = prepared((on) => {
	const { seq: _, ...columns } = getTableColumns(ballots);
	const values = Object.keys(columns).map((name) => [name, sql.placeholder(name)]);
	return on.insert(ballots).values(Object.fromEntries(values)).prepare();
});

function castOne(ballot: BoxedBallot, station: Station | null | undefined, rows: Row[]): Cast {
	if (!station) throw new Refusal("not_found", "common.notFound");
	const voter = requireCastable(ballot, station);
	const { roundId, numbers, channel, at, deviceMark } = ballot;
	// Taking back twice counts once. Any other ballot is a row even with the same choice; otherwise somebody could test guesses against the box.
	const isWithdrawn = numbers.length === 0;
	if (isWithdrawn && voter.last?.isWithdrawn) return { version: voter.version };
	const { rollNumber, version } = Object.assign(voter, { version: voter.version + 1, last: { channel, at, isWithdrawn } });
	const sealed = sealedChoice(roundId, { rollNumber, version, numbers });
	rows.push({ roundId, rollNumber, version, channel, votes: numbers.length, sealed, at, deviceMark });
	return { version };
}
