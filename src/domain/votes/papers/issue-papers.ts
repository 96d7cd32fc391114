import { and, eq, inArray, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { sha256 } from "#platform/hash.ts";
import { randomCode } from "#platform/ids.ts";
import { rollHomes } from "../rounds/roll.ts";
import { ownRound, type Round } from "../rounds/round.ts";
import { phaseOf } from "../rules.ts";
import type { RollHome } from "../types.ts";
import { CODE_LENGTH, paperMark } from "./paper-rules.ts";
import { goodPapers, MOST_PAPERS } from "./papers.ts";

interface Issuing {
	roundId: string;
	by: Viewer;
	at: Date;
}

export interface IssuedPaper extends RollHome {
	/** The database keeps only its hash. */
	code: string;
	mark: string;
}

/** An earlier paper becomes void; households whose paper has come back (`without`) get no other. */
export async function issuePapers({ householdIds, ...issuing }: Issuing & { householdIds: string[] }) {
	const { roundId, by, at } = issuing;
	requireIssuable(await ownRound(roundId, by), at);
	const wanted = [...new Set(householdIds)];
	requireSome(wanted);
	return write(async (tx) => {
		const homes = await homesOf(tx, roundId, wanted);
		const earlier = await goodPapers(tx, roundId, homes);
		const [papers, without]: [IssuedPaper[], RollHome[]] = [[], []];
		for (const home of homes) {
			const old = earlier.get(home.rollNumber);
			if (old?.usedAt) without.push(home);
			else papers.push(await issue(tx, home, { ...issuing, voided: old?.id ?? null }));
		}
		return { papers, without };
	});
}

/** A paper issued after the closing could only be filled in too late. */
function requireIssuable(round: Round, at: Date): void {
	const phase = phaseOf(round, at);
	if (phase === "draft") throw new Refusal("conflict", "papers.notAnnounced");
	if (phase !== "announced" && phase !== "open") throw new Refusal("conflict", "papers.tooLateToIssue");
}

function requireSome({ length }: string[]): void {
	if (length === 0) throw new Refusal("invalid", "papers.noneChosen", { field: "household" });
	if (length > MOST_PAPERS) throw new Refusal("invalid", "papers.tooMany", { field: "household", params: { most: MOST_PAPERS } });
}

async function homesOf(tx: Tx, roundId: string, householdIds: string[]): Promise<RollHome[]> {
	const which = and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt), inArray(voteRoll.householdId, householdIds));
	const homes = await rollHomes(tx, { which, limit: MOST_PAPERS });
	if (homes.length < householdIds.length) throw new Refusal("conflict", "papers.notOnRoll");
	return homes;
}

async function issue(tx: Tx, home: RollHome, { roundId, by, at, voided }: Issuing & { voided: string | null }): Promise<IssuedPaper> {
	const code = randomCode(CODE_LENGTH);
	const [id, codeHash, { rollNumber }] = [newId(), sha256(code), home];
	if (voided) await tx.update(paperBallots).set({ voidedAt: at, voidedBy: by.personId }).where(eq(paperBallots.id, voided));
	await tx.insert(paperBallots).values({ id, roundId, rollNumber, codeHash, issuedBy: by.personId, issuedAt: at });
	await record(tx, { at, actorId: by.personId, action: "paper.issue", subject: `paper:${id}`, detail: { roundId, rollNumber, voided } });
	return { ...home, code, mark: paperMark(codeHash) };
}
