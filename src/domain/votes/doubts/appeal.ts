import { and, eq, isNull, or } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { householdMembers } from "#db/schema/households.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { requireAppealWords, requireInTime } from "#domain/appeals/rules.ts";
import { requireWitness } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/households/recusal.ts";
import type { Member } from "#domain/submissions/types.ts";
import { type Line, lineOf, subjectOf } from "../ballots/lines.ts";
import { roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import { requireBeforeCount, requireNoCandidate } from "./propose-on-line.ts";

interface Appealing {
	words: string;
	at: Date;
}

/** 申请复核: the household says why its ballot should count after all. Somebody who has not signed examines it before the count. */
export async function appeal({ roundId, by, ...said }: Appealing & { roundId: string; by: Member }): Promise<void> {
	await write(async (tx) => {
		const ofHousehold = and(eq(approvals.kind, "invalidation"), eq(approvals.householdId, by.householdId), eq(approvals.answer, "signed"));
		const signed = await tx.select().from(approvals).where(ofHousehold);
		const invalidation = signed.find(({ subject }) => lineOf(subject).roundId === roundId);
		if (!invalidation) throw new Refusal("not_found", "common.notFound");
		await writeDown(tx, invalidation, { ...said, madeBy: by.personId, isByHousehold: true });
	});
}

/**
 * 代办: a witness writes down what a household said at the door or in the office. Signers and relatives are excluded, because they could put other words there.
 * The household's own words replace it until there is a ruling.
 */
export async function appealFor({ approvalId, by, ...said }: Appealing & { approvalId: string; by: Viewer }): Promise<void> {
	await write(async (tx) => {
		const [found] = await tx.select().from(approvals).where(eq(approvals.id, approvalId));
		if (found?.kind !== "invalidation" || !found.householdId) throw new Refusal("not_found", "common.notFound");
		const { roundId } = lineOf(found.subject);
		requireWitness(by, await roundFor(roundId, tx));
		await requireImpartial(tx, by, found.householdId);
		await requireNoCandidate(tx, by, roundId);
		if ([found.proposedBy, found.answeredBy].includes(by.personId)) throw new Refusal("forbidden", "doubts.appealNotBySigner");
		await writeDown(tx, found, { ...said, madeBy: by.personId, isByHousehold: false });
	});
}

type Invalidation = typeof approvals.$inferSelect;

interface Said extends Appealing {
	madeBy: string;
	isByHousehold: boolean;
}

async function writeDown(tx: Tx, invalidation: Invalidation, { words, madeBy, at, isByHousehold }: Said): Promise<void> {
	const said = requireAppealWords(words);
	const line = lineOf(invalidation.subject);
	const ofLine = and(eq(ballotAppeals.roundId, line.roundId), eq(ballotAppeals.rollNumber, line.rollNumber));
	const [known] = await tx.select().from(ballotAppeals).where(ofLine);
	if (known?.words === said) return;
	const isInPlace = known && isByHousehold && !(await isSettledWith(tx, line, { known, invalidation }));
	if (known && !isInPlace) throw new Refusal("conflict", "doubts.appealedAlready");
	const round = await roundFor(line.roundId, tx);
	requireBeforeCount(round);
	if (invalidation.answer !== "signed" || !invalidation.answeredAt) throw new Refusal("conflict", "doubts.notSigned");
	requireInTime({ until: appealEndOf(round, invalidation.answeredAt), at, late: "doubts.appealTooLate" });
	const appeal = { words: said, madeBy, madeAt: at };
	if (known) await tx.update(ballotAppeals).set(appeal).where(ofLine);
	else await tx.insert(ballotAppeals).values({ ...line, ...appeal });
	await record(tx, { at, actorId: madeBy, action: "appeal.make", subject: `invalidation:${invalidation.id}` });
}

interface Standing {
	known: typeof ballotAppeals.$inferSelect;
	invalidation: Invalidation;
}

/** Whether the household itself has appealed, or there is a ruling on what the office wrote. */
async function isSettledWith(tx: Tx, line: Line, { known, invalidation }: Standing): Promise<boolean> {
	const { householdId } = invalidation;
	const isOwn = and(
		eq(householdMembers.personId, known.madeBy),
		eq(householdMembers.householdId, householdId ?? ""),
		isNull(householdMembers.leftAt),
	);
	if ((await tx.$count(householdMembers, isOwn)) > 0) return true;
	const isOpen = or(isNull(approvals.answer), eq(approvals.answer, "signed"));
	return (await tx.$count(approvals, and(eq(approvals.kind, "ruling"), eq(approvals.subject, subjectOf(line)), isOpen))) > 0;
}
