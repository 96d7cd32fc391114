import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { tidyCode } from "#domain/text.ts";

/** The open household that an officer means: by a number in the same hamlet, or by its public code. */
export async function householdCalled(typed: string, { householdId }: { householdId: string }): Promise<string> {
	const [here] = await db.select({ hamletId: households.hamletId }).from(households).where(eq(households.id, householdId));
	const number = bareCode(typed);
	const which = /^\d{1,4}$/.test(number)
		? and(eq(households.hamletId, here?.hamletId ?? ""), eq(households.number, number.padStart(4, "0")))
		: eq(households.publicCode, tidyCode(typed).toLowerCase());
	const [found] = await db
		.select({ id: households.id })
		.from(households)
		.where(and(which, isNull(households.closedAt)));
	if (!found) throw new Refusal("invalid", "households.life.noHousehold", { field: "into" });
	return found.id;
}
