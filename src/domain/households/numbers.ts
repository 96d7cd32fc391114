import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requirePlace } from "#domain/regions/require-place.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { DAY_MS } from "#platform/clock.ts";
import { householdNumber, numberOf } from "./rules.ts";

export interface Hamlet {
	/** Its name in full, with its village's. */
	place: string;
	path: string;
	villageId: string;
}

/** An open hamlet of one's office. */
export async function requireHamlet(tx: Tx, by: Viewer | null, hamletId: string): Promise<Hamlet> {
	const place = hamletId === "" ? null : await requirePlace(tx, by, hamletId);
	if (place?.level !== "hamlet" || place.validTo || !place.parentId)
		throw new Refusal("invalid", "households.life.noHamlet", { field: "hamletId" });
	return { place: place.inFull, path: place.path, villageId: place.parentId };
}

/** One more than the highest number that was ever in use there, so that an old plate or paper does not name somebody new. */
async function nextNumber(reader: Reader, hamletId: string): Promise<string | null> {
	const [found] = await reader.all<{ next: number }>(sql`
		select coalesce(max(n), 0) + 1 as next from (
			select max(number) as n from ${households} where hamlet_id = ${hamletId} and closed_at is null
			union all select max(number) from ${households} where hamlet_id = ${hamletId} and closed_at is not null)`);
	const next = found?.next ?? 1;
	return next > 9999 ? null : numberOf(next);
}

/** Two tabs, or two officers, may enter one household: of a head who was entered in this hamlet within a day, a second one is a question. */
export async function requireNotJustAdded(
	tx: Tx,
	{ hamletId, headName, at }: { hamletId: string; headName: string; at: Date },
): Promise<void> {
	const recent = and(eq(households.headName, headName), gt(households.createdAt, new Date(at.getTime() - DAY_MS)));
	const [twin] = await tx
		.select({ number: households.number })
		.from(households)
		.where(and(eq(households.hamletId, hamletId), isNull(households.closedAt), recent));
	if (twin) throw new Refusal("conflict", "households.life.justAdded", { params: { ...twin, headName }, field: "isAnother" });
}

/** For a form; empty when the numbers are used up. */
export async function nextNumberOf(hamletId: string): Promise<string> {
	return (await nextNumber(db, hamletId)) ?? "";
}

/** The number that was typed, or the next one; refused while another household there bears it. */
export async function requireNumber(tx: Tx, hamletId: string, typed: string): Promise<string> {
	const number = bareCode(typed) === "" ? await nextNumber(tx, hamletId) : checked(typed);
	if (number === null) throw new Refusal("invalid", "households.life.numbersUsedUp", { field: "number" });
	const [taken] = await tx
		.select({ headName: households.headName })
		.from(households)
		.where(and(eq(households.hamletId, hamletId), eq(households.number, number), isNull(households.closedAt)));
	if (taken) throw new Refusal("conflict", "households.life.numberTaken", { params: { number, ...taken }, field: "number" });
	return number;
}

function checked(typed: string): string {
	const number = householdNumber(typed);
	if ("wrong" in number) throw new Refusal("invalid", number.wrong, { field: "number" });
	return number.value;
}
