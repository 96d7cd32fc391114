import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { consents } from "#db/schema/submissions.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteRoundStages } from "#db/schema/votes/rounds.ts";
import { ballotOf } from "#domain/votes/ballots/ballot.ts";
import { boxed, castBallot, type HandedIn, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { standingBallots } from "#domain/votes/ballots/standing-ballots.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao, chen, fan] });
});

const NOON = minutesAfter(OPENS, 60);
const ballot = (more: Partial<HandedIn> = {}): HandedIn => ({
	...{ roundId: "june", householdId: cast.homes.bao.householdId, numbers: [3, 2], channel: "phone", at: NOON },
	...more,
});
const rows = () => db.select().from(ballots);
const saidBy = async (rollNumber: number) =>
	(await rows()).filter((row) => row.rollNumber === rollNumber).map((row) => openedChoice("june", Buffer.from(row.sealed), row));
const close = () =>
	write((tx) =>
		tx
			.insert(voteRoundStages)
			.values({ roundId: "june", seq: 3, stage: "closed", at: CLOSES })
			.then(() => undefined),
	);

test("a household votes, changes its mind and takes it back: rows, of which the last counts", async () => {
	expect(await castBallot(ballot())).toEqual({ version: 1 });
	expect(await castBallot(ballot({ numbers: [4] }))).toEqual({ version: 2 });
	expect(await withdrawBallot(ballot())).toEqual({ version: 3 });
	expect(await castBallot(ballot({ numbers: [2] }))).toEqual({ version: 4 });
	expect(await saidBy(1)).toEqual([[2, 3], [4], [], [2]]);
});

test.each([
	["the same choice", [2, 3, 2]],
	["another choice", [4]],
])("%s again is a row like any other: nothing tells what was in the box", async (_what, numbers) => {
	await castBallot(ballot());
	const later = minutesAfter(NOON, 1);
	expect(await castBallot(ballot({ numbers, at: later }))).toEqual({ version: 2 });
	expect(await ballotOf("june", cast.homes.bao.householdId)).toMatchObject({ state: "cast", last: { at: later } });
	expect(await rows()).toHaveLength(2);
});

test("the same choice again changes nothing in the count, and taking back twice is taking back once", async () => {
	for (const numbers of [
		[2, 3],
		[3, 2],
		[2, 3, 2],
	])
		await castBallot(ballot({ numbers }));
	await castBallot(ballot({ numbers: [2], householdId: "household-chen" }));
	await withdrawBallot(ballot({ householdId: "household-chen" }));
	expect(await withdrawBallot(ballot({ householdId: "household-chen", at: minutesAfter(NOON, 1) }))).toEqual({ version: 2 });
	await close();
	expect((await standingBallots("june")).map(({ rollNumber, numbers, at }) => [rollNumber, numbers, at])).toEqual([
		[1, [2, 3], NOON],
		[2, [], NOON],
	]);
});

test.each<[string, string, Partial<HandedIn>]>([
	["nothing is chosen", "ballots.empty", { numbers: [] }],
	["more is chosen than allowed", "ballots.tooMany", { numbers: [1, 2, 3, 4], householdId: "household-fan" }],
	["somebody is chosen who does not stand", "ballots.unknownCandidate", { numbers: [9] }],
	["the own household is chosen", "ballots.ownHousehold", { numbers: [1, 2] }],
	["the household is not on the roll", "ballots.notOnRoll", { householdId: "household-du" }],
	["it is too early", "ballots.notOpenYet", { at: minutesAfter(OPENS, -1) }],
	["the moment of closing has come", "ballots.closed", { at: CLOSES }],
	["there is no such round", "common.notFound", { roundId: "july" }],
])("a ballot is refused when %s", async (_when, key, more) => {
	await expect(castBallot(ballot(more))).rejects.toMatchObject({ key });
	expect(await rows()).toEqual([]);
});

test("who has not voted has nothing to take back", async () => {
	await expect(withdrawBallot(ballot())).rejects.toMatchObject({ key: "ballots.nothingToWithdraw" });
});

