import { and, eq, getTableColumns } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { approvals } from "#db/schema/approvals.ts";
import { regions } from "#db/schema/regions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { noticeSubject, requireWhy } from "./rules.ts";
import { type ApprovalKind, isOfBallot } from "./types.ts";
import { DEEDS } from "./verbs.ts";
import { requireWitness, WITNESSES } from "./witnesses.ts";

export interface Answering {
	/** A proposal never changes, so its id stands for what was read. */
	approvalId: string;
	by: Viewer;
	at: Date;
}

export type Proposed = Awaited<ReturnType<typeof requireProposed>>;

export interface KindRules {
	/** The area's own conditions for the second person. */
	require: (tx: Tx, proposed: Proposed, answering: Answering & { said: "signed" | "refused" }) => Promise<void>;
	/** What else happens in the transaction of the second signature. */
	takeEffect?: (tx: Tx, proposed: Proposed, answering: Answering) => Promise<void>;
	/** What else happens when the second person does not sign. */
	letFall?: (tx: Tx, proposed: Proposed, at: Date) => Promise<void>;
	/** Until when the household may appeal against what was signed. */
	appealUntil?: (tx: Tx, proposed: Proposed, signedAt: Date) => Promise<Date>;
	/** What public pages show of what was answered. */
	pages?: (proposed: Proposed) => Tag[];
}

/** Those that a page may answer; any other kind is not found there. */
export type Kinds = Partial<Record<ApprovalKind, KindRules>>;

export function sign(answering: Answering, kinds: Kinds): Promise<Proposed> {
	return answer(answering, "signed", kinds);
}

/** The second person does not sign, says why, and nothing changes. If the same person proposes it again, another witness decides. */
export function refuse(answering: Answering & { why: string }, kinds: Kinds): Promise<Proposed> {
	return answer(answering, "refused", kinds);
}

async function answer(answering: Answering & { why?: string }, said: "signed" | "refused", kinds: Kinds): Promise<Proposed> {
	const proposed = await answered(answering, said, kinds);
	changed(kinds[proposed.kind]?.pages?.(proposed) ?? []);
	return proposed;
}

function answered({ why, ...answering }: Answering & { why?: string }, said: "signed" | "refused", kinds: Kinds): Promise<Proposed> {
	const { approvalId, by, at } = answering;
	return write(async (tx) => {
		const proposed = await requireProposed(tx, approvalId);
		const { kind, outcome, proposedBy, householdId, regionId, regionPath } = proposed;
		const rules = kinds[kind];
		if (!rules) throw new Refusal("not_found", "common.notFound");
		requireWitness(by, proposed);
		requireOpen(proposed);
		if (proposedBy === by.personId) throw new Refusal("conflict", "approvals.secondPerson");
		if (householdId) await requireImpartial(tx, by, householdId);
		await rules.require(tx, proposed, { ...answering, said });
		const region = { id: regionId, path: regionPath };
		await requireIndependent(tx, by, { region, roles: WITNESSES, besides: [proposedBy], householdId });
		const answerWhy = said === "refused" ? requireWhy(why ?? "", "approvals.whyNot") : null;
		if (said === "refused") await requireFirstRefusal(tx, proposed, by);
		await tx
			.update(approvals)
			.set({ answer: said, answeredBy: by.personId, answeredAt: at, answerWhy })
			.where(eq(approvals.id, approvalId));
		if (said === "signed") await rules.takeEffect?.(tx, proposed, answering);
		else await rules.letFall?.(tx, proposed, at);
		await record(tx, { at, actorId: by.personId, action: DEEDS[kind][said], subject: `${kind}:${approvalId}`, detail: { outcome } });
		await retractNotices(tx, noticeSubject(proposed), "signature_waits");
		if (said === "signed") await tellHousehold(tx, proposed, { at, until: await rules.appealUntil?.(tx, proposed, at) });
		return proposed;
	});
}

async function requireProposed(tx: Tx, approvalId: string) {
	const [found] = await tx
		.select({ ...getTableColumns(approvals), regionPath: regions.path })
		.from(approvals)
		.innerJoin(regions, eq(regions.id, approvals.regionId))
		.where(eq(approvals.id, approvalId));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

function requireOpen({ answer }: Proposed): void {
	if (answer === "replaced") throw new Refusal("conflict", "approvals.proposedAnew");
	if (answer) throw new Refusal("conflict", "approvals.answeredAlready");
}

async function requireFirstRefusal(tx: Tx, { kind, subject, proposedBy }: Proposed, by: Viewer): Promise<void> {
	const same = and(eq(approvals.kind, literal(kind)), eq(approvals.subject, subject), eq(approvals.proposedBy, proposedBy));
	const refused = and(same, eq(approvals.answer, literal("refused")), eq(approvals.answeredBy, by.personId));
	const earlier = await tx.select({ id: approvals.id }).from(approvals).where(refused);
	if (earlier.length > 0) throw new Refusal("conflict", "approvals.refusedBefore");
}

async function tellHousehold(
	tx: Tx,
	{ kind, subject, outcome, householdId }: Proposed,
	{ at, until }: { at: Date; until?: Date | undefined },
) {
	if (!householdId || !isOfBallot(kind)) return;
	const about = noticeSubject({ kind, subject });
	await retractNotices(tx, about, "two_decided");
	const params = { what: kind, outcome, ...(until && { until: until.getTime() }) };
	await notify(tx, { kind: "two_decided", params, subject: about, to: { householdId }, at });
}
