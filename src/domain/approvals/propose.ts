import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { approvals } from "#db/schema/approvals.ts";
import { regions } from "#db/schema/regions.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { MOST_REFUSALS, noticeSubject, requireWhy } from "./rules.ts";
import type { ApprovalKind } from "./types.ts";
import { DEEDS } from "./verbs.ts";
import { WITNESSES } from "./witnesses.ts";

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

/** A new proposal replaces an unanswered one. After a refusal the proposer asks another witness once more, where it must be decided, or leaves it to others. */
export async function propose(tx: Tx, { by, at, ...proposal }: Proposal): Promise<{ approvalId: string }> {
	const { kind, subject, outcome, householdId } = proposal;
	const why = requireWhy(proposal.why, "approvals.whyMissing");
	if (householdId) await requireImpartial(tx, by, householdId);
	const earlier = await tx
		.select()
		.from(approvals)
		.where(and(eq(approvals.kind, kind), eq(approvals.subject, subject)));
	const open = earlier.find(({ answer }) => answer === null);
	if (open?.outcome === outcome && open.why === why && open.proposedBy === by.personId) return { approvalId: open.id };
	if (earlier.some(({ answer }) => answer === "signed")) throw new Refusal("conflict", "approvals.signedAlready");
	const refusals = earlier.filter(({ answer, proposedBy }) => answer === "refused" && proposedBy === by.personId);
	if (refusals.length > 0) await requireAnotherWitness(tx, { ...proposal, by, at }, refusals);
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

async function requireAnotherWitness(
	tx: Tx,
	{ kind, regionId, householdId, by }: Proposal,
	refusals: { answeredBy: string | null }[],
): Promise<void> {
	const [region] = await tx.select({ id: regions.id, path: regions.path }).from(regions).where(eq(regions.id, regionId));
	if (!region || refusals.length >= MOST_REFUSALS[kind]) throw new Refusal("conflict", "approvals.refusedOnce");
	const except = refusals.flatMap(({ answeredBy }) => answeredBy ?? []);
	const others = await whoMaySign(tx, { region, roles: WITNESSES, besides: [by.personId], except, householdId });
	if (others.length === 0) throw new Refusal("conflict", "approvals.refusedOnce");
}

type Waiting = Pick<Proposal, "kind" | "subject" | "regionId" | "householdId" | "by" | "at">;

/** Only the newest proposal is told, because whoever made an earlier one may sign it. */
async function tellWitnesses(tx: Tx, { kind, subject, regionId, householdId, by, at }: Waiting): Promise<void> {
	const about = { kind: "signature_waits", subject: noticeSubject({ kind, subject }), params: { what: kind } } as const;
	await retractNotices(tx, about.subject, about.kind);
	const concerned = householdId ? { concernedHouseholdId: householdId } : {};
	await notify(tx, { ...about, to: { office: "witnesses", regionId }, causedBy: by.personId, ...concerned, at });
}
