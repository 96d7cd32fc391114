import { expect, onTestFinished, test } from "vitest";
import { db } from "#db/client.ts";
import { objections } from "#db/schema/objections.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { STEADY_MS, watchClock } from "#platform/steady-clock.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { APPEALS_OVER, closeRound, makeInvalid, say } from "#tests/votes.ts";

const DAY = 86_400_000;
const PAPER_UNTIL = minutesAfter(CLOSES, 24 * 60);
let [wall, monotonic] = [0, 0];
const pass = (ms: number) => {
	wall += ms;
	monotonic += ms;
};
/** The clock has run along until this moment, and is believed. */
const steadyAt = (moment: Date) => {
	[wall, monotonic] = [moment.getTime() - STEADY_MS, 0];
	onTestFinished(watchClock({ wall: () => wall, monotonic: () => monotonic }));
	pass(STEADY_MS);
};

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du], paperUntil: PAPER_UNTIL });
	for (const rollNumber of [2, 3]) await say("june", rollNumber, [2]);
	await closeRound("june");
});

const count = () => countRound({ roundId: "june", by: cast.staff.wang, at: new Date(wall) });
const finish = () => finishRound({ roundId: "june", by: cast.staff.wang, at: new Date(wall) });
const object = () => objectTo(ROUND_OBJECTIONS, { subject: "june", by: cast.homes.du, words: "我家的票数不对", at: new Date(wall) });
const stage = async () => (await roundFor("june")).stage;
const IN_DOUBT = { refusal: "busy", key: "rounds.clockMoved", retryAfterSeconds: STEADY_MS / 1000 };

test("a clock that jumps past the last day of paper counts nothing; put right, paper may still come; run on, the round is counted", async () => {
	steadyAt(CLOSES);
	wall += 30 * DAY;
	await expect(count()).rejects.toMatchObject(IN_DOUBT);
	wall -= 30 * DAY;
	await expect(count()).rejects.toMatchObject({ key: "counts.paperMayCome" });
	expect(await stage()).toBe("closed");
	pass(PAPER_UNTIL.getTime() - wall);
	await count();
	expect(await stage()).toBe("counted");
});

test("a clock that jumps past the end of appeals counts nothing, and takes no appeal for late", async () => {
	await makeInvalid("june", 2);
	steadyAt(PAPER_UNTIL);
	wall += 30 * DAY;
	await expect(count()).rejects.toMatchObject(IN_DOUBT);
	const appealing = () => appeal({ roundId: "june", by: cast.homes.chen, words: "鸡蛋是走亲戚送的", at: new Date(wall) });
	await expect(appealing()).rejects.toMatchObject(IN_DOUBT);
	wall -= 30 * DAY;
	await expect(count()).rejects.toMatchObject({ key: "counts.appealsRun" });
	await appealing();
	await expect(count()).rejects.toMatchObject({ key: "counts.appealsOpen" });
});

test("a clock that jumps past the end of objections makes nothing final, and takes no objection for late", async () => {
	steadyAt(PAPER_UNTIL);
	await count();
	wall += 30 * DAY;
	await expect(finish()).rejects.toMatchObject(IN_DOUBT);
	await expect(object()).rejects.toMatchObject(IN_DOUBT);
	wall -= 30 * DAY;
	await expect(finish()).rejects.toMatchObject({ key: "counts.objectionsRun" });
	await object();
	expect(await db.$count(objections)).toBe(1);
	expect(await stage()).toBe("counted");
});

test("a clock that was set and runs on is believed after a while, for the count and for what came too late", async () => {
	await makeInvalid("june", 2);
	steadyAt(CLOSES);
	wall += 4 * DAY;
	await expect(count()).rejects.toMatchObject(IN_DOUBT);
	pass(STEADY_MS - 1);
	await expect(count()).rejects.toMatchObject(IN_DOUBT);
	pass(1);
	await count();
	wall += 4 * DAY;
	await expect(object()).rejects.toMatchObject(IN_DOUBT);
	pass(STEADY_MS);
	await expect(object()).rejects.toMatchObject({ refusal: "conflict", key: "objections.notNow" });
	await finish();
	expect(await stage()).toBe("final");
});

test("who has just started the server waits for nothing, nor who jumps past nothing that was still to come", async () => {
	await makeInvalid("june", 2);
	[wall, monotonic] = [APPEALS_OVER.getTime(), 0];
	onTestFinished(watchClock({ wall: () => wall, monotonic: () => monotonic }));
	await count();
	[wall, monotonic] = [wall + 4 * DAY, 0];
	onTestFinished(watchClock({ wall: () => wall, monotonic: () => monotonic }));
	wall += DAY;
	await finish();
	expect(await stage()).toBe("final");
});
