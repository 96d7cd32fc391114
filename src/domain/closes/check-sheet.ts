import { and, asc, eq, ne, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { pointCloseLines, pointCloses } from "#db/schema/closes.ts";
import { regions } from "#db/schema/regions.ts";
import { Refusal } from "#domain/errors.ts";
import { codeOfSheet, sheetCode } from "./rules.ts";
import type { CheckedSheet } from "./types.ts";

/** What the site keeps of the sheet that bears this code, worked out anew; null if there is none, or if what is kept gives another code. Nothing of a household. */
export async function checkSheet(typed: string): Promise<CheckedSheet | null> {
	const code = sheetCode(typed);
	if (!code) throw new Refusal("invalid", "closes.check.notACode", { field: "code" });
	const { id, month, stage, noticeUntil, households, earned, spent, balance, headHash } = pointCloses;
	const [close] = await db
		.select({
			...{
				id,
				month,
				stage,
				noticeUntil,
				households,
				earned,
				spent,
				balance,
				headHash,
				place: regions.code,
				village: nameAmongAll("regions"),
			},
			isOnChain: sql<number>`${pointCloses.headSeq} = 0 or exists (select 1 from point_entries where seq = ${pointCloses.headSeq} and hash = ${headHash})`,
		})
		.from(pointCloses)
		.innerJoin(regions, eq(regions.id, pointCloses.villageId))
		.where(and(eq(pointCloses.code, code), ne(stage, "begun")));
	if (!close?.isOnChain) return null;
	const { id: closeId, headHash: hash, place, isOnChain: _, ...seen } = close;
	const lines = await sheetLines(closeId);
	return codeOfSheet({ place, month: close.month, headHash: hash, lines }) === code ? seen : null;
}

/** The lines of a sheet, along the doors. */
export function sheetLines(closeId: string) {
	const { hamlet, number, earned, spent, balance, position } = pointCloseLines;
	return db
		.select({ hamlet, number, earned, spent, balance })
		.from(pointCloseLines)
		.where(eq(pointCloseLines.closeId, closeId))
		.orderBy(asc(position));
}
