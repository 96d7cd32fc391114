import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";
import { mark, seal, unseal } from "#platform/secrets.ts";
import { homesByNumber } from "../rounds/roll.ts";
import { ownRound } from "../rounds/round.ts";
import type { Evidence, FlagView, RollHome, Visits } from "../types.ts";
import type { Found } from "./flag-rules.ts";
import { isOwnBallot } from "./officers.ts";

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

/** Hamlet by hamlet, as somebody walks. */
function amongst(households: number[], homes: Map<number, RollHome>): RollHome[] {
	const numbers = new Set(households);
	const mine = [...homes.values()].filter(({ rollNumber }) => numbers.has(rollNumber));
	return [...Map.groupBy(mine, ({ hamletId }) => hamletId).values()].flat();
}

interface Answer {
	flagId: string;
	/** What was found out; it changes no ballot. */
	note: string;
	by: Viewer;
	at: Date;
}

/** Writes down what was found out about a flag. Only its author may change it; the trail keeps that there were other words. */
export async function answerFlag({ flagId, note, by, at }: Answer): Promise<void> {
	const words = wordsWithin(note, { least: 2, most: 500 });
	if (words === undefined) throw new Refusal("invalid", "doubts.noteMissing", { field: "note" });
	await write(async (tx) => {
		const [flag] = await tx.select().from(voteFlags).where(eq(voteFlags.id, flagId));
		if (!flag) throw new Refusal("not_found", "common.notFound");
		await ownRound(flag.roundId, by, tx);
		for (const rollNumber of evidenceIn(flag.evidence).households)
			if (await isOwnBallot(tx, by.personId, { roundId: flag.roundId, rollNumber })) throw new Refusal("forbidden", "households.recused");
		if (flag.answeredBy && flag.answeredBy !== by.personId) throw new Refusal("conflict", "doubts.answeredByAnother", { field: "note" });
		if (flag.note === words && flag.answeredBy === by.personId) return;
		await tx.update(voteFlags).set({ note: words, answeredBy: by.personId, answeredAt: at }).where(eq(voteFlags.id, flagId));
		await record(tx, { at, actorId: by.personId, action: "flag.answer", subject: `flag:${flagId}` });
	});
}

/** What is stored of a find. A ring reveals who voted for whom, so it is sealed like a ballot and named by a mark instead of its candidates. */
export function keptOf(roundId: string, { subject, evidence }: Found): { subject: string; evidence: Record<string, unknown> } {
	if (evidence.kind !== "ring") return { subject, evidence: { ...evidence } };
	return { subject: mark("flags", `${roundId} ${subject}`), evidence: { kind: "ring", sealed: seal("flags", JSON.stringify(evidence)) } };
}

export function evidenceIn(kept: Record<string, unknown>): Evidence {
	const evidence = typeof kept["sealed"] === "string" ? JSON.parse(unseal("flags", kept["sealed"])) : kept;
	return evidence as Evidence;
}

/** 回访抽查 of a counted round, in figures; null if no ballot passed through other hands. */
export async function visitsOf(roundId: string): Promise<Visits | null> {
	const [sample] = await db
		.select({
			drawn: sql<number>`json_array_length(${voteFlags.evidence}, '$.households')`,
			isAnswered: sql`${isNotNull(voteFlags.answeredAt)}`.mapWith(Boolean),
		})
		.from(voteFlags)
		.where(and(eq(voteFlags.roundId, roundId), eq(voteFlags.kind, "sample")));
	if (sample) return sample;
	return (await passedThroughHands(roundId)) ? { drawn: 0, isAnswered: false } : null;
}

/** Whether any last ballot would have been in the draw: from a kiosk, on paper, or by a slip printed since the announcement. */
async function passedThroughHands(roundId: string): Promise<boolean> {
	const lastBallot = sql`votes > 0 and version = (select max(version) from ballots last where last.round_id = b.round_id and last.roll_number = b.roll_number)`;
	const [found] = await db.all(sql`
		select 1 from ballots b where round_id = ${roundId} and channel <> 'phone' and ${lastBallot}
		union all
		select 1 from sign_in_slips s join vote_roll v on v.round_id = ${roundId} and v.household_id = s.household_id
			join ballots b on b.round_id = v.round_id and b.roll_number = v.number and ${lastBallot}
			where s.issued_at >= (select at from vote_round_stages where round_id = ${roundId} and stage = 'announced')
		limit 1`);
	return found !== undefined;
}
