import fc from "fast-check";
import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import type { CountFile, CountResult } from "#domain/votes/counts/file.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { isTaken, type Stage } from "#tests/deeds.ts";
import { hireZhao } from "#tests/offices.ts";
import { AFTERWARDS, type Deed, Pencil, WHILE_OPEN } from "#tests/pencil.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { waiveVisits } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let zhao: Viewer;
freshDatabase(async () => {
	cast = await inviteCast();
	zhao = await hireZhao(cast.staff.wang);
});

const CANDIDATES = [1, 2, 3];
const HOUSEHOLDS = [1, 2, 3, 4];
/** Households that stand themselves, under which number. */
const OWN: Record<number, number> = { 1: 1, 2: 3, 4: 2 };
const DAY = 24 * 60;

const deed = (...kinds: Deed["kind"][]) =>
	fc
		.record<Deed>({
			kind: fc.constantFrom(...kinds),
			household: fc.constantFrom(...HOUSEHOLDS),
			numbers: fc.subarray(CANDIDATES, { minLength: 1 }),
		})
		// Nobody can vote for themselves, nor does their paper hold them; who wanted nobody else says nothing.
		.map(({ numbers, ...rest }) => ({ ...rest, numbers: numbers.filter((number) => number !== OWN[rest.household]) }));
interface Story {
	open: Deed[];
	afterwards: Deed[];
	/** What is still open in the end must be settled, this way for each household. */
	last: Deed["kind"][];
}
const story: fc.Arbitrary<Story> = fc.record({
	open: fc.array(deed(...WHILE_OPEN, "vote", "vote", "hand out", "read", "strike", "count the paper"), {
		minLength: 8,
		maxLength: 30,
		size: "max",
	}),
	afterwards: fc.array(deed(...AFTERWARDS, ...WHILE_OPEN, "strike", "strike", "restore", "uphold"), { maxLength: 20, size: "max" }),
	last: fc.tuple(...HOUSEHOLDS.map(() => fc.constantFrom<Deed["kind"]>("count the paper", "count the other"))),
});

const all = (household: number, ...deeds: [Deed["kind"], ...number[]][]) =>
	deeds.map(([kind, ...numbers]): Deed => ({ kind, household, numbers }));
/** What chance seldom brings together, so that no run is without it. */
const EVERYTHING: Story = {
	open: [
		...all(1, ["vote", 2, 3], ["hand out"], ["hand out"], ["read the old", 2], ["misread", 3], ["read", 3], ["vote", 2]),
		...all(2, ["vote", 1], ["hand out"], ["read", 2], ["withdraw"]),
		...all(3, ["vote", 1, 2], ["withdraw"], ["hand out"], ["read", 3], ["vote", 1]),
		...all(4, ["hand out"], ["spoil"], ["vote", 1], ["vote", 3]),
	],
	afterwards: [
		...all(1, ["count the paper"], ["do not sign"], ["strike"]),
		...all(2, ["count the other"], ["strike"], ["restore"], ["strike"]),
		...[...all(3, ["strike"], ["uphold"]), ...all(4, ["strike"], ["withdraw"])],
	],
	last: HOUSEHOLDS.map(() => "count the other"),
};

let rounds = 0;

async function begin(): Promise<Stage> {
	const { bao, chen, du, fan } = cast.homes;
	const roundId = `round${++rounds}`;
	const homes = [bao, chen, du, fan];
	const paperUntil = minutesAfter(CLOSES, DAY);
	await roundOf(roundId, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: homes, paperUntil });
	return { roundId, homes, staff: { ...cast.staff, zhao }, codes: new Map() };
}

/** Each deed by the commands and with the pencil, which agree on whether it may be done. */
async function live(stage: Stage, pencil: Pencil, { deeds, from }: { deeds: Deed[]; from: Date }): Promise<void> {
	for (const [n, deed] of deeds.entries())
		expect([deed, await isTaken(stage, deed, minutesAfter(from, n))]).toEqual([deed, pencil.takes(deed)]);
}

/** What the published file says, when it counts again to the same. */
async function published(roundId: string) {
	const text = (await countedFile(roundId))?.text ?? "";
	const again = await recount(text);
	expect(again.faults).toEqual([]);
	const { spoiled, withdrawn, invalidated } = JSON.parse(text) as CountFile;
	const { ranking, ballots } = JSON.parse(again.result ?? "{}") as CountResult;
	const votes = new Map(ranking.map(({ number, votes }) => [number, votes]));
	const out = invalidated.map(({ votes }) => votes).sort();
	return { votes: CANDIDATES.map((number) => votes.get(number)), ballots, withdrawn, invalidated: out, spoiled };
}

test("whatever households do, the count is what a pencil gives", async () => {
	await fc.assert(
		fc.asyncProperty(story, async ({ open, afterwards, last }) => {
			const [stage, pencil] = [await begin(), new Pencil()];
			await live(stage, pencil, { deeds: open, from: minutesAfter(OPENS, 1) });
			await closeDueRounds(CLOSES, () => true);
			pencil.isClosed = true;
			const settled = last.map((kind, n): Deed => ({ kind, household: n + 1, numbers: [] }));
			await live(stage, pencil, { deeds: [...afterwards, ...settled], from: CLOSES });
			const counting = { roundId: stage.roundId, by: cast.staff.wang, at: minutesAfter(CLOSES, 4 * DAY) };
			await waiveVisits(counting);
			await countRound(counting);
			expect(await published(stage.roundId)).toEqual(pencil.sums(CANDIDATES));
		}),
		{ numRuns: 20, examples: [[EVERYTHING]] },
	);
});
