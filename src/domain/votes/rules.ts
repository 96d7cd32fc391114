import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { DAY_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { STEADY_MS } from "#platform/steady-clock.ts";
import type { Channel, Phase, RoundRules, RoundStage } from "./types.ts";

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

/** Whether a ballot that arrives now counts, by the server's time. */
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

/** The end of a household's time to appeal against an invalidation: as many days as for objecting to the count. */
export function appealEndOf({ objectionDays }: Pick<RoundRules, "objectionDays">, signedAt: Date): Date {
	return objectionEndOf({ objectionDays }, signedAt);
}

/** A household may change its ballot this often without waiting: far more than anybody needs. */
const FREE_VERSIONS = 100;
/** After that, one change is accepted per interval, so that a script cannot fill the disk and a household can still change its ballot. */
export const SLOW_LANE_MS = 10 * MINUTE_MS;

interface Home {
	householdId: string;
	villageId: string;
}

export interface BoxCandidate extends Home {
	number: number;
	/** 已退出: no longer public or no longer willing. */
	hasLeft: boolean;
}

export interface Voter extends Home {
	rollNumber: number;
	isStruck: boolean;
	/** The version of its last ballot; 0 before the first. */
	version: number;
	/** The last ballot without its choice, which nothing opens before the closing. */
	last: { channel: Channel; at: Date; isWithdrawn: boolean } | null;
	/** `used`: its paper was read. `unsettled`: two people must decide between its two ballots. */
	paper: "none" | "used" | "unsettled";
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

interface Station {
	round: Standing & Pick<RoundRules, "paperUntil" | "votesPerHousehold" | "ownVillage">;
	candidates: Map<number, BoxCandidate>;
	/** The clock was just set past the opening, so it is unknown whether the round is open. */
	isOpeningInDoubt: boolean;
	/** People who moved since the opening, and the household for which each votes. */
	movers: Map<string, string>;
}

/** Refuses a ballot that breaks a rule, most important rule first. Returns the voter. */
export function requireCastable(ballot: Ballot, voter: Voter | undefined, { round, candidates, movers, isOpeningInDoubt }: Station): Voter {
	requireTime(round, ballot);
	if (isOpeningInDoubt) throw new Refusal("busy", "ballots.clockMoved", { retryAfterSeconds: STEADY_MS / 1000 });
	const known = requireOnRoll(voter);
	requireOneHousehold(ballot, movers);
	if (ballot.channel !== "paper") requireOwnTurn(known, ballot);
	requireFew(ballot, round.votesPerHousehold);
	for (const number of ballot.numbers) requireEligible(ballot, candidates.get(number), { voter: known, round });
	return known;
}

function requireTime(round: Station["round"], { channel, at }: Ballot): void {
	if (takesBallots(round, channel, at)) return;
	if (round.stage === "draft") throw new Refusal("not_found", "common.notFound");
	if (round.stage === "cancelled") throw new Refusal("conflict", "ballots.cancelled");
	throw new Refusal("conflict", phaseOf(round, at) === "announced" ? "ballots.notOpenYet" : "ballots.closed");
}

function requireOnRoll(voter: Voter | undefined): Voter {
	if (!voter) throw new Refusal("forbidden", "ballots.notOnRoll");
	if (voter.isStruck) throw new Refusal("forbidden", "ballots.struck");
	return voter;
}

/** A person who moved would vote twice. Other members and papers of the new household are not affected. */
function requireOneHousehold({ personId = "", householdId }: Ballot, movers: Station["movers"]): void {
	if (speaksFor({ personId, householdId }, movers)) return;
	throw new Refusal("forbidden", "ballots.movedHouse");
}

export function speaksFor({ personId, householdId }: { personId: string; householdId: string }, movers: Station["movers"]): boolean {
	return (movers.get(personId) ?? householdId) === householdId;
}

/** Staff read a paper once, so the household's earlier changes do not matter. */
function requireOwnTurn(voter: Voter, ballot: Ballot): void {
	if (voter.paper === "used") throw new Refusal("conflict", "ballots.paperUsed");
	if (voter.paper === "unsettled") throw new Refusal("conflict", "ballots.paperUnsettled");
	requireUnhurried(voter, ballot);
}

/** Taking back need not wait: it is possible once after each ballot, so it cannot fill the disk. */
function requireUnhurried({ version, last }: Voter, { numbers, at }: Ballot): void {
	if (version < FREE_VERSIONS || numbers.length === 0 || !last) return;
	// A clock that was set back must not lengthen the wait.
	const waited = Math.abs(at.getTime() - last.at.getTime());
	if (waited >= SLOW_LANE_MS) return;
	const retryAfterSeconds = Math.ceil((SLOW_LANE_MS - waited) / 1000);
	throw new Refusal("too_many", "ballots.tooManyChanges", { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
}

function requireFew({ numbers }: Ballot, limit: number): void {
	if (numbers.length > limit)
		throw new Refusal("invalid", "ballots.tooMany", { field: "candidate", params: { limit, over: numbers.length - limit } });
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

/** Whom a household may not choose: never itself, and none of its village if the rules exclude the own village. */
export function barFor(candidate: Home, voter: Home, { ownVillage }: Pick<RoundRules, "ownVillage">): "own" | "village" | null {
	if (candidate.householdId === voter.householdId) return "own";
	return ownVillage === "excluded" && candidate.villageId === voter.villageId ? "village" : null;
}

/** A form's candidates as a ballot stores them: rising, each once. */
export function inOrder(numbers: number[]): number[] {
	return [...new Set(numbers)].sort((a, b) => a - b);
}
