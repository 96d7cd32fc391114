import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { type IssuedPaper, issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { candidatesOf } from "#domain/votes/rounds/candidates.ts";
import { DAY_MS } from "#platform/clock.ts";
import type { SeededRandom } from "./random.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

/** Who votes in a round of the demo. */
export interface Electorate {
	random: SeededRandom;
	admin: Viewer;
	/** The two who read each paper independently. */
	readers: [Viewer, Viewer];
	/** Households with a member who can sign in. */
	voters: { householdId: string; villageId: string }[];
}

/** Everybody with a part in a round. */
export interface RoundCast extends Electorate {
	auditor: Viewer;
	regionId: string;
	/** Households that may be nominated: their member answers yes or no. */
	members: Map<string, { personId: string; householdId: string }>;
}

interface Poll {
	opensAt: Date;
	closesAt: Date;
	/** Nothing happens after it. */
	until: Date;
	roundOf: () => string;
}

interface Voter {
	householdId: string;
	villageId: string;
}
interface Ticket {
	number: number;
	householdId: string;
	villageId: string;
	/** How popular it is. */
	weight: number;
}

const TURNOUT = 0.72;

/** Votes by phone from the opening to the closing, more at both ends; paper for some homes of each village, read on the last afternoon. */
export function pollSteps({ opensAt, closesAt, until, roundOf }: Poll, electorate: Electorate): Step[] {
	const { random, voters } = electorate;
	let tickets: Ticket[] = [];
	const papers: IssuedPaper[] = [];
	const phoning = voters
		.filter(() => random.chance(TURNOUT))
		.map((voter) =>
			step(momentOfVote(random, opensAt, closesAt), async (at) => {
				const numbers = choiceOf(random, tickets, voter);
				if (numbers.length > 0)
					await castBallot({
						roundId: roundOf(),
						householdId: voter.householdId,
						numbers,
						channel: "phone",
						mark: voter.householdId,
						at,
					});
			}),
		);
	const opening = step(opensAt, async (at) => {
		tickets = await ticketsOf(random, roundOf());
		const householdIds = await offlineOnes(roundOf(), electorate);
		papers.push(...(await issuePapers({ roundId: roundOf(), householdIds, by: electorate.admin, at: hoursAfter(at, 2) })).papers);
	});
	const reading = step(hoursAfter(closesAt, -3), (at) => readAll({ papers, roundId: roundOf(), at, tickets }, electorate));
	return [opening, ...phoning, reading].filter((one) => one.at < until);
}

const PAPERS = 48;

/** Some of the homes where nobody can sign in: elderly people without a phone. */
async function offlineOnes(roundId: string, { random, voters }: Electorate): Promise<string[]> {
	const online = new Set(voters.map(({ householdId }) => householdId));
	const roll = await db
		.select({ householdId: voteRoll.householdId })
		.from(voteRoll)
		.where(eq(voteRoll.roundId, roundId))
		.orderBy(voteRoll.number);
	return random.shuffle(roll.map(({ householdId }) => householdId).filter((id) => !online.has(id))).slice(0, PAPERS);
}

/** Six of ten papers come back; two people read each. */
async function readAll(
	{ papers, roundId, at, tickets }: { papers: IssuedPaper[]; roundId: string; at: Date; tickets: Ticket[] },
	{ random, readers }: Electorate,
) {
	for (const { code, householdId, villageId } of papers.filter(() => random.chance(0.6))) {
		const numbers = choiceOf(random, tickets, { householdId, villageId });
		const reading = numbers.length > 0 && random.chance(0.96) ? ({ isSpoiled: false, numbers } as const) : ({ isSpoiled: true } as const);
		for (const by of readers) await enterPaper({ roundId, code, reading, by, at });
	}
}

/** The candidates with a random popularity. */
async function ticketsOf(random: SeededRandom, roundId: string): Promise<Ticket[]> {
	const candidates = await candidatesOf(roundId);
	return candidates.map(({ number, householdId, village }) => ({
		number,
		householdId,
		villageId: village.regionId,
		weight: 0.25 + random.next() ** 2 * 2,
	}));
}

/** One to three candidates, popular ones more often, never one's own. If the rules exclude the own village, none of its candidates is tried. */
function choiceOf(random: SeededRandom, tickets: Ticket[], voter: Voter): number[] {
	const open = tickets.filter(({ householdId, villageId }) => householdId !== voter.householdId && villageId !== voter.villageId);
	const drawn = open.map(({ number, weight }) => ({ number, luck: random.next() ** (1 / weight) }));
	const liked = drawn.sort((a, b) => b.luck - a.luck).map(({ number }) => number);
	return liked.slice(0, random.pick([1, 2, 3, 3, 3]));
}

function momentOfVote(random: SeededRandom, opensAt: Date, closesAt: Date): Date {
	const days = (closesAt.getTime() - opensAt.getTime()) / DAY_MS;
	const day = Math.floor((random.chance(0.5) ? random.next() ** 2 : 1 - random.next() ** 3) * days);
	const at = opensAt.getTime() + Math.min(day, Math.floor(days)) * DAY_MS + random.between(0, 11) * 3_600_000;
	return new Date(Math.min(at, closesAt.getTime() - 60_000));
}
