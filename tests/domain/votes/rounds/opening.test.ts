import { beforeEach, expect, onTestFinished, test } from "vitest";
import { db } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { STEADY_MS, watchClock } from "#platform/steady-clock.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { paperFor, ticked } from "#tests/papers.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";

freshDatabase();
const HOUR = 3_600_000;
let [wall, monotonic] = [0, 0];
const pass = (ms: number) => {
	wall += ms;
	monotonic += ms;
};

let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	const of = { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] };
	await roundOf("may", { ...of, opensAt: minutesAfter(OPENS, -50) });
	await roundOf("june", of);
	[wall, monotonic] = [minutesAfter(OPENS, -20).getTime(), 0];
	onTestFinished(watchClock({ wall: () => wall, monotonic: () => monotonic }));
	pass(STEADY_MS);
});

const vote = (roundId: string, home = "chen") =>
	castBallot({ roundId, householdId: `household-${home}`, numbers: [2], channel: "phone", at: new Date(wall) });
const IN_DOUBT = { refusal: "busy", key: "ballots.clockMoved", retryAfterSeconds: STEADY_MS / 1000 };

test("a clock that jumps past an opening opens nothing; a round that was open goes on; put right, all is as before", async () => {
	expect(await vote("may")).toEqual({ version: 1 });
	wall += HOUR;
	await expect(vote("june")).rejects.toMatchObject(IN_DOUBT);
	expect(await vote("may", "du")).toEqual({ version: 1 });
	wall -= HOUR;
	await expect(vote("june")).rejects.toMatchObject({ refusal: "conflict", key: "ballots.notOpenYet" });
	expect(await db.$count(ballots)).toBe(2);
	pass(OPENS.getTime() - wall);
	expect(await vote("june")).toEqual({ version: 1 });
});

test("a clock that was set forward and runs on is believed after a while", async () => {
	wall += HOUR;
	await expect(vote("june")).rejects.toMatchObject(IN_DOUBT);
	pass(STEADY_MS - 1);
	await expect(vote("june")).rejects.toMatchObject(IN_DOUBT);
	pass(1);
	expect(await vote("june")).toEqual({ version: 1 });
});

test("who comes at once with others is refused alone", async () => {
	wall += HOUR;
	const answers = await Promise.allSettled([vote("june"), vote("may"), vote("june", "du"), vote("may", "du")]);
	expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
});

test("a paper that two people have read waits as well, and the second reads it again", async () => {
	const code = await paperFor("household-du", cast.staff.wang);
	const { li, song } = cast.staff;
	const reading = { roundId: "june", code, reading: ticked(1) };
	wall += HOUR;
	await enterPaper({ ...reading, by: li, at: new Date(wall) });
	await expect(enterPaper({ ...reading, by: song, at: new Date(wall) })).rejects.toMatchObject(IN_DOUBT);
	pass(STEADY_MS);
	expect(await enterPaper({ ...reading, by: song, at: new Date(wall) })).toBe("agreed");
	expect(await db.$count(ballots)).toBe(1);
});
