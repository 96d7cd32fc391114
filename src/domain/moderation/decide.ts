import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { decisionReasons, decisions } from "#db/schema/moderation.ts";
import { consents, SUBMISSION_LIFE } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { type NewNotice, notify } from "#domain/notices/notify.ts";
import type { NoticeKind } from "#domain/notices/types.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { type Awarded, award, awardedFor } from "#domain/points/credit.ts";
import { PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { takeStep } from "#domain/stages.ts";
import { pagesOf } from "#domain/submissions/pages.ts";
import { lengthOf, tidyWords } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { endLease, liveClaim } from "./claims.ts";
import { type Item, photoIdsOf, requireItem, standingDecision } from "./item.ts";
import { fitOutcome, fitSides, MAX_NOTE_LENGTH, sourceOf } from "./rules.ts";
import type { Outcome, PhotoReason, Reason, SaidSides } from "./types.ts";

/** The version that the moderator saw. */
export interface OnVersion {
	by: Viewer;
	submissionId: string;
	version: number;
	at: Date;
}

export interface WithReasons extends OnVersion {
	reasons: string[];
	/** Free words to the household. */
	note: string;
}

export interface Returned extends WithReasons {
	/** By reason, where a side is named: `before`, `after` or `both`. Of reasons that were not chosen nothing is kept. */
	sides?: Record<string, string>;
}

export interface Published {
	decisionId: string;
	points: number;
	/** Of `points`, what waits for the look-back. */
	held: number;
	isPastCap: boolean;
}

/** Publishes the pair and pays the household. The same moderator again gets the same answer and changes nothing. */
export async function publish(on: OnVersion): Promise<Published> {
	const { item, ...published } = await write(async (tx) => {
		const { item, decisionId, isStanding } = await decide(tx, { ...on, outcome: "published", reasons: [], note: "" });
		if (isStanding) return { item, decisionId, ...(await awardedFor(tx, sourceOf({ decisionId }))) };
		const paid = await pay(tx, item, { ...on, decisionId });
		await tell(tx, on, "submission.publish", { decisionId, points: paid.points - paid.held, held: paid.held });
		await notifyHousehold(tx, item, { kind: "pair_shown", params: { points: paid.points, held: paid.held }, at: on.at });
		return { item, decisionId, ...paid };
	});
	changed(pagesOf(item));
	return published;
}

function pay(tx: Tx, { submissionId, householdId }: Item, on: OnVersion & { decisionId: string }): Promise<Awarded> {
	const [source, evidence] = [sourceOf(on), `submission:${submissionId}`];
	return award(tx, { rule: PUBLISHED_PAIR, source, evidence, householdId, decidedBy: on.by.personId, at: on.at });
}

export async function returnToHousehold(on: Returned): Promise<{ decisionId: string }> {
	return decideWithReasons({ ...on, outcome: "returned" }, { action: "submission.return", kind: "pair_returned" });
}

export async function decline(on: WithReasons): Promise<{ decisionId: string }> {
	return decideWithReasons({ ...on, outcome: "declined" }, { action: "submission.decline", kind: "pair_declined" });
}

async function decideWithReasons(asked: Deciding, { action, kind }: Told): Promise<{ decisionId: string }> {
	const deciding = { ...asked, note: tidyWords(asked.note) };
	const said = requireReason(deciding);
	return write(async (tx) => {
		const { item, decisionId, isStanding } = await decide(tx, deciding);
		if (isStanding) return { decisionId };
		await tell(tx, deciding, action, { decisionId, ...said });
		await notifyHousehold(tx, item, { kind, params: said, at: deciding.at });
		return { decisionId };
	});
}

interface Told {
	action: Verb;
	kind: "pair_returned" | "pair_declined";
}

interface Deciding extends Returned {
	outcome: Outcome;
}

function requireReason({ reasons, sides = {}, note, outcome }: Deciding): { reasons: Reason[]; sides?: SaidSides } {
	if (!fitOutcome(reasons, outcome)) throw new Refusal("invalid", "moderation.unfitReason", { field: "reasons" });
	if (!fitSides(sides)) throw new Refusal("invalid", "moderation.unfitSide", { field: "reasons" });
	if (reasons.length === 0 && note === "") throw new Refusal("invalid", "moderation.reasonMissing", { field: "reasons" });
	if (lengthOf(note) > MAX_NOTE_LENGTH) {
		throw new Refusal("invalid", "moderation.noteTooLong", { field: "note", params: { limit: MAX_NOTE_LENGTH } });
	}
	const meant = Object.entries(sides).filter(([reason]) => reasons.includes(reason as Reason));
	return meant.length > 0 ? { reasons, sides: Object.fromEntries(meant) } : { reasons };
}

async function decide(tx: Tx, deciding: Deciding): Promise<{ item: Item; decisionId: string; isStanding: boolean }> {
	const item = await requireItem(tx, deciding.by, deciding.submissionId);
	const standing = await standingDecision(tx, deciding);
	const isDoneTwice = standing?.moderatorId === deciding.by.personId && standing.outcome === deciding.outcome;
	if (isDoneTwice) return { item, decisionId: standing.decisionId, isStanding: true };
	await requireUnchanged(tx, item, deciding);
	const decisionId = await writeDown(tx, deciding);
	if (deciding.outcome === "published") await release(tx, item, deciding);
	await takeStep(tx, SUBMISSION_LIFE, {
		id: item.submissionId,
		stage: deciding.outcome,
		actorId: deciding.by.personId,
		at: deciding.at,
	});
	await endLease(tx, item.submissionId);
	return { item, decisionId, isStanding: false };
}

/** Refuses if the item changed since the moderator saw it, or somebody else has it open. */
export async function requireUnchanged(tx: Tx, item: Item, { by, version, at }: OnVersion): Promise<void> {
	if (item.stage === "withdrawn") throw new Refusal("conflict", "moderation.withdrawnMeanwhile");
	if (item.version !== version) throw new Refusal("conflict", "moderation.resentMeanwhile");
	if (item.stage !== "waiting") throw await decidedMeanwhile(tx, item);
	const claim = await liveClaim(tx, { submissionId: item.submissionId, personId: by.personId, at });
	if (claim && !claim.isMine) throw new Refusal("conflict", "moderation.openedByOther", { params: { name: claim.name } });
}

async function decidedMeanwhile(tx: Tx, item: Item): Promise<Refusal> {
	const standing = await standingDecision(tx, item);
	if (!standing) return new Refusal("conflict", "moderation.notWaiting");
	const { name, outcome } = standing;
	return new Refusal("conflict", "moderation.decidedMeanwhile", { params: { name, outcome } });
}

async function writeDown(tx: Tx, { by, submissionId, version, outcome, reasons, sides, note, at }: Deciding): Promise<string> {
	const [decision] = await tx
		.insert(decisions)
		.values({ submissionId, version, outcome, note, moderatorId: by.personId, decidedAt: at })
		.returning({ id: decisions.id });
	const decisionId = (decision as { id: string }).id;
	const rows = [...new Set(reasons)].map((reason) => ({
		decisionId,
		reason,
		side: (sides as SaidSides | undefined)?.[reason as PhotoReason],
	}));
	if (rows.length > 0) await tx.insert(decisionReasons).values(rows);
	return decisionId;
}

async function release(tx: Tx, item: Item, { by, at }: Deciding): Promise<void> {
	const [consent] = await tx
		.select({ id: consents.id })
		.from(consents)
		.where(and(eq(consents.submissionId, item.submissionId), eq(consents.channel, "public_display"), isNull(consents.withdrawnAt)));
	if (!consent) throw new Refusal("conflict", "moderation.consentMissing");
	await releasePhotos(tx, photoIdsOf(item), { decidedBy: by.personId, at });
}

async function tell(tx: Tx, { by, submissionId, version, at }: OnVersion, action: Verb, detail: Record<string, unknown>): Promise<void> {
	const line = { subject: `submission:${submissionId}`, detail: { version, ...detail } } as const;
	await record(tx, { at, actorId: by.personId, action, ...line });
}

type OfPair<K extends NoticeKind> = Pick<NewNotice<K>, "kind" | "params" | "at">;

async function notifyHousehold<K extends NoticeKind>(tx: Tx, { submissionId, householdId }: Item, notice: OfPair<K>): Promise<void> {
	await notify(tx, { ...notice, subject: `submission:${submissionId}`, to: { householdId } });
}
