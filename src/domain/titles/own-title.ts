import { desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import { checksOf, stepsOf, withoutNames } from "./told.ts";
import type { OwnTitle } from "./types.ts";

/** What became of a household's newest title, as it reads it itself; undefined if there was none. */
export async function ownTitle(householdId: string): Promise<OwnTitle | undefined> {
	const { id, stage, origin, agreedAt, noticeEndsAt, titledAt, shownAt, stageAt } = courtyardTitles;
	const own = sql.raw("courtyard_titles.id");
	const [title] = await db
		.select({ titleId: id, stage, origin, agreedAt, noticeEndsAt, titledAt, shownAt, steps: stepsOf(own), checks: checksOf(own) })
		.from(courtyardTitles)
		.where(eq(courtyardTitles.householdId, householdId))
		.orderBy(desc(stageAt))
		.limit(1);
	return title && { ...title, steps: withoutNames(title.steps), checks: withoutNames(title.checks) };
}
