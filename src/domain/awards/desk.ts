import { asc, desc, eq, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { approvals as approvalRows } from "#db/schema/approvals.ts";
import { households } from "#db/schema/households.ts";
import { pointListLines, pointLists, pointListWords } from "#db/schema/point-lists.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { mayWitness, WITNESSES } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { speakersOf } from "#domain/households/speaker.ts";
import { inOfficeOf, villagesOf } from "#domain/regions/scope.ts";
import type { AwardLine, AwardList } from "./types.ts";

export const AWARD_READERS = WITNESSES;
const RECENT = 40;

const { id, villageId, code, heldOn, occasion, words, paperNumber, enteredAt } = pointLists;
const PAID = sql<number>`coalesce((select sum(e.points) from point_list_lines n join point_entries e on e.source = 'award:' || n.list_id || '/' || n.household_id
	where n.list_id = ${id}), 0)`;
const ANSWER = sql<
	string | null
>`(select group_concat(coalesce(a.answer, 'waits')) from approvals a where a.kind = 'award' and a.subject = ${id})`;
const SELECTED = {
	...{ listId: id, villageId, code, heldOn, occasion, words, paperNumber, enteredAt, households: pointLists.households },
	...{ helpedId: pointLists.helpedId, village: nameAmongAll("regions"), path: regions.path, enteredBy: people.name, points: PAID },
	...{ answer: ANSWER, isTrue: pointListWords.isTrue },
};

const lists = () =>
	db
		.select(SELECTED)
		.from(pointLists)
		.innerJoin(regions, eq(regions.id, villageId))
		.innerJoin(people, eq(people.id, pointLists.enteredBy))
		.leftJoin(pointListWords, eq(pointListWords.listId, id));

type Row = Awaited<ReturnType<typeof lists>>[number];

/** The lists of the viewer's places, newest first. */
export async function awardDesk(viewer: Viewer): Promise<AwardList[]> {
	const villages = villagesOf(viewer, AWARD_READERS);
	// A district's are read from the newest on, those of some villages by their index, however many the others have.
	const rows = await lists()
		.where(villages ? sql`${villageId} in (${villages})` : inOfficeOf(viewer, AWARD_READERS, sql`+${regions.path}`))
		.orderBy(desc(enteredAt))
		.limit(RECENT);
	return rows.map((row) => ({ ...row, state: stateOf(row) }));
}

function stateOf({ answer, helpedId, isTrue }: Row): AwardList["state"] {
	const answers = answer?.split(",") ?? [];
	if (helpedId && isTrue === false) return "denied";
	if (answers.includes("waits")) return "signature";
	if (answers.length > 0 && !answers.includes("signed")) return "refused";
	return helpedId && isTrue === null ? "word" : "paid";
}

/** One list with its households and signatures. */
export async function awardListSeen(viewer: Viewer, listId: string) {
	const [list] = await lists().where(eq(id, listId));
	if (!list || !mayWitness(viewer, { regionPath: list.path })) throw new Refusal("not_found", "common.notFound");
	const [lines, approvals, speakers] = await Promise.all([
		linesSeen(listId),
		approvalsOf(["award"], eq(approvalRows.subject, listId)),
		list.helpedId ? speakersOf(list.helpedId) : [],
	]);
	const region = { id: list.villageId, path: list.path };
	return { ...list, state: stateOf(list), lines, approvals, speakers, signers: await signersOf(region, approvals) };
}

function linesSeen(listId: string): Promise<AwardLine[]> {
	return db
		.select({
			...{ householdId: households.id, hamlet: regions.name, number: households.number, headName: households.headName },
			points: sql<number | null>`(select e.points from point_entries e where e.source = 'award:' || ${listId} || '/' || ${households.id})`,
		})
		.from(pointListLines)
		.innerJoin(households, eq(households.id, pointListLines.householdId))
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(eq(pointListLines.listId, listId))
		.orderBy(asc(pointListLines.position));
}
