import { and, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { sha256 } from "#platform/hash.ts";
import { randomCode } from "#platform/ids.ts";
import { rollHomes } from "../rounds/roll-homes.ts";
import { ownRound, type Round } from "../rounds/round.ts";
import { phaseOf } from "../rules.ts";
import type { RollHome } from "../types.ts";
import { CODE_LENGTH, paperMark } from "./paper-rules.ts";
import { HAS_NO_PAPER, isOfflineIn } from "./papers.ts";

/** One page each. An office hands out no more at once, and a browser can print them in one go. */
export const MOST_PAPERS = 60;

interface Asked {
	roundId: string;
	/** These households, even if they have a paper already. */
	householdIds?: string[];
	/** Or the households of this village that cannot vote by phone and have no paper, up to the limit. */
	villageId?: string | undefined;
	by: Viewer;
	at: Date;
}

export interface IssuedPaper extends RollHome {
	/** Ten characters. The database keeps only their hash. */
	code: string;
	mark: string;
}

export interface IssuedPapers {
	papers: IssuedPaper[];
	/** Households whose paper has already come back; they get no other. */
	without: RollHome[];
}

/** Makes a paper ballot for each household. An earlier one that has not come back becomes void. */
export async function issuePapers({ roundId, householdIds, villageId, by, at }: Asked): Promise<IssuedPapers> {
	const round = await ownRound(roundId, by);
	requireIssuable(round, at);
	if (!villageId) requireSome(householdIds ?? []);
	return write(async (tx) => {
		const homes = villageId ? await offlineHomes(tx, roundId, villageId) : await chosenHomes(tx, roundId, householdIds ?? []);
		if (homes.length === 0) throw new Refusal("conflict", "papers.noneOffline");
		const used = await usedAmong(tx, roundId, homes);
		const open = homes.filter(({ rollNumber }) => !used.has(rollNumber));
		const papers: IssuedPaper[] = [];
		for (const home of open) papers.push(await issue(tx, home, { roundId, by, at }));
		return { papers, without: homes.filter(({ rollNumber }) => used.has(rollNumber)) };
	});
}

/** From the announcement to the closing; a later paper could only be filled in too late. */
function requireIssuable(round: Round, at: Date): void {
	const phase = phaseOf(round, at);
	if (phase === "draft") throw new Refusal("conflict", "papers.notAnnounced");
	if (phase !== "announced" && phase !== "open") throw new Refusal("conflict", "papers.tooLateToIssue");
}

function requireSome(householdIds: string[]): void {
	if (householdIds.length === 0) throw new Refusal("invalid", "papers.noneChosen", { field: "household" });
	if (new Set(householdIds).size > MOST_PAPERS)
		throw new Refusal("invalid", "papers.tooMany", { field: "household", params: { most: MOST_PAPERS } });
}

async function chosenHomes(tx: Tx, roundId: string, householdIds: string[]): Promise<RollHome[]> {
	const wanted = [...new Set(householdIds)];
	const homes = await openHomes(tx, roundId, inArray(voteRoll.householdId, wanted));
	if (homes.length < wanted.length) throw new Refusal("not_found", "papers.notOnRoll");
	return homes;
}

function offlineHomes(tx: Tx, roundId: string, villageId: string): Promise<RollHome[]> {
	return openHomes(tx, roundId, and(eq(voteRoll.villageId, villageId), isOfflineIn(roundId), HAS_NO_PAPER));
}

function openHomes(tx: Tx, roundId: string, which: SQL | undefined): Promise<RollHome[]> {
	return rollHomes(tx, { which: and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt), which), limit: MOST_PAPERS });
}

async function usedAmong(tx: Tx, roundId: string, homes: RollHome[]): Promise<Set<number>> {
	const rows = await tx
		.select({ rollNumber: paperBallots.rollNumber })
		.from(paperBallots)
		.where(and(eq(paperBallots.roundId, roundId), inArray(paperBallots.rollNumber, homes.map(numberOf)), isNotNull(paperBallots.usedAt)));
	return new Set(rows.map(numberOf));
}

function numberOf({ rollNumber }: { rollNumber: number }): number {
	return rollNumber;
}

type Issuing = Pick<Asked, "roundId" | "by" | "at">;

async function issue(tx: Tx, home: RollHome, { roundId, by, at }: Issuing): Promise<IssuedPaper> {
	const code = randomCode(CODE_LENGTH);
	const codeHash = sha256(code);
	const { rollNumber } = home;
	const earlier = and(eq(paperBallots.roundId, roundId), eq(paperBallots.rollNumber, rollNumber), isNull(paperBallots.voidedAt));
	const voided = await tx
		.update(paperBallots)
		.set({ voidedAt: at, voidedBy: by.personId })
		.where(earlier)
		.returning({ id: paperBallots.id });
	const id = newId();
	await tx.insert(paperBallots).values({ id, roundId, rollNumber, codeHash, issuedBy: by.personId, issuedAt: at });
	await record(tx, {
		at,
		actorId: by.personId,
		action: "paper.issue",
		subject: `paper:${id}`,
		detail: { roundId, rollNumber, voided: voided[0]?.id ?? null },
	});
	return { ...home, code, mark: paperMark(codeHash) };
}
