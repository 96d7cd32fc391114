import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteRoundStages } from "#db/schema/votes/rounds.ts";
import { sealedChoice } from "#domain/votes/ballots/seal.ts";
import { closeDueRounds, sealedDigest, tendRounds } from "#domain/votes/rounds/close.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { phaseOf, takesBallots } from "#domain/votes/rules.ts";
import { onChange } from "#platform/changes.ts";
import { ClockWatch, STEADY_MS } from "#platform/steady-clock.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";

freshDatabase(async () => {
	const cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] });
});

async function castOne(rollNumber: number, at: Date, version = 1) {
	const sealed = sealedChoice("june", { rollNumber, version, numbers: [1] });
	await write((tx) => tx.insert(ballots).values({ roundId: "june", rollNumber, version, channel: "phone", votes: 1, sealed, at }));
}
const stages = () => db.select().from(voteRoundStages).where(eq(voteRoundStages.roundId, "june")).orderBy(voteRoundStages.seq);

test("a round whose time is over is closed, with a digest of what lies sealed", async () => {
	await castOne(3, minutesAfter(OPENS, 1));
	await castOne(2, minutesAfter(OPENS, 2));
	await castOne(3, minutesAfter(OPENS, 3), 2);
	expect(await closeDueRounds(minutesAfter(CLOSES, -1))).toEqual([]);
	expect(await closeDueRounds(CLOSES)).toEqual(["june"]);
	const closing = (await stages()).at(-1);
	expect(closing).toMatchObject({ stage: "closed", actorId: null, at: CLOSES });
	expect(closing?.note).toBe(`3:${await sealedDigest("june", { lastSeq: 3 })}`);
	expect(closing?.note).toMatch(/^3:[0-9a-f]{64}$/);
	const [line] = await db.select().from(auditEntries).where(eq(auditEntries.action, "round.close"));
	expect(line?.subject).toBe("round:june");
});

test("the digest is of these ballots and no others", async () => {
	await castOne(3, minutesAfter(OPENS, 1));
	const one = await sealedDigest("june", { lastSeq: 1 });
	await castOne(2, minutesAfter(OPENS, 2));
	expect(await sealedDigest("june", { lastSeq: 1 })).toBe(one);
	expect(await sealedDigest("june", { lastSeq: 2 })).not.toBe(one);
});

test("closed twice, it is closed once", async () => {
	await Promise.all([closeDueRounds(CLOSES), closeDueRounds(CLOSES), closeDueRounds(minutesAfter(CLOSES, 5))]);
	expect((await stages()).map(({ stage }) => stage)).toEqual(["draft", "announced", "closed"]);
});

test("a clock that jumps forward closes nothing, and takes no ballot while it is wrong", async () => {
	let [wall, monotonic] = [minutesAfter(OPENS, 10).getTime(), 0];
	const watch = new ClockWatch({ wall: () => wall, monotonic: () => monotonic });
	const pass = (ms: number) => {
		wall += ms;
		monotonic += ms;
	};
	const look = () => closeDueRounds(new Date(wall), () => watch.isSteady());
	pass(STEADY_MS);
	const day = 24 * 3_600_000;
	wall += day;
	expect(await look()).toEqual([]);
	expect(takesBallots(await roundFor("june"), "phone", new Date(wall))).toBe(false);
	pass(STEADY_MS - 1);
	expect(await look()).toEqual([]);
	wall -= day;
	expect(await look()).toEqual([]);
	expect(takesBallots(await roundFor("june"), "phone", new Date(wall))).toBe(true);
	pass(CLOSES.getTime() - wall);
	expect(await look()).toEqual(["june"]);
});

test("a clock that jumps back after the closing opens nothing", async () => {
	await closeDueRounds(CLOSES);
	const earlier = minutesAfter(OPENS, 10);
	const round = await roundFor("june");
	expect(phaseOf(round, earlier)).toBe("closed");
	expect(takesBallots(round, "phone", earlier)).toBe(false);
	await expect(castOne(2, earlier)).rejects.toMatchObject({ cause: { message: expect.stringContaining("not open") } });
	expect(await closeDueRounds(earlier)).toEqual([]);
});

test("pages that are kept are dropped when a round opens and when it closes", async () => {
	const dropped: string[][] = [];
	const stop = onChange((tags) => void dropped.push([...tags]));
	await tendRounds(minutesAfter(OPENS, -1));
	expect(dropped).toEqual([]);
	await tendRounds(OPENS);
	expect(dropped.pop()).toEqual(["votes", "round:june"]);
	await tendRounds(minutesAfter(OPENS, 1));
	expect(dropped).toEqual([]);
	await tendRounds(CLOSES);
	expect(dropped.pop()).toEqual(["votes", "round:june"]);
	stop();
});
