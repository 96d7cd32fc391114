import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { closeTo } from "#domain/recusal.ts";
import { wordsWithin } from "#domain/text.ts";
import { mark, seal, unseal } from "#platform/secrets.ts";
import { homesByNumber } from "../rounds/roll.ts";
import { ownRound } from "../rounds/round.ts";
import type { Evidence, FlagView, Visits } from "../types.ts";
import { requireBeforeCount } from "./ballot-approvals.ts";
import type { Found } from "./flag-rules.ts";

/** Flags without an answer come first; households stand hamlet by hamlet, as somebody walks. */
export async function flagsOf(roundId: string): Promise<FlagView[]> {
	const { id, evidence, foundAt, note, isWaived, answeredAt, answeredBy } = voteFlags;
	const rows = await db
		.select({ flagId: id, evidence, foundAt, note, isWaived, at: answeredAt, byId: answeredBy, byName: people.name })
		.from(voteFlags)
		.leftJoin(people, eq(people.id, answeredBy))
		.where(eq(voteFlags.roundId, roundId))
		.orderBy(sql`${answeredAt} is not null`, asc(voteFlags.kind), asc(foundAt), asc(id));
	const views = rows.map(async ({ flagId, foundAt, note, isWaived, at, byId, byName, ...row }) => {
		const evidence = evidenceIn(row.evidence);
		const homes = Map.groupBy((await homesByNumber(db, roundId, evidence.households)).values(), ({ hamletId }) => hamletId);
		const answer = at && { note, isWaived, byId: byId ?? "", byName: byName ?? "", at };
		return { flagId, evidence, foundAt, homes: [...homes.values()].flat(), answer };
	});
	return Promise.all(views);
}

interface Answer {
	flagId: string;
	note: string;
	/** Nobody asks the drawn households, and the note says why. */
	isWaived?: boolean;
	by: Viewer;
	at: Date;
}

/** Only its author may change an answer, until the count; the trail keeps that there were other words. */
export async function answerFlag({ flagId, note, isWaived = false, by, at }: Answer): Promise<void> {
	const words = wordsWithin(note, { least: 2, most: 500 });
	if (words === undefined) throw new Refusal("invalid", "doubts.noteMissing", { field: "note" });
	await write(async (tx) => {
		const [flag] = await tx.select().from(voteFlags).where(eq(voteFlags.id, flagId));
		if (!flag || (isWaived && flag.kind !== "sample")) throw new Refusal("not_found", "common.notFound");
		requireBeforeCount(await ownRound(flag.roundId, by, tx));
		const isListed = and(eq(voteRoll.roundId, flag.roundId), inArray(voteRoll.number, evidenceIn(flag.evidence).households));
		const isClose = sql`${voteRoll.householdId} in ${closeTo(by.personId)}`;
		// A waiver is public, and a village with one admin must be able to count.
		if (!isWaived && (await tx.$count(voteRoll, and(isListed, isClose))) > 0) throw new Refusal("forbidden", "households.recused");
		if (flag.answeredBy && flag.answeredBy !== by.personId) throw new Refusal("conflict", "doubts.answeredByAnother", { field: "note" });
		if (flag.note === words && flag.isWaived === isWaived && flag.answeredBy === by.personId) return;
		await tx.update(voteFlags).set({ note: words, isWaived, answeredBy: by.personId, answeredAt: at }).where(eq(voteFlags.id, flagId));
		const action = isWaived ? "flag.waive" : "flag.answer";
		await record(tx, { at, actorId: by.personId, action, subject: `flag:${flagId}` });
	});
}

/** A ring reveals who voted for whom, so it is sealed like a ballot and named by a mark instead of its candidates. */
export function keptOf(roundId: string, { subject, evidence }: Found): { subject: string; evidence: Record<string, unknown> } {
	if (evidence.kind !== "ring") return { subject, evidence: { ...evidence } };
	return { subject: mark("flags", `${roundId} ${subject}`), evidence: { kind: "ring", sealed: seal("flags", JSON.stringify(evidence)) } };
}

function evidenceIn(kept: Record<string, unknown>): Evidence {
	const evidence = typeof kept["sealed"] === "string" ? JSON.parse(unseal("flags", kept["sealed"])) : kept;
	return evidence as Evidence;
}

/** Null if no ballot passed through others' hands. */
export async function visitsOf(roundId: string): Promise<Visits | null> {
	const isSample = and(eq(voteFlags.roundId, roundId), eq(voteFlags.kind, literal("sample")));
	const [sample] = await db.select().from(voteFlags).where(isSample);
	if (!sample) return (await handedOn(roundId)).length > 0 ? { drawn: 0, isAnswered: false, waivedWhy: null } : null;
	const { evidence, answeredAt, isWaived, note } = sample;
	return { drawn: evidenceIn(evidence).households.length, isAnswered: answeredAt !== null, waivedWhy: isWaived ? note : null };
}

/** Roll numbers of the ballots from a kiosk, on paper, or with a slip printed between the announcement and the ballot. */
export async function handedOn(roundId: string): Promise<number[]> {
	const rows = await db.all<{ rollNumber: number }>(sql`select b.roll_number as rollNumber from ballots b
		join vote_roll v on v.round_id = b.round_id and v.number = b.roll_number
		where b.round_id = ${roundId} and b.votes > 0
			and b.version = (select max(version) from ballots last where last.round_id = b.round_id and last.roll_number = b.roll_number)
			and (b.channel <> 'phone' or exists (select 1 from sign_in_slips s where s.household_id = v.household_id and s.issued_at <= b.at
				and s.issued_at >= (select at from vote_round_stages where round_id = b.round_id and stage = 'announced')))`);
	return rows.map(({ rollNumber }) => rollNumber);
}
