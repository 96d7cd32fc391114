import { and, eq, notInArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { courtyardTitles, TITLE_LIFE } from "#db/schema/titles.ts";
import { record } from "#domain/audit/trail.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { takeStep } from "#domain/stages.ts";
import type { Tag } from "#platform/changes.ts";
import type { Acting } from "./change-household.ts";

/** A title is of one household in one village: with it, or when it moved away, the title ends, and so does a notice that runs. Returns the pages to drop. */
export async function leaveTitleBehind(tx: Tx, { householdId, by, at }: Acting): Promise<Tag[]> {
	const living = notInArray(courtyardTitles.stage, ["declined", "removed", "given_up"]);
	const [title] = await tx
		.select()
		.from(courtyardTitles)
		.where(and(eq(courtyardTitles.householdId, householdId), living));
	if (!title) return [];
	const { id } = title;
	const isBefore = title.stage === "proposed" || title.stage === "noticed";
	const [stage, action] = isBefore ? (["declined", "title.decline"] as const) : (["given_up", "title.give_up"] as const);
	const actorId = by?.personId ?? null;
	await takeStep(tx, TITLE_LIFE, { id, stage, actorId, at });
	await record(tx, { at, actorId, action, subject: `title:${id}`, detail: {} });
	await retractNotices(tx, `title:${id}`, "title_asks", "title_proposed");
	return ["titles"];
}
