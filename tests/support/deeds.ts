import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { Refusal } from "#domain/errors.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import type { Reading } from "#domain/votes/papers/paper-rules.ts";
import type { Ruling, Settlement } from "#domain/votes/types.ts";
import { SPOILED, ticked } from "./papers.ts";
import type { Deed } from "./pencil.ts";

/** A round in which everything is done by the commands behind the pages. */
export interface Stage {
	roundId: string;
	/** In the order of the roll. */
	homes: { householdId: string; personId: string }[];
	staff: Record<"li" | "meng" | "wang" | "song" | "zhao", Viewer>;
	/** The codes of each household's papers, newest last. */
	codes: Map<number, string[]>;
}

const WHY = "问过两家邻居，都这样说。";

/** Does it and returns whether it was accepted. A refusal is false; any other error is a bug. */
export async function isTaken(stage: Stage, deed: Deed, at: Date): Promise<boolean> {
	try {
		await perform(stage, deed, at);
		return true;
	} catch (failure) {
		if (failure instanceof Refusal) return false;
		throw failure;
	}
}

function perform(stage: Stage, { kind, ...deed }: Deed, at: Date): Promise<unknown> {
	const [{ roundId }, { household, numbers }] = [stage, deed];
	const { householdId, personId } = stage.homes[household - 1] as Stage["homes"][number];
	const ballot = { roundId, householdId, personId, channel: "phone" as const, at };
	const on = { stage, household, at };
	const [newest, older] = (stage.codes.get(household) ?? []).toReversed();
	const deeds: Record<Deed["kind"], () => Promise<unknown>> = {
		vote: () => castBallot({ ...ballot, numbers }),
		withdraw: () => withdrawBallot(ballot),
		"hand out": () => handOut(on),
		read: () => read(on, newest, [ticked(...numbers), ticked(...numbers)]),
		spoil: () => read(on, newest, [SPOILED, SPOILED]),
		misread: () => read(on, newest, [ticked(...numbers), SPOILED]),
		"read the old": () => read(on, older, [ticked(...numbers), ticked(...numbers)]),
		"count the paper": () => settle(on, "paper"),
		"count the other": () => settle(on, "other"),
		strike: () => strike(on, sign),
		"do not sign": () => strike(on, doNotSign),
		restore: () => look(on, "restored"),
		uphold: () => look(on, "stands"),
	};
	return deeds[kind]();
}

interface Doing {
	stage: Stage;
	household: number;
	at: Date;
}

async function handOut({ stage, household, at }: Doing): Promise<void> {
	const { roundId, homes, codes, staff } = stage;
	const householdIds = homes.slice(household - 1, household).map(({ householdId }) => householdId);
	const { papers } = await issuePapers({ roundId, householdIds, by: staff.wang, at });
	const [paper] = papers;
	if (!paper) throw new Refusal("conflict", "papers.usedCode");
	codes.set(household, [...(codes.get(household) ?? []), paper.code]);
}

/** Li and Meng read independently. */
async function read({ stage, at }: Doing, code = "", [one, other]: [Reading, Reading]): Promise<void> {
	const { li, meng } = stage.staff;
	await enterPaper({ roundId: stage.roundId, code, reading: one, by: li, at });
	await enterPaper({ roundId: stage.roundId, code, reading: other, by: meng, at });
}

/** Wang proposes, Song signs. */
async function settle(on: Doing, outcome: Settlement): Promise<void> {
	const { wang, song } = on.stage.staff;
	const { approvalId } = await proposeOnLine({ kind: "settlement", ...lineIn(on), outcome, why: WHY, by: wang });
	await sign({ approvalId, by: song, at: on.at }, BALLOT_APPROVALS);
}

/** Wang proposes, Song signs or does not. */
async function strike(on: Doing, answer: typeof sign): Promise<void> {
	const { wang, song } = on.stage.staff;
	const { approvalId } = await proposeOnLine({ kind: "invalidation", ...lineIn(on), outcome: "bought", why: WHY, by: wang });
	await answer({ approvalId, by: song, at: on.at }, BALLOT_APPROVALS);
}

const doNotSign: typeof sign = (answering, kinds) => refuse({ ...answering, why: "问过这户，没有这回事" }, kinds);

/** The household appeals; Zhao, who is new to it, proposes, Song signs. */
async function look(on: Doing, outcome: Ruling): Promise<void> {
	const { stage, household, at } = on;
	const { song, zhao } = stage.staff;
	const by = stage.homes[household - 1] as Stage["homes"][number];
	await appeal({ roundId: stage.roundId, by, words: "那是亲戚送的，和投票没关系。", at });
	const { approvalId } = await proposeOnLine({ kind: "ruling", ...lineIn(on), outcome, why: WHY, by: zhao });
	await sign({ approvalId, by: song, at }, BALLOT_APPROVALS);
}

function lineIn({ stage, household, at }: Doing) {
	return { roundId: stage.roundId, rollNumber: household, at };
}
