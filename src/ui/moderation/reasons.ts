import type { Feedback, MeantSide } from "#domain/submissions/types.ts";
import type { Messages } from "#i18n/messages.ts";

interface Told {
	what: string;
	toDo: string;
}

/** What is wrong and what to do, reason by reason, with the side where one is meant. */
export function reasonsTold({ reasons, sides }: Pick<Feedback, "reasons" | "sides">, { moderation, common }: Messages): Told[] {
	const told: Record<string, Told | undefined> = moderation.reasons;
	const onSide = (what: string, side: MeantSide | undefined) =>
		side && side !== "both" ? moderation.onSide({ side: common.sides[side], what }) : what;
	return reasons.flatMap((reason) => {
		const known = told[reason];
		return known ? { ...known, what: onSide(known.what, sides[reason]) } : [];
	});
}
