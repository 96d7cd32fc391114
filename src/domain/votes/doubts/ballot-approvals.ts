import { desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { paperEntries } from "#db/schema/votes/papers.ts";
import { requireIndependent, whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { standing } from "#domain/approvals/approvals.ts";
import { propose } from "#domain/approvals/propose.ts";
import type { BallotKind } from "#domain/approvals/types.ts";
import { requireWitness, WITNESSES } from "#domain/approvals/witnesses.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { castBallot } from "../ballots/cast-ballot.ts";
import { type Line, lineOf, subjectOf } from "../ballots/lines.ts";
import { openedChoice } from "../ballots/seal.ts";
import { isCloseToCandidate } from "../rounds/candidates.ts";
import { type Round, requireRunsRound, roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import type { Outcome } from "../types.ts";
import { type CaseLine, lineAt } from "./cases.ts";

type Proposing = Line & Outcome & { why: string; by: Viewer; at: Date };

/** Nothing changes until another person signs; the ballot's row always stays. */
export function proposeOnLine({ roundId, rollNumber, kind, ...said }: Proposing): Promise<{ approvalId: string }> {
	return write(async (tx) => {
		const line = await lineAt(roundId, { rollNumber }, tx);
		const { round, householdId } = line;
		const rules = BALLOT_APPROVALS[kind];
		rules.requireProposer(said.by, round);
		requireBeforeCount(round);
		await rules.requireGround(tx, line, said.by);
		await requireNoCandidate(tx, said.by, roundId);
		if (kind === "ruling") await retractNotices(tx, `ballot:${subjectOf(line)}`, "appeal_waits");
		return propose(tx, { kind, subject: subjectOf(line), regionId: round.regionId, householdId, ...said });
	});
}

interface BallotRules extends KindRules {
	requireProposer: (by: Viewer, round: Round) => void;
	/** Refuses where there is nothing to propose this about. */
	requireGround: (tx: Tx, line: CaseLine, by: Viewer) => Promise<void>;
}

export const BALLOT_APPROVALS: Record<BallotKind, BallotRules> = {
	invalidation: {
		requireProposer: requireRunsRound,
		async requireGround(_tx, { hasBallot }) {
			if (!hasBallot) throw new Refusal("invalid", "doubts.noBallot", { field: "rollNumber" });
		},
		async require(tx, proposed, answering) {
			await requireMayAnswer(tx, proposed, answering);
			if (answering.said === "signed") await requireSomebodyNew(tx, proposed, [proposed.proposedBy, answering.by.personId]);
		},
		async appealUntil(tx, { subject }, signedAt) {
			return appealEndOf(await roundFor(lineOf(subject).roundId, tx), signedAt);
		},
	},
	ruling: {
		requireProposer: requireWitness,
		requireGround: requireAppealOfOthers,
		require: requireMayAnswer,
		async letFall(tx, { subject }, at) {
			const { roundId, ...line } = lineOf(subject);
			await tellAppeal(tx, await lineAt(roundId, line, tx), at);
		},
	},
	settlement: {
		requireProposer: requireRunsRound,
		async requireGround(_tx, { paper }) {
			if (!paper) throw new Refusal("not_found", "common.notFound");
		},
		require: requireMayAnswer,
		async takeEffect(tx, { subject, outcome }) {
			await retractNotices(tx, `ballot:${subject}`, "paper_read");
			const { roundId, ...line } = lineOf(subject);
			if (outcome === "paper") await castPaper(tx, await lineAt(roundId, line, tx));
		},
	},
};

/** Until a ruling is proposed, the appeal waits for every witness who may propose it. */
export async function tellAppeal(tx: Tx, line: CaseLine, at: Date): Promise<void> {
	const { householdId, round } = line;
	const to = { office: "witnesses", regionId: round.regionId } as const;
	const about = { subject: `ballot:${subjectOf(line)}`, params: { round: round.name } } as const;
	await notify(tx, { kind: "appeal_waits", ...about, to, concernedHouseholdId: householdId, at });
}

async function requireMayAnswer(tx: Tx, { subject }: { subject: string }, { by }: { by: Viewer }): Promise<void> {
	const { roundId } = lineOf(subject);
	requireBeforeCount(await roundFor(roundId, tx));
	await requireNoCandidate(tx, by, roundId);
}

export function requireBeforeCount({ stage }: Round): void {
	if (stage === "final" || stage === "cancelled") throw new Refusal("conflict", "doubts.isFinal");
	if (stage === "counted") throw new Refusal("conflict", "doubts.countedAlready");
	if (stage !== "closed") throw new Refusal("conflict", "doubts.notClosed");
}

export async function requireNoCandidate(tx: Tx, { personId }: Viewer, roundId: string): Promise<void> {
	if (await isCloseToCandidate(personId, roundId, tx)) throw new Refusal("forbidden", "rounds.closeToCandidate");
}

type Signed = Parameters<KindRules["require"]>[1];

/** Refuses the second signature if nobody would be left to rule on an appeal, which would block the count for ever. */
async function requireSomebodyNew(tx: Tx, { subject, regionId, regionPath, householdId }: Signed, besides: string[]): Promise<void> {
	const region = { id: regionId, path: regionPath };
	const left = await whoMaySign(tx, { region, roles: WITNESSES, besides, householdId });
	for (const { personId } of left) if (!(await isCloseToCandidate(personId, lineOf(subject).roundId, tx))) return;
	throw new Refusal("conflict", "doubts.nobodyNew");
}

/** 复核: whoever proposes the ruling is independent of both who signed the invalidation. */
async function requireAppealOfOthers(tx: Tx, line: CaseLine, by: Viewer): Promise<void> {
	const { appeal, householdId, round } = line;
	if (!appeal) throw new Refusal("not_found", "common.notFound");
	const besides = signersOf(line);
	if (besides.includes(by.personId)) throw new Refusal("conflict", "doubts.notBySigner");
	const region = { id: round.regionId, path: round.regionPath };
	await requireIndependent(tx, by, { region, roles: WITNESSES, besides, householdId });
}

export function signersOf({ approvals }: Pick<CaseLine, "approvals">): string[] {
	const invalidation = standing(approvals, "invalidation");
	return invalidation?.answer ? [invalidation.proposed.byId, invalidation.answer.byId] : [];
}

/** The paper goes into the box with the time at which two people had read it. */
async function castPaper(tx: Tx, { roundId, rollNumber, householdId, paper }: CaseLine): Promise<void> {
	const { attempt, sealed, paperBallotId } = paperEntries;
	const ofPaper = eq(paperBallotId, paper?.id ?? "");
	const [last] = await tx.select({ attempt, sealed }).from(paperEntries).where(ofPaper).orderBy(desc(attempt)).limit(1);
	const numbers = last && openedChoice(roundId, Buffer.from(last.sealed), { rollNumber, version: last.attempt }, "papers");
	if (!paper?.usedAt || !numbers) throw new Error(`the paper of ${roundId}/${rollNumber} was not read alike`);
	await castBallot({ roundId, householdId, numbers, channel: "paper", at: paper.usedAt }, tx);
}
