import { asc, desc, eq, getTableColumns, gt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointEntries, pointLegs } from "#db/schema/points.ts";
import { hashOf, type LedgerEntry } from "./ledger.ts";
import type { Account } from "./rules.ts";

const ROWS_A_STEP = 1000;

export type LedgerFault = { fault: "gap" | "broken_chain" | "wrong_hash" | "wrong_balance" | "below_zero" | "wrong_legs"; seq: number };

interface Walk {
	seq: number;
	hash: string;
	accounts: Map<string, Account>;
}

type Row = LedgerEntry & { legs: typeof pointLegs.$inferSelect | null };

/** Recomputes the chain, every balance and both sides of each entry, a thousand rows at a time. It goes on from what each row says, so one fault is reported once. */
export async function verifyLedger(onProgress: (done: number, total: number) => void = () => undefined) {
	const total = (await lastEntry())?.seq ?? 0;
	const walk: Walk = { seq: 0, hash: "", accounts: new Map() };
	const faults: LedgerFault[] = [];
	for (let rows = await entriesAfter(0); rows.length > 0; rows = await entriesAfter(walk.seq)) {
		for (const entry of rows) {
			faults.push(...faultsOf(entry, walk));
			stepTo(entry, walk);
		}
		onProgress(walk.seq, total);
	}
	return { entries: walk.seq, households: walk.accounts.size, head: walk.hash, faults };
}

async function lastEntry(): Promise<LedgerEntry | undefined> {
	const [last] = await db.select().from(pointEntries).orderBy(desc(pointEntries.seq)).limit(1);
	return last;
}

function entriesAfter(seq: number): Promise<Row[]> {
	return db
		.select({ ...getTableColumns(pointEntries), legs: pointLegs })
		.from(pointEntries)
		.leftJoin(pointLegs, eq(pointLegs.entrySeq, pointEntries.seq))
		.where(gt(pointEntries.seq, seq))
		.orderBy(asc(pointEntries.seq))
		.limit(ROWS_A_STEP);
}

function faultsOf({ hash, legs, ...entry }: Row, { seq, hash: previousHash, accounts }: Walk): LedgerFault[] {
	const faults: LedgerFault["fault"][] = [];
	if (entry.seq !== seq + 1) faults.push("gap");
	if (entry.previousHash !== previousHash) faults.push("broken_chain");
	if (hashOf(entry) !== hash) faults.push("wrong_hash");
	const { balance, held, redeemable } = accounts.get(entry.householdId) ?? { balance: 0, held: 0, redeemable: 0 };
	if (entry.balanceAfter !== balance + entry.points || entry.heldAfter !== held + entry.held) faults.push("wrong_balance");
	if (entry.balanceAfter < 0 || entry.heldAfter < 0) faults.push("below_zero");
	// Of an entry whose own figures are wrong the other side says nothing new.
	if (faults.length === 0 && (!legs || !fits(legs, entry, redeemable))) faults.push("wrong_legs");
	return faults.map((fault) => ({ fault, seq: entry.seq }));
}

function fits(legs: NonNullable<Row["legs"]>, entry: Omit<LedgerEntry, "hash">, before: number): boolean {
	const { redeemable, honour, held, fund, spent, given, redeemableAfter, honourAfter } = legs;
	return (
		redeemable + honour + held + fund + spent + given === 0 &&
		legs.householdId === entry.householdId &&
		redeemable === (entry.redeemable ?? 0) &&
		redeemable + honour === entry.points &&
		held === entry.held &&
		redeemableAfter === before + redeemable &&
		honourAfter === entry.balanceAfter - redeemableAfter &&
		Math.min(redeemableAfter, honourAfter) >= 0
	);
}

function stepTo({ seq, hash, householdId, balanceAfter, heldAfter, legs }: Row, walk: Walk): void {
	walk.seq = seq;
	walk.hash = hash;
	walk.accounts.set(householdId, { balance: balanceAfter, held: heldAfter, redeemable: legs?.redeemableAfter ?? 0 });
}

/** Adds each village's books up anew: what was deposited and signed, what its households' entries owe and spent, what went along with households. */
export async function verifyFunds() {
	const wrong = await db.all<{ village: string }>(sql`with moved (village_id, deposited, liability, spent) as (
			select village_id, 0, redeemable, spent from point_legs where redeemable <> 0
			union all select f.village_id, f.deposit, 0, 0 from village_funds f
				where exists (select 1 from approvals a where a.kind = 'fund' and a.subject = f.id and a.answer = 'signed')
			union all select from_village_id, -points, -points * is_owed, 0 from fund_moves
			union all select to_village_id, points, points * is_owed, 0 from fund_moves),
		counted as (select village_id, sum(deposited) as deposited, sum(liability) as liability, sum(spent) as spent from moved group by village_id)
		select r.name as village from regions r left join counted c on c.village_id = r.id left join village_accounts a on a.village_id = r.id
		where (coalesce(c.deposited, 0), coalesce(c.liability, 0), coalesce(c.spent, 0)) <> (coalesce(a.deposited, 0), coalesce(a.liability, 0), coalesce(a.spent, 0))
			or a.liability <> (select coalesce(sum(redeemable_after), 0) from point_legs l join households h on h.id = l.household_id
				where h.village_id = r.id and l.entry_seq = (select max(entry_seq) from point_legs where household_id = h.id))`);
	const [known] = await db.all<{ villages: number }>(sql`select count(*) as villages from village_accounts`);
	return { villages: known?.villages ?? 0, faults: wrong };
}
