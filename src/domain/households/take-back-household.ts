import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { type Acting, type Changed, nameOf, onHousehold, pagesOf } from "./change-household.ts";

/** A line that was entered by mistake. Every row that hangs on a household refers to it, so the database itself says whether one does. */
export function takeBackHousehold(tx: Tx, order: Acting): Promise<Changed> {
	return onHousehold(tx, order, async (home, note) => {
		const pages = await pagesOf(tx, home);
		await note("household.take_back", { from: nameOf(home) });
		await tx.delete(households).where(eq(households.id, home.householdId)).catch(refuseInUse);
		return { householdId: "", pages };
	});
}

function refuseInUse(error: unknown): never {
	const { code, cause } = error as { code?: string; cause?: { code?: string } };
	if (`${code ?? cause?.code}`.startsWith("SQLITE_CONSTRAINT")) throw new Refusal("conflict", "households.life.inUse");
	throw error;
}
