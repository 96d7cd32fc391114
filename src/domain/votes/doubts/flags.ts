import { asc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { homesByNumber } from "../rounds/roll-homes.ts";
import type { FlagView, RollHome } from "../types.ts";
import { evidenceIn } from "./kept-evidence.ts";

export async function flagsOf(roundId: string): Promise<FlagView[]> {
	const { id, evidence, foundAt, note, answeredAt, answeredBy } = voteFlags;
	const rows = await db
		.select({ id, evidence, foundAt, note, answeredAt, answeredBy, byName: people.name })
		.from(voteFlags)
		.leftJoin(people, eq(people.id, voteFlags.answeredBy))
		.where(eq(voteFlags.roundId, roundId))
		.orderBy(sql`${answeredAt} is not null`, asc(voteFlags.kind), asc(foundAt), asc(id));
	const flags = rows.map((row) => ({ ...row, evidence: evidenceIn(row.evidence) }));
	const homes = await homesByNumber(db, roundId, [...new Set(flags.flatMap((flag) => flag.evidence.households))]);
	return flags.map((flag) => ({
		flagId: flag.id,
		evidence: flag.evidence,
		homes: amongst(flag.evidence.households, homes),
		foundAt: flag.foundAt,
		answer: flag.answeredAt ? { note: flag.note, byId: flag.answeredBy ?? "", byName: flag.byName ?? "", at: flag.answeredAt } : null,
	}));
}

function amongst(households: number[], homes: Map<number, RollHome>): RollHome[] {
	const numbers = new Set(households);
	return [...homes.values()].filter(({ rollNumber }) => numbers.has(rollNumber));
}
