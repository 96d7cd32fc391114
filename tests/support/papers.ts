import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import type { Reading } from "#domain/votes/papers/paper-rules.ts";
import { minutesAfter } from "./cast.ts";
import { OPENS } from "./rounds.ts";

/** When the stories about paper happen: an hour after the opening. */
export const NOON = minutesAfter(OPENS, 60);

/** The code of a new paper for this household in the round "june". */
export async function paperFor(householdId: string, by: Viewer): Promise<string> {
	const { papers } = await issuePapers({ roundId: "june", householdIds: [householdId], by, at: NOON });
	return papers[0]?.code ?? "";
}

export const ticked = (...numbers: number[]): Reading => ({ isSpoiled: false, numbers });
export const SPOILED: Reading = { isSpoiled: true };

/** Both read the same. */
export async function readByTwo(code: string, reading: Reading, [one, other]: [Viewer, Viewer], at = NOON) {
	await enterPaper({ roundId: "june", code, reading, by: one, at });
	return enterPaper({ roundId: "june", code, reading, by: other, at });
}

/** A ballot by phone from the household with this number on the roll of "june". */
export async function phoneVote(rollNumber: number, numbers: number[], { at = NOON, device = `phone ${rollNumber}` } = {}) {
	const [row] = await db
		.select()
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, "june"), eq(voteRoll.number, rollNumber)));
	return castBallot({ roundId: "june", householdId: row?.householdId ?? "", numbers, channel: "phone", mark: device, at });
}
