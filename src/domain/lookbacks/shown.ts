import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { submissions } from "#db/schema/submissions.ts";
import { dayAt, startOf } from "#domain/calendar/rules.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { DAY_MS } from "#platform/clock.ts";

/** What a courtyard's household lets be told of look backs at pairs that are public, the newest first. */
export async function shownLookbacks(publicCode: string) {
	const rows = await shownQuery(db).execute({ publicCode });
	// A household's few are sorted here, so that the plan needs no sorting tree.
	const newestFirst = rows.toSorted((a, b) => (b.answeredAt?.getTime() ?? 0) - (a.answeredAt?.getTime() ?? 0));
	return newestFirst.flatMap(({ answer, answeredAt, publishedAt, ...row }) =>
		answer && answeredAt && publishedAt ? { ...row, answer, answeredAt, days: daysFrom(publishedAt, answeredAt) } : [],
	);
}

/** Days of the calendar in Beijing: somebody who comes on the ninetieth morning comes after ninety days. */
function daysFrom(from: Date, until: Date): number {
	return Math.round((startOf(dayAt(until)).getTime() - startOf(dayAt(from)).getTime()) / DAY_MS);
}

const shownQuery = prepared((on) => {
	const ofCode = sql`(select id from households where public_code = ${sql.placeholder("publicCode")})`;
	return on
		.select({ day: lookbacks.day, answer: lookbacks.answer, answeredAt: lookbacks.answeredAt, publishedAt: submissions.publishedAt })
		.from(submissions)
		.innerJoin(lookbacks, eq(lookbacks.submissionId, submissions.id))
		.where(
			sql`${submissions.householdId} = ${ofCode} and ${submissions.stage} = 'published' and ${isPublic} and ${lookbacks.shownAt} is not null`,
		)
		.prepare();
});
