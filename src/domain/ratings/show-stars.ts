import { eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { starsShown } from "#db/schema/titles.ts";
import { record } from "#domain/audit/trail.ts";
import { changed } from "#platform/changes.ts";

interface Showing {
	isShown: boolean;
	by: { personId: string; householdId: string };
	at: Date;
}

/** 亮出来: the courtyard's page tells the stars of its yard, or no more; never of rooms. */
export async function showStars({ isShown, by: { personId, householdId }, at }: Showing): Promise<void> {
	const code = await write(async (tx) => {
		const [home] = await tx
			.select({ code: households.publicCode, shownAt: starsShown.shownAt })
			.from(households)
			.leftJoin(starsShown, eq(starsShown.householdId, households.id))
			.where(eq(households.id, householdId));
		if (!home || (home.shownAt !== null) === isShown) return null;
		const shownAt = isShown ? at : null;
		await tx.insert(starsShown).values({ householdId, shownAt }).onConflictDoUpdate({ target: starsShown.householdId, set: { shownAt } });
		await record(tx, { at, actorId: personId, action: "rating.show", subject: `household:${householdId}`, detail: { isShown } });
		return home.code;
	});
	if (code) changed([`courtyard:${code}`]);
}

/** Whether a household's stars stand on its courtyard's page. */
export async function showsStars(householdId: string): Promise<boolean> {
	const [found] = await db.select({ shownAt: starsShown.shownAt }).from(starsShown).where(eq(starsShown.householdId, householdId));
	return found?.shownAt != null;
}
