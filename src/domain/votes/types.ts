import type { voteRounds } from "#db/schema/votes/rounds.ts";
import type { Approval, BallotKind } from "#domain/approvals/types.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";

type Row = typeof voteRounds.$inferSelect;

export type RoundStage = Row["stage"];

/** A round's state for people: the stored step, and what follows from the time. */
export type Phase = "draft" | "announced" | "open" | "closed" | "counted" | "objections" | "final" | "cancelled" | "annulled";

export type Channel = "phone" | "kiosk" | "paper";

type Rule = "objectionDays" | "votesPerHousehold" | "ownVillage" | "weighting" | "ties" | "places";

/** The rules that the announcement freezes: the closing is the first moment that is too late, and papers may be entered until `paperUntil`. */
export type RoundRules = Pick<Row, "opensAt" | "closesAt" | "paperUntil" | Rule>;

export type RoundDraft = RoundRules & Pick<Row, "name" | "words">;

export interface OwnNomination {
	nominationId: string;
	/** `gone`: the yes was taken back, or the pair is no longer public. */
	state: "waiting" | "accepted" | "declined" | "gone";
	words: string;
	pair: PublishedPair | null;
	saidBy: string | null;
	saidByUnlisted: boolean;
	heardBy: string | null;
	/** Set if the household cannot answer in this session: the names of those who may write its word down. */
	helpers: string | null;
	round: Pick<Row, "id" | "name" | "opensAt" | "closesAt" | "stage"> & { regionName: string };
}

/** Other households and answers stay private. */
type Asked = { asked: number; standing: number[] };

export interface HowChosen {
	code: string;
	/** The round's number in its region; with the region's code it is the seed of the draws. */
	ordinal: number;
	seed: string;
	purpose: string;
	/** Each draw: the period of publication, how many households took part, and how many were drawn. */
	draws: { from: Date; until: Date; tickets: number; drawn: number }[];
	isEverybody: boolean;
	drawn: Asked;
	nominated: Asked;
}

export const INVALIDATION_REASONS = ["bought", "coerced", "not_by_household", "duplicate_paper"] as const;
export type InvalidationReason = (typeof INVALIDATION_REASONS)[number];

/** 投了两次的户: which of its two ballots counts. */
export const SETTLEMENTS = ["paper", "other"] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** 复核结论: the ballot stays out of the count, or counts after all. */
export const RULINGS = ["stands", "restored"] as const;
export type Ruling = (typeof RULINGS)[number];

export type Outcome =
	| { kind: "invalidation"; outcome: InvalidationReason }
	| { kind: "settlement"; outcome: Settlement }
	| { kind: "ruling"; outcome: Ruling };

/** The length of the note on a paper that says where the box stands. */
export const BOX_LENGTH = { least: 1, most: 30 };

/** 线索: something to ask about; it decides nothing. Households are roll numbers, times are milliseconds. */
export type Evidence =
	| { kind: "device"; households: number[]; from: number; to: number }
	| { kind: "ring"; households: number[]; candidates: number[] }
	| { kind: "kiosk"; households: number[]; from: number; to: number }
	| { kind: "sample"; households: number[]; outOf: number };

export interface FlagView {
	flagId: string;
	evidence: Evidence;
	homes: RollHome[];
	foundAt: Date;
	answer: { note: string; isWaived: boolean; byId: string; byName: string; at: Date } | null;
}

export interface ListedCandidate {
	number: number;
	/** Null if it has left (已退出). */
	pair: PublishedPair | null;
	words: string;
	village: { regionId: string; name: string };
	bar: "left" | "own" | "village" | null;
}

/** A round in a list, without figures, because turnout is secret before the closing. */
export type ShownRound = Pick<Row, "name" | "opensAt" | "closesAt"> & { roundId: string; regionName: string; phase: Phase };

export interface Voter {
	rollNumber: number;
	householdId: string;
	villageId: string;
	isStruck: boolean;
	/** The version of its last ballot; 0 before the first. */
	version: number;
	/** The last ballot without its choice, which nothing opens before the closing. */
	last: { channel: Channel; at: Date; isWithdrawn: boolean } | null;
	/** `used`: its paper was read. `unsettled`: two people must decide between its two ballots. */
	paper: "none" | "used" | "unsettled";
}

/** What a household sees of its own ballot. Never the choice: a choice that can be shown can be sold, demanded, or read by whoever signs in as the household. */
export interface OwnBallot extends Omit<Voter, "version"> {
	state: "none" | "cast" | "withdrawn" | "invalidated";
	receipt: string | null;
	/** Why the household was struck off, or its ballot does not count. */
	why: string | null;
}

export interface Visits {
	/** Households drawn for a visit; 0 before the draw. */
	drawn: number;
	isAnswered: boolean;
	/** Why nobody went; null otherwise. */
	waivedWhy: string | null;
}

export interface RollHome {
	rollNumber: number;
	householdId: string;
	villageId: string;
	villageName: string;
	hamletId: string;
	hamletName: string;
	number: string;
	headName: string;
	status: "lived_in" | "away" | "empty";
	struckAt: Date | null;
	struckWhy: string | null;
}

export interface PaperLine extends RollHome {
	hasPaper: boolean;
}

/** 要核实的一户: channel and time of its ballots, never the choice, and what was said about them. */
export interface Case {
	home: RollHome;
	twice: { other: { channel: Channel; at: Date }; paperReadAt: Date } | null;
	approvals: Approval<BallotKind>[];
	/** Null unless its ballot was made invalid. */
	appealUntil: Date | null;
	appeal: { words: string; madeAt: Date } | null;
	/** The viewer's own or a relative's household: other people decide. */
	isOwn: boolean;
	/** Nobody has anything to sign or propose about it. */
	isDone: boolean;
}
