import { expect, test } from "vitest";
import { ownBallots } from "#domain/votes/ballots/ballot.ts";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { strike } from "#domain/votes/rounds/change-roll.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { NOON, paperFor, readByTwo, SPOILED, ticked } from "#tests/papers.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";
import { closeRound } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
});
const stateOf = async (home: string) => {
	const own = (await ownBallots(`household-${home}`)).get("june");
	return own && { state: own.state, at: own.last?.at ?? null, paper: own.paper };
};
const say = (home: string, numbers: number[], at = NOON) =>
	castBallot({ roundId: "june", householdId: `household-${home}`, numbers, channel: "phone", at });
const readers = () => [cast.staff.li, cast.staff.meng] as [typeof cast.staff.li, typeof cast.staff.meng];

test("a household reads whether it has voted and when; nothing tells whom for", async () => {
	expect(await stateOf("bao")).toEqual({ state: "none", at: null, paper: "none" });
	await say("bao", [2]);
	expect(await stateOf("bao")).toEqual({ state: "cast", at: NOON, paper: "none" });
	const later = minutesAfter(NOON, 5);
	await withdrawBallot({ roundId: "june", householdId: "household-bao", channel: "phone", at: later });
	expect(await stateOf("bao")).toEqual({ state: "withdrawn", at: later, paper: "none" });
	await say("bao", [2], minutesAfter(NOON, 9));
	expect(await stateOf("bao")).toMatchObject({ state: "cast" });
	expect(await stateOf("chen")).toEqual({ state: "none", at: null, paper: "none" });
});

test("paper counts as paper, in doubt beside another ballot, and not at all when it was spoiled", async () => {
	await readByTwo(await paperFor("household-chen", cast.staff.wang), ticked(1), readers());
	expect(await stateOf("chen")).toMatchObject({ paper: "used" });
	await say("bao", [2]);
	await readByTwo(await paperFor("household-bao", cast.staff.wang), ticked(2), readers());
	expect(await stateOf("bao")).toMatchObject({ paper: "unsettled" });
	await readByTwo(await paperFor("household-du", cast.staff.wang), SPOILED, readers());
	expect(await stateOf("du")).toEqual({ state: "none", at: null, paper: "none" });
});

test("who is not on the roll, was struck off, or whose round is closed reads nothing", async () => {
	expect(await stateOf("fan")).toBeUndefined();
	await strike({ by: cast.staff.wang, roundId: "june", number: 3, why: "搬走了", at: minutesAfter(OPENS, -2 * 24 * 60) });
	expect(await stateOf("du")).toBeUndefined();
	await say("bao", [2]);
	await closeRound("june");
	expect(await stateOf("bao")).toBeUndefined();
});
