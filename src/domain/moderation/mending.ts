import { db } from "#db/client.ts";
import type { OwnSubmission, Side } from "#domain/submissions/types.ts";
import { knownPhotos } from "./photo-facts.ts";
import { likelySides } from "./rules.ts";
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

interface Returned extends Record<Side, string[]> {
	feedback: OwnSubmission["feedback"];
}

/** What the moderator did not say is told by what was measured. */
export async function toMend({ feedback, before, after }: Returned): Promise<Mending> {
	const reasons = (feedback?.reasons ?? []) as Reason[];
	const known = await knownPhotos(db, [...before, ...after]);
	const factsOf = (photoIds: string[]) => photoIds.flatMap((photoId) => known.get(photoId) ?? []);
	const measured = { before: factsOf(before), after: factsOf(after) };
	const isMeant = (side: Side, reason: Reason) => {
		const said = feedback?.sides[reason];
		return said ? said === side || said === "both" : likelySides(reason, measured).includes(side);
	};
	const of = (side: Side) => reasons.filter((reason) => isMeant(side, reason));
	const only = (one: Reason) => reasons.filter((reason) => reason === one);
	return {
		sides: { before: of("before"), after: of("after") },
		words: only("private_words"),
		category: only("wrong_category"),
		swap: only("swapped"),
		isUnnamed: reasons.length === 0,
	};
}