test("the own village is refused where the round leaves it out", async () => {
	const { bao, chen, fan } = cast.homes;
	await roundOf("may", { regionId: cast.places.shilin.id, candidates: [chen, fan], roll: [bao], ownVillage: "excluded" });
	await expect(castBallot(ballot({ roundId: "may", numbers: [1] }))).rejects.toMatchObject({ key: "ballots.ownVillage" });
	expect(await castBallot(ballot({ roundId: "may", numbers: [2] }))).toEqual({ version: 1 });
});

test("who takes consent back has left with the next ballot, and what was cast before stays sealed", async () => {
	await castBallot(ballot());
	await write((tx) =>
		tx
			.update(consents)
			.set({ withdrawnAt: NOON, withdrawnBy: "person-fan" })
			.where(and(eq(consents.submissionId, "june-pair-2"), eq(consents.channel, "vote"))),
	);
	const moved = castBallot(ballot({ numbers: [2, 4] }));
	await expect(moved).rejects.toMatchObject({ key: "ballots.candidateLeft" });
	expect(await saidBy(1)).toEqual([[2, 3]]);
});

test("a clock that jumps back opens nothing that was closed", async () => {
	await close();
	await expect(castBallot(ballot({ at: NOON }))).rejects.toMatchObject({ key: "ballots.closed" });
});

test("after a hundred ballots one is taken each ten minutes, so that whoever used them up has settled nothing; taking back never waits", async () => {
	for (let n = 1; n <= 100; n++) await castBallot(ballot());
	const change = (minutes: number) => castBallot(ballot({ numbers: [4], at: minutesAfter(NOON, minutes) }));
	await expect(change(0)).rejects.toMatchObject({ refusal: "too_many", key: "ballots.tooManyChanges", retryAfterSeconds: 600 });
	await expect(change(9.5)).rejects.toMatchObject({ key: "ballots.tooManyChanges" });
	expect(await change(10)).toEqual({ version: 101 });
	await expect(change(19)).rejects.toMatchObject({ key: "ballots.tooManyChanges" });
	expect(await withdrawBallot(ballot({ at: minutesAfter(NOON, 11) }))).toEqual({ version: 102 });
	expect(await change(21)).toEqual({ version: 103 });
	expect(await saidBy(1)).toMatchObject({ 100: [4], 101: [], 102: [4] });
});

test("who must wait for the next change waits no longer because the clock was set back", async () => {
	for (let n = 1; n <= 100; n++) await castBallot(ballot());
	expect(await castBallot(ballot({ at: minutesAfter(NOON, -30) }))).toEqual({ version: 101 });
});

test("a phone leaves marks that say which ballots belong together and nothing else; a kiosk leaves which kiosk it is, paper nothing", async () => {
	await castBallot(ballot({ mark: "a-random-cookie" }));
	await castBallot(ballot({ mark: "a-random-cookie", householdId: "household-chen", numbers: [4] }));
	const [bao, chen] = await rows();
	expect(bao?.deviceMark).toBe(chen?.deviceMark);
	expect(bao?.deviceMark).toMatch(/^[\w-]{22}$/);
	const said = (mark: string | undefined, channel: "kiosk" | "paper" = "kiosk") => boxed(ballot({ mark, channel }));
	const [hall, again, school] = [said("hall"), said("hall"), said("school")];
	expect(hall.deviceMark).toMatch(/^[\w-]{22}$/);
	expect([again.deviceMark === hall.deviceMark, school.deviceMark === hall.deviceMark]).toEqual([true, false]);
	for (const nothing of [said(undefined), said("hall", "paper")]) expect(nothing.deviceMark).toBeNull();
	expect(boxed(ballot({ mark: "hall" })).deviceMark).not.toBe(hall.deviceMark);
});

test("ballots open when the round is closed, and not before", async () => {
	await castBallot(ballot());
	await castBallot(ballot({ numbers: [4] }));
	await castBallot(ballot({ householdId: "household-chen", numbers: [2] }));
	await withdrawBallot(ballot({ householdId: "household-chen" }));
	await expect(standingBallots("june")).rejects.toMatchObject({ key: "ballots.sealed" });
	await close();
	expect(await standingBallots("june")).toMatchObject([
		{ rollNumber: 1, householdId: "household-bao", version: 2, numbers: [4], channel: "phone" },
		{ rollNumber: 2, householdId: "household-chen", version: 2, numbers: [] },
	]);
});
