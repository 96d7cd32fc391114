import type { Approval } from "#domain/approvals/types.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";

/** The steps of a round that are written down. */
export type RoundStage = "draft" | "announced" | "closed" | "counted" | "final" | "cancelled";

/** Where a round stands for people: what is written down, and what the time makes of it. */
export type Phase = "draft" | "announced" | "open" | "closed" | "counted" | "objections" | "final" | "cancelled" | "annulled";

/** 投票渠道. */
export type Channel = "phone" | "kiosk" | "paper";

/** What was announced and stands still. */
export interface RoundRules {
	opensAt: Date;
	/** The first moment that is too late. */
	closesAt: Date;
	/** Until when paper ballots may be entered; nothing is counted before. */
	paperUntil: Date;
	objectionDays: number;
	votesPerHousehold: number;
	ownVillage: "allowed" | "excluded";
	weighting: "none" | "by_eligible";
	ties: "shared" | "drawn";
	/** How many places get a medal. */
	places: number;
}

/** What staff fill in while a round is a draft. */
export interface RoundDraft extends RoundRules {
	name: string;
	words: string;
}

/** What keeps a round from being announced. */
export type RoundLack = "draw" | "opening" | "candidates" | "tooManyVotes" | "oneVillage" | "roll" | "unchecked";

/** Where a nomination stands: no answer yet, yes, no, or gone: a yes that was taken back, or a pair that is public no more. */
export type NominationState = "waiting" | "accepted" | "declined" | "gone";

/** What a household was asked: to stand in a round with one of its pairs. */
export interface OwnNomination {
	nominationId: string;
	state: NominationState;
	words: string;
	pair: PublishedPair | null;
	round: { id: string; name: string; words: string; regionName: string; opensAt: Date; closesAt: Date; stage: RoundStage };
}

/** Households that were asked to stand, and under which numbers those stand that do. Who else was asked, and what they said, is nobody's business. */
export interface Asked {
	asked: number;
	standing: number[];
}

/** How the candidates of a round came to stand, for everybody. */
export interface HowChosen {
	regionCode: string;
	/** Which vote of its region it is; with the code the seed of the draws. */
	ordinal: number;
	/** Each draw: among whom published from and before these moments, how many households were in the urn and how many came out. */
	draws: { from: Date; until: Date; tickets: number; drawn: number }[];
	drawn: Asked;
	nominated: Asked;
}

/** What the form of the rules begins with: moments as its fields want them. */
export type RoundTyped = Omit<RoundDraft, "opensAt" | "closesAt" | "paperUntil"> & Record<"opensAt" | "closesAt" | "paperUntil", string>;

/** 作废原因. */
export const INVALIDATION_REASONS = ["bought", "coerced", "not_by_household", "duplicate_paper"] as const;
export type InvalidationReason = (typeof INVALIDATION_REASONS)[number];

/** 投了两次的户: which of its two ballots counts. */
export const SETTLEMENTS = ["paper", "other"] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** 复核结论: the ballot stays out of the count, or counts after all. */
export const RULINGS = ["stands", "restored"] as const;
export type Ruling = (typeof RULINGS)[number];

/** Of the words on a paper that say where the box stands. */
export const BOX_LENGTH = { least: 1, most: 30 };

/** 线索: something to ask about. It decides nothing. Households are roll numbers, moments are milliseconds. */
export type Evidence =
	| { kind: "device"; households: number[]; from: number; to: number }
	| { kind: "ring"; households: number[]; candidates: number[] }
	| { kind: "kiosk"; households: number[]; from: number; to: number }
	/** 回访抽查: drawn, not suspected. */
	| { kind: "sample"; households: number[]; outOf: number };

/** 线索 as the returning officer reads it. */
export interface FlagView {
	flagId: string;
	evidence: Evidence;
	homes: RollHome[];
	foundAt: Date;
	answer: { note: string; byId: string; byName: string; at: Date } | null;
}

/** A candidate as it stands on a household's ballot. */
export interface ListedCandidate {
	number: number;
	/** Null where it has left (已退出). */
	pair: PublishedPair | null;
	words: string;
	village: { regionId: string; name: string };
	/** Why this household cannot choose it. */
	bar: "left" | "own" | "village" | null;
}

/** A round in a list. It holds no figure: how many voted is nobody's business before the closing. */
export interface ShownRound {
	roundId: string;
	name: string;
	regionName: string;
	opensAt: Date;
	closesAt: Date;
	phase: Phase;
}

/** Where a household stands in a round that is open, for its own pages: no choice, and nothing that a count could be made of. */
export interface BallotState {
	state: "none" | "cast" | "withdrawn" | "onPaper" | "unsettled";
	/** When its last ballot came; null before the first. */
	at: Date | null;
}

/** 回访抽查 as everybody may read of it once it is counted. */
export interface Visits {
	/** Households that were drawn to be asked at the door; 0 where nobody drew any. */
	drawn: number;
	/** Whether it was written down what they said. */
	isAnswered: boolean;
}

/** A household on the roll as the office knows it. */
export interface RollHome {
	rollNumber: number;
	householdId: string;
	villageId: string;
	villageName: string;
	hamletName: string;
	number: string;
	headName: string;
}

/** A line of the list from which papers are printed. */
export interface PaperLine extends RollHome {
	hasPaper: boolean;
	isOffline: boolean;
}

/** A ballot that was proposed to be invalid, and what became of it. */
export interface InvalidationView {
	home: RollHome;
	proposal: Approval;
	/** Until when the household may appeal; null before the second signature. */
	appealUntil: Date | null;
	/** 申请复核, in the household's words. */
	appeal: { words: string; madeAt: Date } | null;
	ruling: Approval | null;
	/** The viewer's own household or a relative's: others sign. */
	isOwn: boolean;
}

interface OfRound {
	roundId: string;
	roundName: string;
	at: Date;
}

/** What became of a household's ballots beside the ordinary: what it has a right to be told. */
export type BallotNews = OfRound &
	(
		| { kind: "paper" }
		| { kind: "spoiled" }
		| { kind: "conflict" }
		| { kind: "settled"; settlement: Settlement; why: string }
		| { kind: "invalidated"; reason: InvalidationReason; why: string; appealUntil: Date | null }
		| { kind: "appealed" }
		| { kind: "ruled"; ruling: Ruling; why: string }
	);
