import { desc, eq, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { villageAccounts } from "#db/schema/funds.ts";
import { households } from "#db/schema/households.ts";
import { pointEntries, pointLegs } from "#db/schema/points.ts";
import { Refusal } from "#domain/errors.ts";
import { chainHash } from "#platform/hash.ts";
import { type Account, coveredOf, redeemableTaken } from "./rules.ts";
import type { EntryKind } from "./types.ts";

export type LedgerEntry = typeof pointEntries.$inferSelect;

export interface NewEntry {
	householdId: string;
	kind: EntryKind;
	points: number;
	held: number;
	/** The entry that this one vests or reverses. */
	refersTo: number | null;
	ruleId: string;
	/** What it is for, e.g. "decision:3kd…"; unique in the ledger. */
	source: string;
	evidence: string;
	month: string;
	actorId: string | null;
	at: Date;
}

/** If the source is already there, that entry is returned and nothing changes. */
export async function append(tx: Tx, entry: NewEntry): Promise<LedgerEntry> {
	const standing = await entryOf(tx, entry.source);
	if (standing) return standing;
	await requireOpenMonth(tx, entry);
	const account = await accountsOf(tx, entry.householdId);
	const redeemable = await backedPart(tx, entry, account);
	const [last] = await tx
		.select({ seq: pointEntries.seq, hash: pointEntries.hash })
		.from(pointEntries)
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	const after = { balanceAfter: account.balance + entry.points, heldAfter: account.held + entry.held };
	const chained = { ...entry, ...after, redeemable, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? "" };
	const [added] = await tx
		.insert(pointEntries)
		.values({ ...chained, hash: hashOf(chained) })
		.returning();
	return added as LedgerEntry;
}

/** Nothing is dated into a month that its village has closed; the same is asked by a trigger. */
async function requireOpenMonth(tx: Tx, { householdId, at }: NewEntry): Promise<void> {
	const [closed] = await tx.all<{ month: string }>(sql`
		select c.month from point_closes c join households h on h.village_id = c.village_id
		where h.id = ${householdId} and c.ends_at > ${at.getTime()} order by c.ends_at desc limit 1`);
	if (closed) throw new Refusal("conflict", "closes.refused.closedMonth", { params: closed });
}

type Chained = NewEntry & Pick<LedgerEntry, "seq" | "balanceAfter" | "heldAfter" | "previousHash"> & { redeemable?: number | null };

/** SHA-256 over the previous hash and all columns but the hash itself; entries from before there were funds have no `redeemable`. */
export function hashOf({ at, redeemable, ...entry }: Chained): string {
	const known = typeof redeemable === "number" ? { redeemable } : {};
	return chainHash(entry.previousHash, { ...entry, ...known, at: at.getTime() });
}

/** Of an entry's points, what the village's fund stands for; the same is asked by a trigger. */
async function backedPart(tx: Tx, entry: NewEntry, account: Account): Promise<number> {
	const { kind, points, source, refersTo } = entry;
	if (points === 0) return 0;
	if (kind === "redeem" || kind === "expire") return points;
	if (kind === "reverse") return (await legsOf(tx, refersTo ?? 0)).redeemable === 0 ? 0 : points;
	if (/^merger:.*:out$/.test(source)) return -account.redeemable || 0;
	if (/^merger:.*:in$/.test(source))
		return -(await legsOf(tx, (await entryOf(tx, source.replace(/:in$/, ":out")))?.seq ?? 0)).redeemable || 0;
	if (points < 0) return -redeemableTaken(-points, account) || 0;
	return coveredOf(points, await leftInFund(tx, entry.householdId));
}

async function legsOf(reader: Reader, seq: number): Promise<{ redeemable: number }> {
	const [legs] = await reader.select({ redeemable: pointLegs.redeemable }).from(pointLegs).where(eq(pointLegs.entrySeq, seq));
	return legs ?? { redeemable: 0 };
}

async function leftInFund(reader: Reader, householdId: string): Promise<number> {
	const { deposited, liability, spent } = villageAccounts;
	const [fund] = await reader
		.select({ deposited, liability, spent })
		.from(households)
		.innerJoin(villageAccounts, eq(villageAccounts.villageId, households.villageId))
		.where(eq(households.id, householdId));
	return fund ? fund.deposited - fund.liability - fund.spent : 0;
}

/** The source under which a hold goes on in the household into which its own was merged. */
export const movedFrom = (seq: number) => `moved:${seq}`;

export async function entryOf(reader: Reader, source: string): Promise<LedgerEntry | undefined> {
	const [entry] = await reader.select().from(pointEntries).where(eq(pointEntries.source, source));
	return entry;
}

export async function entryAfter(reader: Reader, { seq }: LedgerEntry): Promise<LedgerEntry | undefined> {
	const [entry] = await reader.select().from(pointEntries).where(eq(pointEntries.refersTo, seq));
	return entry;
}

/** The household's balance and held points, which its last entry carries (trigger). */
export async function accountOf(reader: Reader, householdId: string): Promise<{ balance: number; held: number }> {
	const [last] = await reader
		.select({ balance: pointEntries.balanceAfter, held: pointEntries.heldAfter })
		.from(pointEntries)
		.where(eq(pointEntries.householdId, householdId))
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	return last ?? { balance: 0, held: 0 };
}

/** The same with what is redeemable of the balance. */
export async function accountsOf(reader: Reader, householdId: string): Promise<Account> {
	return { ...(await accountOf(reader, householdId)), redeemable: await redeemableOf(reader, householdId) };
}

/** What the household could spend now: the rest of its balance is honour. */
export async function redeemableOf(reader: Reader, householdId: string): Promise<number> {
	const [last] = await reader
		.select({ redeemable: pointLegs.redeemableAfter })
		.from(pointLegs)
		.where(eq(pointLegs.householdId, householdId))
		.orderBy(desc(pointLegs.entrySeq))
		.limit(1);
	return last?.redeemable ?? 0;
}

/** All points of the household that are not held. */
export async function balanceOf(householdId: string): Promise<number> {
	return (await accountOf(db, householdId)).balance;
}
