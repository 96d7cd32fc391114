import { and, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointListLines, pointLists, pointListWords } from "#db/schema/point-lists.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { notify } from "#domain/notices/notify.ts";
import { credit, dueFor } from "#domain/points/credit.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { MOST_ALONE } from "./types.ts";

type List = typeof pointLists.$inferSelect;

/** Whether who entered it may pay it alone: all that they pay so in a village and month comes to fifty points at most. */
export async function payableAlone(reader: Reader, list: List): Promise<boolean> {
	const sums: number[] = [];
	for (const { householdId } of await linesOf(reader, list.id))
		sums.push((await dueFor(reader, { rule: list.code, evidence: `award:${list.id}`, householdId, at: startOf(list.heldOn) })).points);
	const [alone] = await reader.all<{ points: number }>(sql`select coalesce(sum(e.points), 0) as points from point_lists l
		join point_list_lines n on n.list_id = l.id join point_entries e on e.source = 'award:' || l.id || '/' || n.household_id
		where l.village_id = ${list.villageId} and l.entered_by = ${list.enteredBy}
			and strftime('%Y-%m', l.entered_at / 1000 + 28800, 'unixepoch') = ${monthAt(list.enteredAt)}
			and not exists (select 1 from approvals a where a.kind = 'award' and a.subject = l.id and a.answer = 'signed')`);
	return (alone?.points ?? 0) + sums.reduce((sum, points) => sum + points, 0) <= MOST_ALONE;
}

/** Pays each household of a list for which nothing is missing, and tells it; the limit of the rule may leave nothing. */
export async function payIfReady(tx: Tx, listId: string, { by, at }: { by: string; at: Date }): Promise<void> {
	const [list] = await tx.select().from(pointLists).where(eq(pointLists.id, listId));
	if (!list || !(await isReady(tx, list))) return;
	for (const { householdId } of await linesOf(tx, listId)) {
		const award = { rule: list.code, source: `award:${listId}/${householdId}`, evidence: `award:${listId}`, householdId };
		const { points } = await credit(tx, { ...award, decidedBy: by, on: startOf(list.heldOn), at });
		const params = { rule: list.code, points, on: startOf(list.heldOn).getTime() };
		await notify(tx, { kind: "award_given", params, subject: `award:${listId}`, to: { householdId }, at });
	}
}

async function isReady(tx: Tx, { id: listId, helpedId }: List): Promise<boolean> {
	const asked = await tx
		.select({ answer: approvals.answer })
		.from(approvals)
		.where(and(eq(approvals.kind, "award"), eq(approvals.subject, listId)));
	const [word] = await tx.select().from(pointListWords).where(eq(pointListWords.listId, listId));
	const isSigned = asked.length === 0 || asked.some(({ answer }) => answer === "signed");
	return isSigned && (helpedId === null || word?.isTrue === true);
}

export function linesOf(reader: Reader, listId: string): Promise<{ householdId: string }[]> {
	return reader
		.select({ householdId: pointListLines.householdId })
		.from(pointListLines)
		.where(eq(pointListLines.listId, listId))
		.orderBy(pointListLines.position);
}

/** The second signature of a list: by nobody who is close to a household on it. */
export const AWARD_APPROVAL: KindRules = {
	async require(tx, { subject }, { by }) {
		for (const { householdId } of await linesOf(tx, subject)) await requireImpartial(tx, by, householdId);
	},
	takeEffect: (tx, { subject }, { by, at }) => payIfReady(tx, subject, { by: by.personId, at }),
};
