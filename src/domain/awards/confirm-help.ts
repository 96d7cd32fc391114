import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { pointLists, pointListWords } from "#db/schema/point-lists.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { payIfReady } from "./pay-list.ts";

/** The helped household says whether it was helped: by its session, or to an officer who did not enter the list. */
export async function confirmHelp({ listId, isTrue, word, at }: { listId: string; isTrue: boolean; word: Word; at: Date }): Promise<void> {
	await write(async (tx) => {
		const [list] = await tx.select().from(pointLists).where(eq(pointLists.id, listId));
		if (!list?.helpedId) throw new Refusal("not_found", "common.notFound");
		const question = { householdId: list.helpedId, regionId: list.villageId, askedBy: [list.enteredBy], roles: ADMIN_ROLES };
		const said = await requireWord(tx, word, question);
		const [standing] = await tx.select().from(pointListWords).where(eq(pointListWords.listId, listId));
		if (standing?.isTrue === isTrue) return;
		if (standing) throw new Refusal("conflict", "awards.answeredBefore");
		await tx.insert(pointListWords).values({ ...said, listId, isTrue, at });
		const detail = { isTrue, list: listId };
		await record(tx, { at, actorId: said.answeredBy, action: "award.confirm", subject: `region:${list.villageId}`, detail });
		await retractNotices(tx, `award:${listId}`, "help_asked");
		await payIfReady(tx, listId, { by: said.answeredBy, at });
	});
}

/** What waits for this household's word: what the village wrote down as help for it, and the doors of those who are said to have helped. */
export function helpToConfirm(householdId: string) {
	const { id, heldOn, occasion } = pointLists;
	return db
		.select({ listId: id, heldOn, occasion, helpers: HELPERS })
		.from(pointLists)
		.leftJoin(pointListWords, eq(pointListWords.listId, id))
		.where(and(eq(pointLists.helpedId, householdId), isNull(pointListWords.listId)))
		.orderBy(desc(heldOn));
}

const HELPERS = sql`(select json_group_array(json_object('hamlet', r.name, 'number', h.number) order by n.position) from point_list_lines n
	join households h on h.id = n.household_id join regions r on r.id = h.hamlet_id where n.list_id = point_lists.id)`.mapWith(
	(helpers: string) => JSON.parse(helpers) as { hamlet: string; number: string }[],
);
