import { and, eq, max } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { households } from "#db/schema/households.ts";
import type { OwnDispute } from "./types.ts";

/** What a household said against its entries, and from when on entries may still be disputed: what is older stands in a month that is locked. */
export async function ownDisputes(householdId: string): Promise<{ disputes: Map<number, OwnDispute>; openSince: Date }> {
	const { entrySeq, words, saidBy, isUpheld, correction, answer, answeredAt } = pointDisputes;
	const [rows, [locked]] = await Promise.all([
		db
			.select({ entrySeq, words, saidBy, isUpheld, correction, answer, answeredAt })
			.from(pointDisputes)
			.where(eq(pointDisputes.householdId, householdId)),
		db
			.select({ endsAt: max(pointCloses.endsAt) })
			.from(pointCloses)
			.innerJoin(households, eq(households.villageId, pointCloses.villageId))
			.where(and(eq(households.id, householdId), eq(pointCloses.stage, "locked"))),
	]);
	return { disputes: new Map(rows.map(({ entrySeq: seq, ...row }) => [seq, row])), openSince: locked?.endsAt ?? new Date(0) };
}
