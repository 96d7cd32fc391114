import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, type Reader } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { Approval, ApprovalKind } from "./types.ts";
import { WITNESSES } from "./witnesses.ts";

/** By name, in their order: who signs last should know who did not. */
const REFUSED_BEFORE =
	sql`(select json_group_array(refusers.name order by earlier.answered_at) from approvals earlier join people refusers on refusers.id = earlier.answered_by
	where earlier.kind = ${approvals.kind} and earlier.subject = ${approvals.subject} and earlier.answer = 'refused' and earlier.id <> ${approvals.id}
		and earlier.answered_at <= ${approvals.proposedAt})`.mapWith((names: string) => JSON.parse(names) as string[]);

export async function approvalsOf<Kind extends ApprovalKind>(kinds: Kind[], which: SQL, reader: Reader = db): Promise<Approval<Kind>[]> {
	const [proposers, answerers] = [alias(people, "proposers"), alias(people, "answerers")];
	const rows = await reader
		.select({ row: approvals, proposer: proposers.name, answerer: answerers.name, refusedBefore: REFUSED_BEFORE })
		.from(approvals)
		.innerJoin(proposers, eq(proposers.id, approvals.proposedBy))
		.leftJoin(answerers, eq(answerers.id, approvals.answeredBy))
		.where(and(inArray(approvals.kind, kinds), which))
		.orderBy(asc(approvals.proposedAt));
	return rows.map(({ row: { id, kind, subject, outcome, why, ...row }, proposer, answerer, refusedBefore }) => ({
		...{ approvalId: id, kind: kind as Kind, subject, outcome, why, refusedBefore },
		proposed: { byId: row.proposedBy, byName: proposer, at: row.proposedAt },
		answer:
			row.answer && row.answeredBy && row.answeredAt
				? { said: row.answer, byId: row.answeredBy, byName: answerer ?? "", at: row.answeredAt, why: row.answerWhy }
				: null,
	}));
}

/** The proposal that holds or waits; refused and replaced ones are left out. */
export function standing<Kind extends ApprovalKind>(of: Approval<Kind>[], kind: Kind): Approval<Kind> | null {
	return of.find((one) => one.kind === kind && (!one.answer || one.answer.said === "signed")) ?? null;
}

export async function signersOf(
	region: { id: string; path: string },
	all: Approval[],
): Promise<Map<string, { personId: string; name: string }[]>> {
	const open = all.filter(({ answer }) => answer === null);
	const signers = open.map(async ({ approvalId, proposed }) => {
		const able = await whoMaySign(db, { region, roles: WITNESSES, besides: [proposed.byId] });
		return [approvalId, able] as const;
	});
	return new Map(await Promise.all(signers));
}
