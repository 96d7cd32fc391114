import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { STEADY_MS } from "#platform/steady-clock.ts";
import type { Channel, Phase, RoundRules, RoundStage } from "./types.ts";

export interface Standing {
	stage: RoundStage;
	opensAt: Date;
	closesAt: Date;
	objectionDays: number;
	/** When it was counted. */
	countedAt?: Date | null;
}

/** An announced round opens by itself; a closing that was written down is never undone by a clock that jumps back. */
export function phaseOf({ stage, opensAt, closesAt, objectionDays, countedAt }: Standing, at: Date): Phase {
	if (stage === "announced") return at < opensAt ? "announced" : at < closesAt ? "open" : "closed";
	if (stage === "cancelled" && countedAt) return "annulled";
	if (stage === "counted" && countedAt) return at < objectionEndOf({ objectionDays }, countedAt) ? "objections" : "counted";
	return stage;
}

/** Whether a ballot that comes now counts. Only ever by the server's own time. */
export function takesBallots(round: Standing & Pick<RoundRules, "paperUntil">, channel: "phone" | "kiosk" | "paper", at: Date): boolean {
	if (channel !== "paper") return phaseOf(round, at) === "open";
	return (round.stage === "announced" || round.stage === "closed") && at >= round.opensAt && at < round.paperUntil;
}

/** What a result may not be told before: no figure of a round leaves the server in these phases, turnout included. */
export function isSealed(phase: Phase): boolean {
	return phase === "draft" || phase === "announced" || phase === "open" || phase === "closed" || phase === "cancelled";
}

/** Whether officers may see who voted, and how: after the closing, and never of a round that was called off before its count, whose ballots stay sealed. */
export function isPastClosing(phase: Phase): boolean {
	return phase === "closed" || !isSealed(phase);
}

/** Until when households may object to a count. */
export function objectionEndOf({ objectionDays }: Pick<RoundRules, "objectionDays">, countedAt: Date): Date {
	return later(countedAt, objectionDays * DAY_MS);
}

/** Until when a household may appeal against what made its ballot invalid: as many days as it later may object to the count. */
export function appealEndOf({ objectionDays }: Pick<RoundRules, "objectionDays">, signedAt: Date): Date {
	return objectionEndOf({ objectionDays }, signedAt);
}

/** So often a household changes its mind as fast as it likes: far more than anybody needs. */
const FREE_VERSIONS = 100;
/** After that one change is taken in so long: a script fills no disk, and whoever uses the hundred up has settled nothing for good. */
export const SLOW_LANE_MS = 10 * MINUTE_MS;

/** A candidate as the ballot box knows it. */
export interface BoxCandidate {
	number: number;
	householdId: string;
	villageId: string;
	/** 已退出: no longer public, or no longer willing. */
	hasLeft: boolean;
}

/** A household on the roll, and what it has said so far. */
export interface Voter {
	rollNumber: number;
	villageId: string;
	isStruck: boolean;
	/** Of its last ballot; 0 before the first. */
	version: number;
	/** That ballot, without whom it is for: nothing opens it before the closing, for nobody. */
	last: { channel: Channel; at: Date; isWithdrawn: boolean } | null;
	/** Whether a ballot on paper was read for it, or two ballots of it wait for two people to settle. */
	paper: "none" | "used" | "unsettled";
}

/** 选票: what a household puts into the box. Without numbers it takes its ballot back. */
export interface Ballot {
	householdId: string;
	/** Who puts it in, where that is known: a person speaks for one household in a round. */
	personId?: string | undefined;
	numbers: number[];
	channel: Channel;
	at: Date;
}

interface Station {
	round: Standing & Pick<RoundRules, "paperUntil" | "votesPerHousehold" | "ownVillage">;
	candidates: Map<number, BoxCandidate>;
	/** The clock was set past the opening a moment ago: nobody knows yet whether it has come. */
	isOpeningInDoubt: boolean;
	/** Who moved house since the opening, with the household that they speak for. */
	movers: Map<string, string>;
}

/** Refuses a ballot that breaks a rule of the round, in the order in which a person would want to know. */
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

/** Who has moved meanwhile would speak twice. The others of the new household do not, and paper may be theirs. */
function requireOneHousehold({ personId = "", householdId }: Ballot, movers: Station["movers"]): void {
	if (speaksFor({ personId, householdId }, movers)) return;
	throw new Refusal("forbidden", "ballots.movedHouse");
}

export function speaksFor({ personId, householdId }: { personId: string; householdId: string }, movers: Station["movers"]): boolean {
	return (movers.get(personId) ?? householdId) === householdId;
}

/** Paper is read once, by staff: how often the household changed its mind before does not bar it. */
function requireOwnTurn(voter: Voter, ballot: Ballot): void {
	if (voter.paper === "used") throw new Refusal("conflict", "ballots.paperUsed");
	if (voter.paper === "unsettled") throw new Refusal("conflict", "ballots.paperUnsettled");
	requireUnhurried(voter, ballot);
}

/** Taking back need not wait: it comes once after each ballot, so it fills no disk either. */
function requireUnhurried({ version, last }: Voter, { numbers, at }: Ballot): void {
	if (version < FREE_VERSIONS || numbers.length === 0 || !last) return;
	// A clock that was set back in between makes nobody wait longer.
	const waited = Math.abs(at.getTime() - last.at.getTime());
	if (waited >= SLOW_LANE_MS) return;
	const retryAfterSeconds = Math.ceil((SLOW_LANE_MS - waited) / 1000);
	throw new Refusal("too_many", "ballots.tooManyChanges", { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds });
}

function requireFew({ numbers }: Ballot, limit: number): void {
	if (numbers.length > limit)
		throw new Refusal("invalid", "ballots.tooMany", { field: "candidate", params: { limit, over: numbers.length - limit } });
}

/** Paper was printed before a candidate may have left: such a vote is void when it is counted, and spoils nothing else on the paper. */
function requireEligible(
	ballot: Ballot,
	candidate: BoxCandidate | undefined,
	{ voter, round }: { voter: Voter; round: Station["round"] },
): void {
	const wrong = (key: MessageKey) => new Refusal("invalid", key, { field: "candidate" });
	if (!candidate) throw wrong("ballots.unknownCandidate");
	if (candidate.hasLeft && ballot.channel !== "paper") throw wrong("ballots.candidateLeft");
	if (candidate.householdId === ballot.householdId) throw wrong("ballots.ownHousehold");
	if (round.ownVillage === "excluded" && candidate.villageId === voter.villageId) throw wrong("ballots.ownVillage");
}

/** The candidates of a form as a ballot holds them: each once, in rising order. */
export function inOrder(numbers: number[]): number[] {
	return [...new Set(numbers)].sort((a, b) => a - b);
}

/** What a household has before it at a kiosk. */
export type Seat = "ballot" | "receipt";

/** How long the server keeps a seat without a sign of anybody. A ballot is read slowly, perhaps without a script that sees the finger; a receipt is copied. */
export const SEAT_MS: Record<Seat, number> = { ballot: 10 * MINUTE_MS, receipt: 2 * MINUTE_MS };

/** Where a script sees that nobody touches the screen, it leaves after so long, and asks before. */
export const QUIET_SECONDS = 120;
export const ASKED_BEFORE_SECONDS = 30;

const EVENING = 21 * HOUR_MS;

/** When a kiosk closes by itself: at nine in the evening, or, opened late, at the end of the day. */
export function kioskEveningOf(at: Date): Date {
	const evening = later(startOf(dayAt(at)), EVENING);
	return evening.getTime() - at.getTime() >= HOUR_MS ? evening : endOf(dayAt(at));
}
