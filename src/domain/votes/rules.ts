import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { DAY_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { STEADY_MS } from "#platform/steady-clock.ts";
import type { Channel, Phase, RoundRules, RoundStage, Voter } from "./types.ts";

export interface Standing {
	stage: RoundStage;
	opensAt: Date;
	closesAt: Date;
	objectionDays: number;
	countedAt?: Date | null;
}

/** An announced round opens by itself. A recorded closing holds even if the clock jumps back. */
export function phaseOf({ stage, opensAt, closesAt, objectionDays, countedAt }: Standing, at: Date): Phase {
	if (stage === "announced") return at < opensAt ? "announced" : at < closesAt ? "open" : "closed";
	if (stage === "cancelled" && countedAt) return "annulled";
	if (stage === "counted" && countedAt) return at < objectionEndOf({ objectionDays }, countedAt) ? "objections" : "counted";
	return stage;
}

export function takesBallots(round: Standing & Pick<RoundRules, "paperUntil">, channel: "phone" | "kiosk" | "paper", at: Date): boolean {
	if (channel !== "paper") return phaseOf(round, at) === "open";
	return (round.stage === "announced" || round.stage === "closed") && at >= round.opensAt && at < round.paperUntil;
}

/** In these phases no figure of a round leaves the server, not even the turnout. */
export function isSealed(phase: Phase): boolean {
	return phase === "draft" || phase === "announced" || phase === "open" || phase === "closed" || phase === "cancelled";
}

/** Whether officers may see who voted and how: after the closing, but never if the round was cancelled before its count. */
export function isPastClosing(phase: Phase): boolean {
	return phase === "closed" || !isSealed(phase);
}

export function objectionEndOf({ objectionDays }: Pick<RoundRules, "objectionDays">, countedAt: Date): Date {
	return later(countedAt, objectionDays * DAY_MS);
}

export function appealEndOf({ objectionDays }: Pick<RoundRules, "objectionDays">, signedAt: Date): Date {
	return objectionEndOf({ objectionDays }, signedAt);
}

/** A household may change its ballot this often without waiting: far more than anybody needs. */
const FREE_VERSIONS = 100;
/** After that, one change is accepted per interval, so that a script cannot fill the disk and a household can still change its ballot. */
const SLOW_LANE_MS = 10 * MINUTE_MS;

interface Home {
	householdId: string;
	villageId: string;
}

export interface BoxCandidate extends Home {
	number: number;
	/** 已退出: no longer public or no longer willing. */
	hasLeft: boolean;
}

/** 选票. Without numbers the household takes its ballot back. */
export interface Ballot {
	householdId: string;
	/** The person who casts it, if known: in a round each person votes for one household. */
	personId?: string | undefined;
	numbers: number[];
	channel: Channel;
	at: Date;
}

/** A round when these ballots arrive. */
export interface Station {
	round: Standing & Pick<RoundRules, "paperUntil" | "votesPerHousehold" | "ownVillage">;
	candidates: Map<number, BoxCandidate>;
	/** By household. */
	voters: Map<string, Voter>;
	/** The clock was just set past the opening, so it is unknown whether the round is open. */
	isOpeningInDoubt: boolean;
	/** Those of the ballots whose person moved since the opening and votes for another household. */
	movers: Set<object>;
}

export function requireCastable(ballot: Ballot, { round, candidates, voters, movers, isOpeningInDoubt }: Station): Voter {
	requireTime(round, ballot);
	if (isOpeningInDoubt) throw new Refusal("busy", "ballots.clockMoved", { retryAfterSeconds: STEADY_MS / 1000 });
	const voter = voters.get(ballot.householdId);
	// Two people have just read a paper, so its own state hinders nothing.
	const hindrance = hindranceOf(voter && ballot.channel === "paper" ? { ...voter, paper: "none" } : voter, movers.has(ballot));
	if (!voter || hindrance) throw new Refusal("forbidden", hindrance ?? "ballots.notOnRoll");
	if (ballot.channel !== "paper") requireUnhurried(voter, ballot);
	const { numbers } = ballot;
	if (numbers.length === 0 && voter.version === 0) throw new Refusal("conflict", "ballots.nothingToWithdraw");
	const [limit, over] = [round.votesPerHousehold, numbers.length - round.votesPerHousehold];
	if (over > 0) throw new Refusal("invalid", "ballots.tooMany", { field: "candidate", params: { limit, over } });
	for (const number of numbers) requireEligible(ballot, candidates.get(number), { voter, round });
	return voter;
}

function requireTime(round: Station["round"], { channel, at }: Ballot): void {
	if (takesBallots(round, channel, at)) return;
	if (round.stage === "draft") throw new Refusal("not_found", "common.notFound");
	if (round.stage === "cancelled") throw new Refusal("conflict", "ballots.cancelled");
	throw new Refusal("conflict", phaseOf(round, at) === "announced" ? "ballots.notOpenYet" : "ballots.closed");
}

/** Why somebody casts no ballot for this household, as a refusal says it. Other members and papers of a mover's new household are not affected. */
export function hindranceOf(voter: Pick<Voter, "isStruck" | "paper"> | null | undefined, isMover: boolean): MessageKey | null {
	if (!voter) return "ballots.notOnRoll";
	if (voter.isStruck) return "ballots.struck";
	if (isMover) return "ballots.movedHouse";
	return voter.paper === "none" ? null : voter.paper === "used" ? "ballots.paperUsed" : "ballots.paperUnsettled";
}

/** Taking back need not wait: it is possible once after each ballot. */
function requireUnhurried({ version, last }: Voter, { numbers, at }: Ballot): void {
	if (version < FREE_VERSIONS || numbers.length === 0 || !last) return;
	// A clock that was set back must not lengthen the wait.
	if (Math.abs(at.getTime() - last.at.getTime()) >= SLOW_LANE_MS) return;
	throw new Refusal("too_many", "ballots.tooManyChanges", { retryAfterSeconds: SLOW_LANE_MS / 1000 });
}

/** A paper was printed before a candidate may have left; that vote is void in the count, and the rest of the paper is valid. */
function requireEligible(
	ballot: Ballot,
	candidate: BoxCandidate | undefined,
	{ voter, round }: { voter: Voter; round: Station["round"] },
): void {
	const wrong = (key: MessageKey) => new Refusal("invalid", key, { field: "candidate" });
	if (!candidate) throw wrong("ballots.unknownCandidate");
	if (candidate.hasLeft && ballot.channel !== "paper") throw wrong("ballots.candidateLeft");
	const bar = barFor(candidate, voter, round);
	if (bar) throw wrong(bar === "own" ? "ballots.ownHousehold" : "ballots.ownVillage");
}

export function barFor(candidate: Home, voter: Home, { ownVillage }: Pick<RoundRules, "ownVillage">): "own" | "village" | null {
	if (candidate.householdId === voter.householdId) return "own";
	return ownVillage === "excluded" && candidate.villageId === voter.villageId ? "village" : null;
}

export function inOrder(numbers: number[]): number[] {
	return [...new Set(numbers)].sort((a, b) => a - b);
}
