import { setImmediate as giveWay } from "node:timers/promises";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";

const AT_ONCE = 500;

/** In the order of household and version. A county's are read in parts, with pauses for other work. */
export async function* ballotsIn(roundId: string, which?: SQL, reader: Reader = db) {
	const { seq, rollNumber, version, votes, sealed } = ballots;
	let last = { rollNumber: 0, version: 0 };
	for (;;) {
		const rows = await reader
			.select({ seq, rollNumber, version, votes, sealed })
			.from(ballots)
			.where(and(eq(ballots.roundId, roundId), sql`(${rollNumber}, ${version}) > (${last.rollNumber}, ${last.version})`, which))
			.orderBy(asc(rollNumber), asc(version))
			.limit(AT_ONCE);
		yield* rows.map((row) => ({ ...row, sealed: Buffer.from(row.sealed) }));
		if (rows.length < AT_ONCE) return;
		last = rows.at(-1) ?? last;
		await giveWay();
	}
}
