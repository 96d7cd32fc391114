import type { Viewer } from "#domain/accounts/types.ts";
import { announcementOf, announceRound } from "#domain/votes/rounds/announcement.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { checkRoll, drawUpRoll } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { RoundDraft } from "#domain/votes/types.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";

interface Home {
	householdId: string;
	personId: string;
	hamlet: { id: string; parent?: { id: string } | undefined };
}

/** Valid rules, opening an hour after `MORNING`. */
export const RULES: RoundDraft = {
	name: "金秋最美庭院",
	words: "大家选出喜欢的庭院。",
	opensAt: minutesAfter(MORNING, 60),
	closesAt: minutesAfter(MORNING, 25 * 60),
	paperUntil: minutesAfter(MORNING, 49 * 60),
	objectionDays: 3,
	votesPerHousehold: 2,
	ownVillage: "allowed",
	weighting: "none",
	ties: "shared",
	places: 3,
};

/** The same hours, some days later. */
export function inDays(days: number): Pick<RoundDraft, "opensAt" | "closesAt" | "paperUntil"> {
	const { opensAt, closesAt, paperUntil } = RULES;
	const later = (moment: Date) => minutesAfter(moment, days * 24 * 60);
	return { opensAt: later(opensAt), closesAt: later(closesAt), paperUntil: later(paperUntil) };
}

interface Made {
	viewer: Viewer;
	regionId: string;
	/** Households that are nominated with a published pair and say yes. */
	willing: Home[];
	rules?: Partial<RoundDraft>;
	at?: Date;
}

/** A draft made by the commands and ready to announce: these households said yes, and every village checked the roll. */
export async function readyDraft({ viewer, regionId, willing, rules, at = MORNING }: Made): Promise<string> {
	const { roundId } = await draftRound({ by: viewer, regionId, draft: { ...RULES, ...rules }, at });
	for (const home of willing) {
		const submissionId = await pairOf(home, `pair-${home.householdId}`);
		await nominate({ by: viewer, roundId, submissionId, words: "院里的柿子红了。", at });
	}
	for (const { nominationId, householdId } of await nominationsOf(roundId)) {
		const by = willing.find((home) => home.householdId === householdId) as Home;
		await answerNomination({ nominationId, answer: "accepted", words: "院里的柿子红了。", by, at });
	}
	await drawUpRoll({ by: viewer, roundId, at });
	await checkEverywhere(viewer, roundId, at);
	return roundId;
}

export async function checkEverywhere(viewer: Viewer, roundId: string, at: Date): Promise<void> {
	const { roll } = await announcementOf(await roundFor(roundId), at);
	for (const [villageId, households] of Object.entries(roll)) await checkRoll({ by: viewer, roundId, villageId, households, at });
}

/** Announces the draft as it is at this moment. */
export async function announceAsSeen(viewer: Viewer, roundId: string, at: Date): Promise<void> {
	const { rulesHash } = await announcementOf(await roundFor(roundId), at);
	await announceRound({ by: viewer, roundId, rulesHash, at });
}
