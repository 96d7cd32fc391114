import { db } from "#db/client.ts";
import { notesOn } from "#domain/photos/rules.ts";
import type { OwnSubmission, Side } from "#domain/submissions/types.ts";
import { knownPhotos } from "./photo-facts.ts";
import type { Reason } from "./types.ts";

/** What a returned pair is asked to change, each with the reasons for it. */
export interface Mending {
	sides: Record<Side, Reason[]>;
	words: Reason[];
	category: Reason[];
	swap: Reason[];
	/** Only words of the moderator came, so everything that can be seen may be meant. */
	isUnnamed: boolean;
}

const SIDES_OF: Partial<Record<Reason, Side[]>> = {
	other_place: ["after"],
	unfinished: ["after"],
	same_picture: ["after"],
	people_in_picture: ["before", "after"],
};

/** A photo that is too dark or blurred is known by what was measured at its intake; if none is, either side may be meant. */
export async function toMend({ feedback, before, after }: Pick<OwnSubmission, "feedback" | "before" | "after">): Promise<Mending> {
	const reasons = (feedback?.reasons ?? []) as Reason[];
	const known = await knownPhotos(
		db,
		[...before, ...after].map(({ photoId }) => photoId),
	);
	const isMeant = (side: Side, reason: Reason) => {
		const sides = (["before", "after"] as const).filter((one) =>
			({ before, after })[one].some(({ photoId }) => notesOn(known.get(photoId) ?? CLEAR).some((note) => note === reason)),
		);
		return sides.length === 0 || sides.includes(side);
	};
	const of = (side: Side) =>
		reasons.filter((reason) => (reason === "too_dark" || reason === "blurred" ? isMeant(side, reason) : SIDES_OF[reason]?.includes(side)));
	const only = (one: Reason) => reasons.filter((reason) => reason === one);
	return {
		sides: { before: of("before"), after: of("after") },
		words: only("private_words"),
		category: only("wrong_category"),
		swap: only("swapped"),
		isUnnamed: reasons.length === 0,
	};
}

const CLEAR = { brightness: Number.POSITIVE_INFINITY, sharpness: Number.POSITIVE_INFINITY };
