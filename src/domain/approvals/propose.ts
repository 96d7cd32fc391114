import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { approvals } from "#db/schema/approvals.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/households/recusal.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { wordsWithin } from "#domain/text.ts";
import { noticeSubject } from "./rules.ts";
import { type ApprovalKind, WHY_LENGTH } from "./types.ts";
import { DEEDS } from "./verbs.ts";

export interface Proposal {
	kind: ApprovalKind;
	subject: string;
	regionId: string;
	/** The household concerned, if there is one. */
	householdId: string | null;
	outcome: string;
	why: string;
	by: Viewer;
	at: Date;
}

/** A new proposal replaces an unanswered one. After a refusal somebody else must propose; otherwise one person could block a thing for ever. */
export async function propose(tx: Tx, { by, at, ...proposal }: Proposal): Promise<{ approvalId: string }> {
	const { kind, subject, outcome, householdId } = proposal;
	const why = requireWhy(proposal.why);
	if (householdId) await requireImpartial(tx, by, householdId);
	const earlier = await tx
		.select()
		.from(approvals)
		.where(and(eq(approvals.kind, kind), eq(approvals.subject, subject)));
	const open = earlier.find(({ answer }) => answer === null);
	if (open?.outcome === outcome && open.why === why && open.proposedBy === by.personId) return { approvalId: open.id };
	if (earlier.some(({ answer }) => answer === "signed")) throw new Refusal("conflict", "approvals.signedAlready");
	const isRefused = earlier.some(({ answer, proposedBy }) => answer === "refused" && proposedBy === by.personId);
	if (isRefused) throw new Refusal("conflict", "approvals.refusedOnce");
	if (open) {
		const replaced = { answer: "replaced", answeredBy: by.personId, answeredAt: at } as const;
		await tx.update(approvals).set(replaced).where(eq(approvals.id, open.id));
	}
	const id = newId();
	await tx.insert(approvals).values({ ...proposal, id, why, proposedBy: by.personId, proposedAt: at });
	await record(tx, {
		at,
		actorId: by.personId,
		action: DEEDS[kind].proposed,
		subject: `${kind}:${id}`,
		detail: { about: subject, outcome },
	});
	await tellWitnesses(tx, { ...proposal, by, at });
	return { approvalId: id };
}

function requireWhy(why: string): string {
	const words = wordsWithin(why, WHY_LENGTH);
	if (words === undefined) throw new Refusal("invalid", "approvals.whyMissing", { field: "why", params: WHY_LENGTH });
	return words;
}

type Waiting = Pick<Proposal, "kind" | "subject" | "regionId" | "householdId" | "by" | "at">;

/** Only the newest proposal is told, because whoever made an earlier one may sign it. */
async function tellWitnesses(tx: Tx, { kind, subject, regionId, householdId, by, at }: Waiting): Promise<void> {
	const about = { kind: "signature_waits", subject: noticeSubject(subject), params: { what: kind } } as const;
	await retractNotices(tx, about.subject, about.kind);
	const concerned = householdId ? { concernedHouseholdId: householdId } : {};
	await notify(tx, { ...about, to: { office: "witnesses", regionId }, causedBy: by.personId, ...concerned, at });
}
