import { and, asc, eq, isNotNull, notInArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { publishedPair } from "#domain/submissions/published.ts";

/** In the village of the first, if there is one; otherwise from anywhere. */
export async function nextPair(category: string, { taken, villageId }: { taken: Set<string>; villageId: string | undefined }) {
	const { id, stage, publishedAt, categoryCode } = submissions;
	const isFree = and(eq(stage, "published"), isNotNull(publishedAt), notInArray(id, [...taken, ""]));
	const rows = await db
		.select({ id, villageId: submissions.villageId })
		.from(submissions)
		.where(and(isFree, eq(categoryCode, category)))
		.orderBy(asc(publishedAt));
	const found = rows.find((row) => row.villageId === villageId) ?? rows.at(-1);
	return found ? publishedPair(found.id) : null;
}
