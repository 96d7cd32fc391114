import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag, flagsOf } from "#domain/votes/doubts/flags.ts";
import { announcementOf, announceRound } from "#domain/votes/rounds/announcement.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { checkRoll, drawUpRoll } from "#domain/votes/rounds/change-roll.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { drawNominees } from "#domain/votes/rounds/draw-nominees.ts";
import { rollByVillage } from "#domain/votes/rounds/roll.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { RoundDraft } from "#domain/votes/types.ts";
import { DAY_MS } from "#platform/clock.ts";
import { doubtSteps } from "./doubts.ts";
import { pollSteps, type RoundCast } from "./poll.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { DOUBT, ROUND_NAMES as NAMES, otherWords, VISITED } from "./words.ts";

/** A round as planned, before it has an id. */
export interface PlannedRound extends Pick<RoundDraft, "name" | "words" | "ownVillage" | "weighting" | "ties" | "places"> {
	draftedAt: Date;
	opensAt: Date;
	closesAt: Date;
	candidates: number;
	/** The closed round waits for its count, with questions open. Other rounds that are over become final. */
	isWaiting?: boolean;
	objection?: { words: string; answer: string };
}

/** The town's first round is final and its second one closed but not counted; the district's has been open for four days and closes in six. */
export function plannedRounds(until: Date): [past: PlannedRound, closed: PlannedRound, open: PlannedRound] {
	const morning = (daysAgo: number) => new Date(Math.floor(until.getTime() / DAY_MS) * DAY_MS - daysAgo * DAY_MS);
	const past = { draftedAt: morning(66), opensAt: morning(60), closesAt: hoursAfter(morning(50), 12), candidates: 8, objection: DOUBT };
	const closed = { draftedAt: morning(14), opensAt: morning(9), closesAt: hoursAfter(morning(2), 12), candidates: 6, isWaiting: true };
	const open = { draftedAt: morning(10), opensAt: morning(4), closesAt: hoursAfter(morning(-6), 12), candidates: 12 };
	return [
		{ ...NAMES.past, ...past, ownVillage: "allowed", weighting: "none", ties: "shared", places: 3 },
		{ ...NAMES.closed, ...closed, ownVillage: "allowed", weighting: "none", ties: "drawn", places: 3 },
		{ ...NAMES.open, ...open, ownVillage: "excluded", weighting: "by_eligible", ties: "drawn", places: 5 },
	];
}

/** A round from its draft to its state at `until`, by the commands that staff and households use. */
export function roundSteps(planned: PlannedRound, cast: RoundCast, until: Date): Step[] {
	const { draftedAt, opensAt, closesAt } = planned;
	const paperUntil = new Date(closesAt.getTime() + DAY_MS);
	let roundId = "";
	const on = (at: Date) => ({ by: cast.admin, roundId, at });
	const begin = async (at: Date) => {
		const { name, words, ownVillage, weighting, ties, places } = planned;
		const rules = {
			name,
			words,
			opensAt,
			closesAt,
			paperUntil,
			objectionDays: 3,
			votesPerHousehold: 3,
			ownVillage,
			weighting,
			ties,
			places,
		};
		({ roundId } = await draftRound({ by: cast.admin, regionId: cast.regionId, draft: rules, at }));
		await drawNominees({ ...on(at), from: new Date(at.getTime() - 50 * DAY_MS), until: at, wanted: planned.candidates });
	};
	const steps: Step[] = [
		step(draftedAt, begin),
		step(hoursAfter(draftedAt, 20), (at) => answerAll(roundId, cast, at)),
		step(hoursAfter(draftedAt, 30), (at) => drawnUpAndChecked(roundId, cast.admin, at)),
		step(hoursAfter(draftedAt, 34), async (at) => {
			const { rulesHash } = await announcementOf(await roundFor(roundId), at);
			await announceRound({ ...on(at), rulesHash });
		}),
		...pollSteps({ opensAt, closesAt, until, roundOf: () => roundId }, cast),
	];
	const over = { cast, closesAt, paperUntil, roundOf: () => roundId };
	if (planned.isWaiting) return [...steps, ...doubtSteps(over)];
	return [...steps, ...(paperUntil < until ? countSteps(planned, over) : [])];
}

/** The round closes, is examined and counted, gets an objection and an answer, and becomes final. */
function countSteps(
	{ closesAt, objection }: PlannedRound,
	{ cast, paperUntil, roundOf }: { cast: RoundCast; paperUntil: Date; roundOf: () => string },
): Step[] {
	const { admin: viewer, members, random } = cast;
	const doubter = random.pick([...members.values()]);
	const countedAt = hoursAfter(paperUntil, 14);
	const doubts = objection
		? [
				step(hoursAfter(countedAt, 20), (at) =>
					objectTo(ROUND_OBJECTIONS, { subject: roundOf(), by: doubter, words: objection.words, at }),
				),
				step(hoursAfter(countedAt, 42), (at) =>
					answerObjection(ROUND_OBJECTIONS, { subject: roundOf(), number: 1, by: viewer, answer: objection.answer, isUpheld: false, at }),
				),
			]
		: [];
	return [
		// The demo's clock is set to each step, so it counts as steady.
		step(closesAt, (at) => closeDueRounds(at, () => true)),
		step(hoursAfter(paperUntil, 13), (at) => findFlags({ roundId: roundOf(), by: viewer, at })),
		step(hoursAfter(paperUntil, 13.5), (at) => tellVisits(roundOf(), viewer, at)),
		step(countedAt, (at) => countRound({ roundId: roundOf(), by: viewer, at })),
		...doubts,
		step(hoursAfter(countedAt, 75), (at) => finishRound({ roundId: roundOf(), by: viewer, at })),
	];
}

async function tellVisits(roundId: string, by: Viewer, at: Date): Promise<void> {
	const sample = (await flagsOf(roundId)).find(({ evidence }) => evidence.kind === "sample");
	if (sample) await answerFlag({ flagId: sample.flagId, note: VISITED, by, at });
}

/** One in ten declines. Who would tell word for word what another candidate does says something else. */
async function answerAll(roundId: string, { random, members }: RoundCast, at: Date): Promise<void> {
	const waiting = and(eq(voteNominations.roundId, roundId), isNull(voteNominations.answer));
	const asked = await db
		.select({
			nominationId: voteNominations.id,
			householdId: voteNominations.householdId,
			said: submissions.words,
			category: submissions.categoryCode,
		})
		.from(voteNominations)
		.innerJoin(submissions, eq(submissions.id, voteNominations.submissionId))
		.where(waiting)
		.orderBy(voteNominations.submissionId);
	const taken = new Set<string>();
	for (const { nominationId, householdId, said, category } of asked) {
		const by = members.get(householdId);
		const own = taken.has(said) ? otherWords(random, category ?? "", taken) : said;
		taken.add(own);
		if (by) await answerNomination({ nominationId, answer: random.chance(0.1) ? "declined" : "accepted", words: own, by, at });
	}
}

async function drawnUpAndChecked(roundId: string, viewer: Viewer, at: Date): Promise<void> {
	await drawUpRoll({ by: viewer, roundId, at });
	for (const { villageId, households } of await rollByVillage(viewer, roundId))
		await checkRoll({ by: viewer, roundId, villageId, households, at });
}
