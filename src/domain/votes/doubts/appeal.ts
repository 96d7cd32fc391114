import { type Tx, write } from "#db/client.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { requireAppealWords, requireInTime } from "#domain/appeals/rules.ts";
import { standing } from "#domain/approvals/approvals.ts";
import { requireWitness } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import type { Member } from "#domain/submissions/types.ts";
import { type Line, subjectOf } from "../ballots/lines.ts";
import { requireBeforeCount, requireNoCandidate, signersOf, tellAppeal } from "./ballot-approvals.ts";
import { type CaseLine, lineAt } from "./cases.ts";

interface Said {
	words: string;
	at: Date;
}

/** 申请复核: the household says why its ballot should count after all. Somebody who has not signed examines it before the count. */
export async function appeal({ roundId, by, ...said }: Said & { roundId: string; by: Member }): Promise<void> {
	await write(async (tx) => {
		const line = await lineAt(roundId, by, tx);
		if (!line.appealUntil) throw new Refusal("not_found", "common.notFound");
		const mayReplace = !line.isOwnAppeal && !standing(line.approvals, "ruling");
		await writeDown(tx, line, { ...said, madeBy: by.personId, mayReplace });
		await retractNotices(tx, `ballot:${subjectOf(line)}`, "two_decided");
	});
}

/** 代办: a witness writes down what a household said, but no signer or relative, who could put other words there. Its own words replace it until the ruling. */
export async function appealFor({ roundId, rollNumber, by, ...said }: Said & Line & { by: Viewer }): Promise<void> {
	await write(async (tx) => {
		const line = await lineAt(roundId, { rollNumber }, tx);
		requireWitness(by, line.round);
		await requireImpartial(tx, by, line.householdId);
		await requireNoCandidate(tx, by, roundId);
		if (signersOf(line).includes(by.personId)) throw new Refusal("forbidden", "doubts.notBySigner");
		await writeDown(tx, line, { ...said, madeBy: by.personId, mayReplace: false });
	});
}

async function writeDown(tx: Tx, line: CaseLine, { words, at, madeBy, mayReplace }: Said & { madeBy: string; mayReplace: boolean }) {
	const said = requireAppealWords(words);
	const { roundId, rollNumber, round, appealUntil } = line;
	if (line.appeal?.words === said) return;
	if (line.appeal && !mayReplace) throw new Refusal("conflict", "doubts.appealedAlready");
	requireBeforeCount(round);
	const invalidation = standing(line.approvals, "invalidation");
	if (!invalidation || !appealUntil) throw new Refusal("conflict", "doubts.notSigned");
	requireInTime({ until: appealUntil, at, late: "doubts.appealTooLate" });
	const appeal = { words: said, madeBy, madeAt: at };
	const target = [ballotAppeals.roundId, ballotAppeals.rollNumber];
	await tx
		.insert(ballotAppeals)
		.values({ roundId, rollNumber, ...appeal })
		.onConflictDoUpdate({ target, set: appeal });
	await tellAppeal(tx, line, at);
	await record(tx, { at, actorId: madeBy, action: "appeal.make", subject: `invalidation:${invalidation.approvalId}` });
}
