import { sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import type { HouseholdRow } from "./household.ts";

// What keeps a household where it is for a while. The triggers `households_*` read the same view, `households_in_votes`.

interface InVote {
	round: string;
	part: "roll" | "candidate";
	opensAt: number;
	closesAt: number;
	paperUntil: number;
}

function votesOf(reader: Reader, householdId: string): Promise<InVote[]> {
	return reader.all<InVote>(sql`
		select name as round, part, opens_at as opensAt, closes_at as closesAt, paper_until as paperUntil
		from households_in_votes where household_id = ${householdId} order by part = 'roll', paper_until desc`);
}

/** The vote for which a household may neither end nor leave its village, told before anybody fills in a form. */
export async function voteOn(householdId: string): Promise<InVote | null> {
	const [vote] = await votesOf(db, householdId);
	return vote ?? null;
}

/** Before a household ends or leaves its village: not while a vote counts on it, nor while a pair of it is looked at or an order of it waits. */
export async function requireSettled(tx: Tx, { householdId }: HouseholdRow, at: Date): Promise<void> {
	const [vote] = await votesOf(tx, householdId);
	if (vote) throw new Refusal("conflict", `households.life.inVote.${vote.part}`, { params: { ...vote } });
	if (await hasOrder(tx, householdId)) throw new Refusal("conflict", "households.life.orderWaits");
	if (await isLookedAt(tx, householdId, at)) throw new Refusal("conflict", "households.life.waiting");
}

/** While a household may vote, nobody of it is shut out against their will; who died cannot mind. */
export async function requireNoOpenVote(tx: Tx, { householdId }: HouseholdRow, at: Date): Promise<void> {
	const open = (await votesOf(tx, householdId)).find(
		({ part, opensAt, paperUntil }) => part === "roll" && opensAt <= at.getTime() && at.getTime() < paperUntil,
	);
	if (open) throw new Refusal("conflict", "households.life.openVote", { params: { ...open } });
}

async function hasOrder(tx: Tx, householdId: string): Promise<boolean> {
	return (await tx.all(sql`select 1 from store_orders where household_id = ${householdId} and stage = 'ordered' limit 1`)).length > 0;
}

// A decision can be undone for a minute; then the pair waits again.
async function isLookedAt(tx: Tx, householdId: string, at: Date): Promise<boolean> {
	const rows = await tx.all(sql`
		select 1 from submissions s where s.household_id = ${householdId} and (s.stage = 'waiting' or exists (
			select 1 from decisions d where d.submission_id = s.id and d.undone_at is null and d.decided_at >= ${at.getTime() - MINUTE_MS})) limit 1`);
	return rows.length > 0;
}
