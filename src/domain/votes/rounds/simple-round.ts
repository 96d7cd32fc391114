import type { Viewer } from "#domain/accounts/types.ts";
import { addDays, beijingMoment, dayAt, startOf } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { MOST_DRAWN, requireSoundDraw } from "#domain/draws/urn.ts";
import { Refusal } from "#domain/errors.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";
import { draftRound } from "./draft-round.ts";
import { drawNominees } from "./draw-nominees.ts";
import { drawUpRoll } from "./draw-up-roll.ts";
import { nominate } from "./nominate.ts";
import { rollSizes } from "./roll.ts";

export interface SimpleRound {
	regionId: string;
	name: string;
	opensOn: Day;
	closesOn: Day;
	votesPerHousehold: number;
	/** Among the households that published in the last days: all, some drawn, or those with the chosen pairs. */
	who: "all" | "drawn" | "ticked";
	days: number;
	wanted: number;
	submissionIds: string[];
}

interface Preparing extends SimpleRound {
	by: Viewer;
	at: Date;
}

/** 简单评选: prepares a whole draft by the rules that most villages choose. If it was interrupted or is repeated, it continues with the same draft. */
export async function prepareRound({ by, at, ...asked }: Preparing): Promise<{ roundId: string }> {
	const draw = drawOf(asked, at);
	if (asked.who !== "ticked") requireSoundDraw(draw);
	else if (asked.submissionIds.length === 0) throw new Refusal("invalid", "rounds.wrong.ticked", { field: "submissionId" });
	const { roundId } = await draftRound({ by, regionId: asked.regionId, draft: draftOf(asked), at });
	if (asked.who !== "ticked") await drawNominees({ by, roundId, ...draw, at });
	else for (const submissionId of asked.submissionIds) await nominate({ by, roundId, submissionId, words: "", at });
	if (Object.keys(await rollSizes(roundId)).length === 0) await drawUpRoll({ by, roundId, at });
	return { roundId };
}

/** `all` is a draw too, so that everybody can see that nobody was left out. */
function drawOf({ who, days, wanted }: SimpleRound, at: Date) {
	return { from: startOf(addDays(dayAt(at), -days)), until: at, wanted: who === "all" ? MOST_DRAWN : wanted };
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
