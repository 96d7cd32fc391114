import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { Refusal } from "#domain/errors.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { withdrawBallot } from "#domain/votes/ballots/withdraw-ballot.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countHead } from "#domain/votes/counts/counted.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";
import { APPEALS_OVER, closeRound, makeInvalid, sayOnPaper } from "#tests/votes.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
});

const CANDIDATES = [1, 2, 3];
const HOUSEHOLDS = [1, 2, 3, 4];
/** Households that stand themselves, under which number. */
const OWN: Record<number, number> = { 1: 1, 2: 3, 4: 2 };

type Deed = { kind: "vote" | "withdraw" | "paper" | "spoil" | "invalidate"; household: number; numbers: number[] };
const choice = fc.subarray(CANDIDATES, { minLength: 1 });
const deeds = fc.array(
	fc.record<Deed>({
		kind: fc.constantFrom("vote", "vote", "vote", "withdraw", "paper", "spoil", "invalidate"),
		household: fc.constantFrom(...HOUSEHOLDS),
		numbers: choice,
	}),
	{ maxLength: 14 },
);

/** What somebody would do with a pencil: one line a household, struck through and written anew. */
class Naive {
	readonly lines = new Map<number, number[]>();
	readonly papers = new Set<number>();
	readonly struck = new Set<number>();

	votesFor(candidate: number): number {
		let votes = 0;
		for (const [household, numbers] of this.lines) if (!this.struck.has(household) && numbers.includes(candidate)) votes++;
		return votes;
	}
	get ballots(): number {
		return [...this.lines].filter(([household, numbers]) => numbers.length > 0 && !this.struck.has(household)).length;
	}
}

let rounds = 0;

async function live(all: Deed[]): Promise<{ roundId: string; naive: Naive }> {
	const { bao, chen, du, fan } = cast.homes;
	const roundId = `round${++rounds}`;
	await roundOf(roundId, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan] });
	const naive = new Naive();
	for (const deed of all) await perform(roundId, deed, naive);
	await closeRound(roundId);
	const wanted = new Set(all.filter(({ kind }) => kind === "invalidate").map(({ household }) => household));
	for (const household of wanted) if (naive.lines.has(household)) await strike(roundId, household, naive);
	return { roundId, naive };
}

async function perform(roundId: string, { kind, household, numbers }: Deed, { lines, papers }: Naive): Promise<void> {
	if (kind === "vote") {
		const said = numbers.filter((number) => number !== OWN[household]);
		if (await isTaken(castBallot({ ...box(roundId, household), numbers: said }))) lines.set(household, said);
	} else if (kind === "withdraw") {
		if (await isTaken(withdrawBallot(box(roundId, household)))) lines.set(household, []);
	} else if ((kind === "paper" || kind === "spoil") && !papers.has(household)) {
		papers.add(household);
		await sayOnPaper(roundId, household, kind === "paper" ? numbers : []);
		if (kind === "paper") lines.set(household, numbers);
	}
}

/** Whoever's paper is in, chose nobody but themselves, or takes back what is not there, is refused: then nothing is written with the pencil. */
function isTaken(cast: Promise<unknown>): Promise<boolean> {
	return cast.then(
		() => true,
		(error: unknown) => {
			if (error instanceof Refusal) return false;
			throw error;
		},
	);
}

function box(roundId: string, household: number) {
	const { bao, chen, du, fan } = cast.homes;
	const { householdId } = [bao, chen, du, fan][household - 1] as typeof bao;
	return { roundId, householdId, channel: "phone" as const, at: minutesAfter(OPENS, 1) };
}

async function strike(roundId: string, household: number, { struck }: Naive): Promise<void> {
	await makeInvalid(roundId, household);
	struck.add(household);
}

test("whatever households do, the count is what a pencil gives", async () => {
	await fc.assert(
		fc.asyncProperty(deeds, async (all) => {
			const { roundId, naive } = await live(all);
			await countRound({ roundId, viewer: cast.staff.wang, at: APPEALS_OVER });
			const head = await countHead(roundId);
			const counted = new Map(head?.result.ranking.map(({ number, votes }) => [number, votes]));
			for (const candidate of CANDIDATES) expect(counted.get(candidate)).toBe(naive.votesFor(candidate));
			expect(head?.result.ballots).toBe(naive.ballots);
			expect(head?.spoiled).toBe(all.filter(isFirstPaper).filter(({ kind }) => kind === "spoil").length);
		}),
		{ numRuns: 25 },
	);
});

function isFirstPaper({ kind, household }: Deed, at: number, all: Deed[]): boolean {
	const isPaper = (deed: Deed) => deed.kind === "paper" || deed.kind === "spoil";
	return isPaper({ kind, household, numbers: [] }) && all.findIndex((deed) => isPaper(deed) && deed.household === household) === at;
}
