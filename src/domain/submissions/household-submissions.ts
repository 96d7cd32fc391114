import { and, desc, eq, gt, inArray, lt, ne, or } from "drizzle-orm";
import { db } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { cursorOf } from "#domain/paging.ts";
import { asOwn } from "./own.ts";
import type { OwnSubmission } from "./types.ts";

const PAST_A_PAGE = 12;
const CURSOR = cursorOf("own", "time", "id");

export interface HouseholdSubmissions {
	/** All drafts, returned and waiting ones, last touched first. */
	inHand: OwnSubmission[];
	/** Published, declined and withdrawn ones, by page, newest first. */
	past: OwnSubmission[];
	cursor: string | null;
	isFirst: boolean;
}

export async function householdSubmissions(householdId: string, cursor?: string | null): Promise<HouseholdSubmissions> {
	const [inHand, past] = await Promise.all([rowsInHand(householdId), pastRows(householdId, cursor)]);
	const { page, next } = CURSOR.cut(past, PAST_A_PAGE, (last) => [last.createdAt, last.id]);
	const own = await asOwn([...inHand, ...page]);
	return { inHand: own.slice(0, inHand.length), past: own.slice(inHand.length), cursor: next, isFirst: !CURSOR.read(cursor) };
}

function rowsInHand(householdId: string) {
	return db
		.select()
		.from(submissions)
		.where(and(eq(submissions.householdId, householdId), inArray(submissions.stage, ["draft", "returned", "waiting"])))
		.orderBy(desc(submissions.editedAt));
}

function pastRows(householdId: string, cursor: string | null | undefined) {
	const isPast = inArray(submissions.stage, ["published", "declined", "withdrawn"]);
	const wasSent = or(gt(submissions.version, 0), ne(submissions.stage, "withdrawn"));
	return db
		.select()
		.from(submissions)
		.where(and(eq(submissions.householdId, householdId), isPast, wasSent, olderThan(cursor)))
		.orderBy(desc(submissions.createdAt), desc(submissions.id))
		.limit(PAST_A_PAGE + 1);
}

function olderThan(cursor: string | null | undefined) {
	const [createdAt, id] = CURSOR.read(cursor) ?? [];
	if (!createdAt || !id) return undefined;
	return or(lt(submissions.createdAt, createdAt), and(eq(submissions.createdAt, createdAt), lt(submissions.id, id)));
}
