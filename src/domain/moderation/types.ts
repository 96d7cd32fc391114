import type { CopyKind, Picture } from "#domain/photos/types.ts";
import type { Side, Stage, StartedBy } from "#domain/submissions/types.ts";

export type Outcome = "published" | "returned" | "declined";

/** What the household can mend. The words and what to do are in the catalogue, by these codes. */
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
/** What cannot be mended by sending it again. */
export const DECLINE_REASONS = ["not_courtyard", "used_before", "not_own", "unfit"] as const;
export type Reason = (typeof RETURN_REASONS)[number] | (typeof DECLINE_REASONS)[number];

interface Place {
	regionId: string;
	name: string;
}

/** A pair in the list of the queue: enough to know an easy one. */
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
	/** Who has it open now, where that is somebody else. */
	openedBy: string | null;
	hints: HintKind[];
}

export type HintKind = "same_picture" | "swapped" | "near_duplicate" | "too_dark" | "blurred" | "long_ago" | "taken_in_future";

/** Something to look at before deciding; it decides nothing. */
export interface Hint {
	kind: HintKind;
	photoId: string | null;
}

/** How a picture is like one that the site knows already. */
export type Likeness = CopyKind;

export interface Duplicate {
	/** The picture of this item. */
	photoId: string;
	likeness: Likeness;
	/** The other picture; null when its household withdrew it. */
	picture: Picture | null;
	receivedAt: Date;
	/** Null outside the moderator's regions: told as "another village" only. */
	place: { village: string; hamlet: string; courtyard: string } | null;
	isOwnHousehold: boolean;
}

export interface ReviewPhoto {
	photoId: string;
	picture: Picture;
	/** What the camera said; null where it said nothing. */
	takenAt: Date | null;
	brightness: number;
	sharpness: number;
	/** How many parts are hidden already. */
	hiddenParts: number;
	/** Whether the private original is still there to begin anew from. */
	hasOriginal: boolean;
}

/** One item as the moderator sees it: the version that was sent, not what may be under edit. */
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
	duplicates: Duplicate[];
	/** What showing it pays now. */
	due: { points: number };
	/** Newest first, all versions, with the undone ones. */
	decisions: PastDecision[];
	/** Who looked at the private originals of this version, newest first. */
	looks: LookAtOriginal[];
}

export interface PastDecision {
	decisionId: string;
	submissionId: string;
	version: number;
	outcome: Outcome;
	reasons: Reason[];
	note: string;
	moderator: { personId: string; name: string };
	decidedAt: Date;
	undoneAt: Date | null;
}

/** Somebody looked at the private original of a photo. */
export interface LookAtOriginal {
	photoId: string;
	name: string;
	at: Date;
	reason: string;
}

/** What of a submission can be looked at as the phone sent it, and who did. */
export interface SubmissionOriginals {
	village: string;
	hamlet: string;
	photos: { photoId: string; side: Side; number: number; isKept: boolean }[];
	/** Newest first. */
	looks: LookAtOriginal[];
}

/** A decision in the list of all, with where. */
export interface HistoryLine extends PastDecision {
	courtyard: string;
	village: string;
	hamlet: string;
}

/** One's own decision of the last minute. */
export interface UndoableLine extends HistoryLine {
	/** Null where nothing is paid. */
	paid: { points: number } | null;
}

/** Who is looking at an item. */
export interface Claim {
	moderatorId: string;
	name: string;
	isMine: boolean;
	expiresAt: Date;
}
