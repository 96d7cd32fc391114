import { and, eq } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { villageAccounts, villageFunds } from "#db/schema/funds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { Refusal } from "#domain/errors.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { requireLine } from "#domain/said.ts";
import { isQuarter, LARGEST_DEPOSIT } from "./rules.ts";

const DOCUMENT = { field: "documentNumber", least: 2, most: 60, lacks: "points.funds.documentMissing" } as const;

interface Deposit {
	villageId: string;
	/** "2026-Q4". */
	quarter: string;
	/** In points, as typed. */
	deposit: string;
	documentNumber: string;
	by: Viewer;
	at: Date;
}

/** What the village puts up for a quarter: entered by one, counted once a second person signed. The same document again changes nothing. */
export async function depositFund({ villageId, quarter, by, at, ...typed }: Deposit): Promise<string> {
	const deposit = /^\d{1,8}$/.test(typed.deposit) ? Number(typed.deposit) : 0;
	if (!isQuarter(quarter)) throw new Refusal("invalid", "points.funds.quarterMissing", { field: "quarter" });
	if (deposit < 1 || deposit > LARGEST_DEPOSIT)
		throw new Refusal("invalid", "points.funds.depositMissing", { field: "deposit", params: { most: LARGEST_DEPOSIT } });
	const documentNumber = requireLine(typed.documentNumber, DOCUMENT);
	return write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const fundId = await entered(tx, { villageId, quarter, deposit, documentNumber, by, at });
		const about = { kind: "fund", subject: fundId, regionId: villageId, householdId: null, outcome: "deposit" } as const;
		await propose(tx, { ...about, why: `${quarter} ${documentNumber} ${deposit}`, by, at });
		return fundId;
	});
}

type Entered = Omit<Deposit, "deposit"> & { deposit: number };

async function entered(tx: Tx, { villageId, quarter, deposit, documentNumber, by, at }: Entered): Promise<string> {
	const sameDocument = and(eq(villageFunds.villageId, villageId), eq(villageFunds.documentNumber, documentNumber));
	const [standing] = await tx.select().from(villageFunds).where(sameDocument);
	if (!standing) {
		const id = newId();
		await tx.insert(villageFunds).values({ id, villageId, quarter, deposit, documentNumber, enteredBy: by.personId, enteredAt: at });
		return id;
	}
	if (standing.quarter !== quarter || standing.deposit !== deposit)
		throw new Refusal("conflict", "points.funds.documentTaken", { field: "documentNumber" });
	return standing.id;
}

/** The trigger adds it to the village's books. */
export const FUND_APPROVAL: KindRules = { require: async () => undefined };

export interface FundStanding {
	deposited: number;
	/** Redeemable points that households have. */
	liability: number;
	spent: number;
	/** What may still be issued as redeemable. */
	left: number;
}

export async function fundOf(villageId: string): Promise<FundStanding | null> {
	const { deposited, liability, spent } = villageAccounts;
	const [known] = await db.select({ deposited, liability, spent }).from(villageAccounts).where(eq(villageAccounts.villageId, villageId));
	return known ? { ...known, left: known.deposited - known.liability - known.spent } : null;
}
