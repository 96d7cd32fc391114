import { setImmediate as turn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { bringing } from "#domain/votes/ballots/ballot-box.ts";
import { castBallot, type HandedIn, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";
import { recordedStatements } from "#tests/statements.ts";

freshDatabase(async () => {
	const { homes, places } = await inviteCast();
	const { bao, chen, du, fan } = homes;
	for (const id of ["june", "may"])
		await roundOf(id, { regionId: places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao, chen, du, fan] });
});

const ballot = (household: string, numbers: number[], roundId = "june"): HandedIn => ({
	...{ roundId, householdId: `household-${household}`, numbers, channel: "phone", at: minutesAfter(OPENS, 5) },
});
const outcomes = async (work: Promise<unknown>[]) =>
	(await Promise.allSettled(work)).map((one) => (one.status === "fulfilled" ? one.value : (one.reason.key ?? one.reason.cause?.message)));
const rows = () => db.select().from(ballots);

test("a thousand ballots of one household at once leave one choice that it may make", async () => {
	const choices = [[2], [3], [4], [2, 3], [2, 4], [3, 4], [2, 3, 4]];
	const answers = await outcomes(Array.from({ length: 1000 }, (_, n) => castBallot(ballot("bao", choices[n % 7] as number[]))));
	const taken = answers.filter((answer) => typeof answer === "object").length;
	expect(answers.filter((answer) => answer === "ballots.tooManyChanges")).toHaveLength(1000 - taken);
	const cast = await rows();
	expect(cast.map((row) => row.version)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
	const last = cast.at(-1) as (typeof cast)[number];
	expect(choices).toContainEqual(openedChoice("june", Buffer.from(last.sealed), last));
});

test("what comes together is answered one by one: a refusal is its own household's", async () => {
	const answers = await outcomes([
		castBallot(ballot("bao", [2])),
		castBallot(ballot("chen", [3])),
		castBallot(ballot("du", [9])),
		castBallot(ballot("fan", [1], "may")),
		castBallot(ballot("bao", [2])),
		withdrawBallot(ballot("bao", [])),
	]);
	expect(answers).toEqual([
		{ version: 1 },
		"ballots.ownHousehold",
		"ballots.unknownCandidate",
		{ version: 1 },
		{ version: 2 },
		{ version: 3 },
	]);
	expect(await rows()).toHaveLength(4);
});

test("one ballot that the database itself refuses takes no other with it", async () => {
	await write((tx) =>
		tx.run(sql`create trigger spoilt before insert on ballots when new.roll_number = 2 begin select raise(abort, 'spoilt'); end`),
	);
	const answers = await outcomes([
		castBallot(ballot("bao", [2])),
		castBallot(ballot("chen", [2])),
		castBallot(ballot("fan", [1])),
		castBallot(ballot("bao", [3])),
	]);
	expect(answers).toEqual([{ version: 1 }, "SQLITE_CONSTRAINT: spoilt", { version: 1 }, { version: 2 }]);
	expect((await rows()).map((row) => [row.rollNumber, row.version])).toEqual([
		[1, 1],
		[4, 1],
		[1, 2],
	]);
});

test("a full box turns people away with when to come back, and goes on", async () => {
	const answers = await Promise.allSettled(Array.from({ length: 5100 }, () => castBallot(ballot("bao", [2]))));
	const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
	const turnedAway = refused.filter(({ key }) => key === "ballots.busy");
	expect(turnedAway).toHaveLength(100);
	expect(turnedAway[0]).toMatchObject({ refusal: "busy", retryAfterSeconds: 5 });
	expect(await castBallot(ballot("chen", [2]))).toEqual({ version: 1 });
});

test("a commit waits for those who have come and are still being looked up, but for nobody who stays away", async () => {
	let commits = 0;
	recordedStatements((text) => (commits += Number(/from "vote_rounds" where "vote_rounds"."id" = \?/.test(text))));
	const lookedUp = bringing(async () => {
		for (const _ of [1, 2, 3]) await turn();
		return castBallot(ballot("chen", [2]));
	});
	expect(await outcomes([bringing(() => castBallot(ballot("bao", [2]))), lookedUp])).toEqual([{ version: 1 }, { version: 1 }]);
	expect(commits).toBe(1);
	const { promise, resolve } = Promise.withResolvers<void>();
	const never = bringing(() => promise);
	expect(await bringing(() => castBallot(ballot("bao", [3])))).toEqual({ version: 2 });
	resolve();
	await never;
});
