import type { Viewer } from "#domain/accounts/types.ts";
import { addDays, beijingMoment, dayAt, startOf } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { MOST_DRAWN, requireSoundDraw } from "#domain/draws/urn.ts";
import { Refusal } from "#domain/errors.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";
import { drawUpRoll } from "./change-roll.ts";
import { draftRound } from "./draft-round.ts";
import { drawNominees } from "./draw-nominees.ts";
import { nominate } from "./nominate.ts";
import { partsOf } from "./roll.ts";

interface SimpleRound {
	by: Viewer;
	regionId: string;
	name: string;
	opensOn: Day;
	closesOn: Day;
	votesPerHousehold: number;
	/** Among the households that published in the last days: all, some drawn, those with the chosen pairs, or nobody yet. */
	who: "all" | "drawn" | "ticked" | "later";
	days: number;
	wanted: number;
	submissionIds: string[];
	at: Date;
}

/** 简单评选: a whole draft by the rules that most villages choose. A repeated call continues with the same draft. */
export async function prepareRound(asked: SimpleRound): Promise<{ roundId: string }> {
	const { by, regionId, who, days, submissionIds, at } = asked;
	// `all` is a draw too, so that everybody can see that nobody was left out.
	const draw = { from: startOf(addDays(dayAt(at), -days)), until: at, wanted: who === "all" ? MOST_DRAWN : asked.wanted };
	const isDrawn = who === "all" || who === "drawn";
	const ticked = who === "ticked" ? submissionIds : [];
	if (isDrawn) requireSoundDraw(draw);
	if (who === "ticked" && ticked.length === 0) throw new Refusal("invalid", "rounds.wrong.ticked", { field: "submissionId" });
	const { roundId } = await draftRound({ by, regionId, draft: draftOf(asked), at });
	if (isDrawn) await drawNominees({ by, roundId, ...draw, at });
	for (const submissionId of ticked) await nominate({ by, roundId, submissionId, words: "", at });
	if ((await partsOf(roundId)).length === 0) await drawUpRoll({ by, roundId, at });
	return { roundId };
}

function draftOf({ name, opensOn, closesOn, votesPerHousehold }: SimpleRound): RoundDraft {
	const closesAt = beijingMoment(`${closesOn}T20:00`);
	return {
		...{ name, words: "", votesPerHousehold, opensAt: beijingMoment(`${opensOn}T08:00`), closesAt },
		// A day for two people to read the papers.
		paperUntil: later(closesAt, DAY_MS),
		...{ objectionDays: 3, ownVillage: "allowed", weighting: "none", ties: "shared", places: 3 },
	};
}
