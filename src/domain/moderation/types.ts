import type { CopyKind, Picture } from "#domain/photos/types.ts";
import type { MeantSide, Side, Stage, StartedBy } from "#domain/submissions/types.ts";

export type Outcome = "published" | "returned" | "declined";

/** What the household can mend. Words and advice stand in `moderation.ts` of each language; what the household is asked for then, in `rules.ts` and `mending.ts`. */
export const RETURN_REASONS = [
	"blurred",
	"too_dark",
	"other_place",
	"swapped",
	"same_picture",
	"unfinished",
	"people_in_picture",
	"private_words",
	"wrong_category",
] as const;
/** Of these a moderator can say which photo is meant. */
export const PHOTO_REASONS = ["blurred", "too_dark", "other_place", "same_picture", "people_in_picture"] as const;
/** What sending again cannot mend. */
export const DECLINE_REASONS = ["not_courtyard", "used_before", "not_own", "unfit"] as const;
export type Reason = (typeof RETURN_REASONS)[number] | (typeof DECLINE_REASONS)[number];
export type PhotoReason = (typeof PHOTO_REASONS)[number];
export type SaidSides = Partial<Record<PhotoReason, MeantSide>>;

interface Place {
	regionId: string;
	name: string;
}

export interface QueueItem {
	submissionId: string;
	version: number;
	sentAt: Date;
	/** The courtyard's public code: moderators need no names. */
	courtyard: string;
	village: Place;
	hamlet: Place;
	category: { code: string; name: string; nameEn: string };
	words: string;
	before: Picture | null;
	after: Picture | null;
	photoCount: number;
	/** Who else has it open now. */
	openedBy: string | null;
	hints: HintKind[];
}

export type HintKind = "same_picture" | "swapped" | "near_duplicate" | "too_dark" | "blurred" | "long_ago" | "taken_in_future";

/** Something to look at before deciding; it decides nothing. */
export interface Hint {
	kind: HintKind;
	photoId: string | null;
}

export type Likeness = CopyKind;

export interface Duplicate {
	photoId: string;
	likeness: Likeness;
	/** The other picture; null if its household withdrew it. */
	picture: Picture | null;
	receivedAt: Date;
	/** Null outside the moderator's regions: the page says only "another village". */
	place: { village: string; hamlet: string; courtyard: string } | null;
	isOwnHousehold: boolean;
}

export interface ReviewPhoto {
	photoId: string;
	picture: Picture;
	/** Null if the camera wrote no date. */
	takenAt: Date | null;
	brightness: number;
	sharpness: number;
	hiddenParts: number;
	hasOriginal: boolean;
}

/** The version that was sent, not later edits. */
export interface ReviewItem {
	submissionId: string;
	version: number;
	stage: Stage;
	sentAt: Date;
	courtyard: string;
	village: Place;
	hamlet: Place;
	category: { code: string; name: string; nameEn: string };
	words: string;
	startedBy: StartedBy;
	before: ReviewPhoto[];
	after: ReviewPhoto[];
	hints: Hint[];
	/** Which photo each reason is about, if the moderator says nothing else. */
	likely: Record<PhotoReason, MeantSide>;
	duplicates: Duplicate[];
	due: { points: number };
	/** All versions, newest first, with the undone ones. */
	decisions: PastDecision[];
	/** Looks at this version's private originals, newest first. */
	looks: LookAtOriginal[];
}

export interface PastDecision {
	decisionId: string;
	submissionId: string;
	version: number;
	outcome: Outcome;
	reasons: Reason[];
	sides: SaidSides;
	note: string;
	moderator: { personId: string; name: string };
	decidedAt: Date;
	undoneAt: Date | null;
}

export interface LookAtOriginal {
	photoId: string;
	name: string;
	at: Date;
	reason: string;
}

/** The photos whose originals can be looked at, and who looked. */
export interface SubmissionOriginals {
	village: string;
	hamlet: string;
	photos: { photoId: string; side: Side; number: number; isKept: boolean }[];
	/** Newest first. */
	looks: LookAtOriginal[];
}

export interface HistoryLine extends PastDecision {
	courtyard: string;
	village: string;
	hamlet: string;
}

export interface UndoableLine extends HistoryLine {
	paid: { points: number } | null;
	/** The first after, so that one pair is told from another. */
	picture: Picture | null;
	/** How long it can still be undone, and until when. */
	secondsLeft: number;
	until: Date;
}

export interface Claim {
	moderatorId: string;
	name: string;
	isMine: boolean;
	expiresAt: Date;
}
