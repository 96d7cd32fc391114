import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { expiryAnnouncements, pointLots } from "#db/schema/funds.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { notify } from "#domain/notices/notify.ts";
import { append, redeemableOf } from "#domain/points/ledger.ts";
import { ruleInForce } from "#domain/points/rulebook.ts";
import { SPENT } from "#domain/points/rules.ts";
import { dueStep, expiresAt, leftIn, newestToAnnounce } from "./rules.ts";

interface Lot {
	householdId: string;
	month: string;
}

/** Redeemable points expire two years after the month that brought them, the oldest first, once their household was told twice. Honour does not expire. */
export async function expirePoints({ dueBy, at }: Sweep): Promise<void> {
	const { householdId, month, endedAt } = pointLots;
	const due = await db
		.select({ householdId, month })
		.from(pointLots)
		.where(and(isNull(endedAt), lte(month, newestToAnnounce(dueBy))))
		.orderBy(asc(month), asc(householdId));
	for (const lot of due) await write((tx) => tend(tx, lot, { dueBy, at }));
}

async function tend(tx: Tx, lot: Lot, { dueBy, at }: Sweep): Promise<void> {
	const { householdId, month } = lot;
	const lots = await tx.select().from(pointLots).where(eq(pointLots.householdId, householdId));
	const points = leftIn(month, lots, await redeemableOf(tx, householdId));
	const expired = lots.find((one) => one.month === month)?.expired ?? 0;
	const isLot = and(eq(pointLots.householdId, householdId), eq(pointLots.month, month));
	if (points === 0) {
		if (expiresAt(month) <= dueBy) await tx.update(pointLots).set({ endedAt: at }).where(isLot);
		return;
	}
	const { step: saidStep, at: saidAt } = expiryAnnouncements;
	const told = await tx
		.select({ step: saidStep, at: saidAt })
		.from(expiryAnnouncements)
		.where(and(eq(expiryAnnouncements.householdId, householdId), eq(expiryAnnouncements.month, month)));
	const step = dueStep(month, told, { dueBy, at });
	if (step === "expire") {
		const { id: ruleId } = await ruleInForce(tx, SPENT, at);
		const entry = { householdId, kind: "expire" as const, points: -points, held: 0, refersTo: null, ruleId, month };
		await append(tx, {
			...entry,
			source: `expiry:${householdId}:${month}:${expired}`,
			evidence: `lot:${month}`,
			actorId: null,
			at,
		});
		await tx.update(pointLots).set({ endedAt: at }).where(isLot);
	} else if (step) {
		await tx.insert(expiryAnnouncements).values({ ...lot, step, at });
		const params = { points, until: expiresAt(month).getTime() };
		const occasion = Number(month.replace("-", "")) * 10 + (step === "ninety" ? 1 : 2);
		await notify(tx, { kind: "points_expire", params, subject: `household:${householdId}`, occasion, to: { householdId }, at });
	}
}
