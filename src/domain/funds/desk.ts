import { eq, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { approvals as approvalRows } from "#db/schema/approvals.ts";
import { villageFunds } from "#db/schema/funds.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { mayWitness } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { fundOf } from "./deposits.ts";

const SELECTED = {
	fundId: villageFunds.id,
	villageId: villageFunds.villageId,
	quarter: villageFunds.quarter,
	deposit: villageFunds.deposit,
	documentNumber: villageFunds.documentNumber,
};

/** The village's books and its deposits, the newest first. */
export async function fundDesk(viewer: Viewer, villageId: string) {
	const village = await requireVillage(db, viewer, villageId);
	const isSigned = sql<number>`exists (select 1 from approvals a where a.kind = 'fund' and a.subject = ${villageFunds.id} and a.answer = 'signed')`;
	const rows = await db
		.select({ ...SELECTED, enteredAt: villageFunds.enteredAt, isSigned })
		.from(villageFunds)
		.where(eq(villageFunds.villageId, villageId));
	const deposits = rows.toSorted((one, other) => other.enteredAt.getTime() - one.enteredAt.getTime());
	return { village, standing: await fundOf(villageId), deposits };
}

/** One deposit with its signatures, for whoever may sign or entered it. */
export async function depositSeen(viewer: Viewer, fundId: string) {
	const [found] = await db
		.select({ ...SELECTED, village: nameAmongAll("regions"), path: regions.path })
		.from(villageFunds)
		.innerJoin(regions, eq(regions.id, villageFunds.villageId))
		.where(eq(villageFunds.id, fundId));
	if (!found || !mayWitness(viewer, { regionPath: found.path })) throw new Refusal("not_found", "common.notFound");
	const approvals = await approvalsOf(["fund"], eq(approvalRows.subject, fundId));
	return { ...found, approvals, signers: await signersOf({ id: found.villageId, path: found.path }, approvals) };
}
