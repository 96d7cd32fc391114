import { notesOn } from "#domain/photos/rules.ts";
import type { MeantSide, Side } from "#domain/submissions/types.ts";
import { DAY_MS, later, MINUTE_MS } from "#platform/clock.ts";
import type { Hint, Outcome, PhotoReason, Reason, SaidSides } from "./types.ts";
import { DECLINE_REASONS, PHOTO_REASONS, RETURN_REASONS } from "./types.ts";

const LEASE_MINUTES = 10;
export const UNDO_SECONDS = 60;
/** As many as one can still look at one by one in the list. */
export const MAX_TOGETHER = 20;
export const MAX_NOTE_LENGTH = 500;

// A phone's clock that was set by hand may be hours ahead.
const CLOCK_TOLERANCE_MS = DAY_MS;
const LONG_AGO_MS = 365 * DAY_MS;

export function leaseEnd(at: Date): Date {
	return later(at, LEASE_MINUTES * MINUTE_MS);
}

export function mayUndo(decidedAt: Date, at: Date): boolean {
	return at.getTime() - decidedAt.getTime() <= UNDO_SECONDS * 1000;
}

/** The decision's key in the ledger. */
export function sourceOf({ decisionId }: { decisionId: string }): string {
	return `decision:${decisionId}`;
}

export function fitOutcome(reasons: string[], outcome: Outcome): reasons is Reason[] {
	const fitting: Record<Outcome, readonly string[]> = { published: [], returned: RETURN_REASONS, declined: DECLINE_REASONS };
	return reasons.every((reason) => fitting[outcome].includes(reason));
}

export function fitSides(sides: Record<string, string>): sides is SaidSides {
	const reasons: readonly string[] = PHOTO_REASONS;
	return Object.entries(sides).every(([reason, side]) => reasons.includes(reason) && ["before", "after", "both"].includes(side));
}

const SIDES_OF: Partial<Record<Reason, Side[]>> = {
	// A courtyard that is tidy now shows no more how it was before.
	other_place: ["after"],
	unfinished: ["after"],
	same_picture: ["after"],
	people_in_picture: ["before", "after"],
};

type Measured = Pick<PhotoFacts, "brightness" | "sharpness">;

/** The sides that a reason is about where nobody said which: what is too dark or blurred was measured; if neither is, either may be meant. */
export function likelySides(reason: Reason, pair: Record<Side, Measured[]>): Side[] {
	if (reason !== "too_dark" && reason !== "blurred") return SIDES_OF[reason] ?? [];
	const measured = (["before", "after"] as const).filter((side) => pair[side].some((photo) => notesOn(photo).includes(reason)));
	return measured.length > 0 ? measured : ["before", "after"];
}

export function likelyOnes(pair: Record<Side, Measured[]>): Record<PhotoReason, MeantSide> {
	const likely = (reason: PhotoReason): MeantSide => {
		const [side = "both", other] = likelySides(reason, pair);
		return other ? "both" : side;
	};
	return Object.fromEntries(PHOTO_REASONS.map((reason) => [reason, likely(reason)])) as Record<PhotoReason, MeantSide>;
}

export interface PhotoFacts {
	photoId: string;
	/** Null if the camera wrote no date. */
	takenAt: Date | null;
	brightness: number;
	sharpness: number;
}

export interface PairFacts {
	before: PhotoFacts[];
	after: PhotoFacts[];
	sentAt: Date;
}

/** What measurements and dates say against the pair. A missing camera date says nothing, because chat programs remove it. */
export function pairHints(pair: PairFacts): Hint[] {
	const notes = [...pair.before, ...pair.after].flatMap((photo) => notesOn(photo).map((kind) => ({ kind, photoId: photo.photoId })));
	return [...dateHints(pair), ...notes];
}

function dateHints({ before, after, sentAt }: PairFacts): Hint[] {
	const hints: Hint[] = [];
	const [befores, afters] = [datesOf(before), datesOf(after)];
	if (befores.length > 0 && afters.length > 0 && Math.max(...afters) < Math.min(...befores)) hints.push({ kind: "swapped", photoId: null });
	for (const { photoId, takenAt } of [...before, ...after]) {
		const aheadMs = (takenAt?.getTime() ?? 0) - sentAt.getTime();
		if (takenAt && aheadMs > CLOCK_TOLERANCE_MS) hints.push({ kind: "taken_in_future", photoId });
		if (takenAt && -aheadMs > LONG_AGO_MS) hints.push({ kind: "long_ago", photoId });
	}
	return hints;
}

function datesOf(photos: PhotoFacts[]): number[] {
	return photos.flatMap(({ takenAt }) => takenAt?.getTime() ?? []);
}
