import { setImmediate } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { publishedFiles } from "#db/schema/published-files.ts";
import { ballotConflicts } from "#db/schema/votes/papers.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { receiptHash, receiptOf } from "#domain/votes/ballots/receipts.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { countText, digestOfVotes } from "#domain/votes/counts/file.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { recount, resultOf } from "#domain/votes/counts/recount.ts";
import { verifyRounds } from "#domain/votes/counts/verify.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { APPEALS_OVER, closeRound, makeInvalid, readPaper, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan] });
});

const AFTER = minutesAfter(CLOSES, 1);
const count = (more: Partial<Parameters<typeof countRound>[0]> = {}) =>
	countRound({ roundId: "june", by: cast.staff.wang, at: AFTER, ...more });
async function fileOf(roundId = "june") {
	const { text } = (await countedFile(roundId)) ?? { text: "" };
	return { text, ...JSON.parse(text) };
}

test("the last word of each household counts, and what was taken back does not", async () => {
	await say("june", 1, [2, 3]);
	await say("june", 2, [1]);
	await say("june", 2, [2]);
	await say("june", 3, [1, 2, 3]);
	await say("june", 3, []);
	await closeRound("june");
	await count();
	const { result, withdrawn, slips } = await fileOf();
	expect(result).toMatchObject({ households: 4, ballots: 2, votes: 3, voidVotes: 0 });
	expect(result.ranking.map(({ number, votes }: { number: number; votes: number }) => [number, votes])).toEqual([
		[2, 2],
		[3, 1],
		[1, 0],
	]);
	expect([withdrawn, [...slips].sort()]).toEqual([1, [2, 2, 3]]);
});

test("a ballot that two made invalid stays in the file with its reason, without its household and without its votes", async () => {
	await say("june", 1, [2, 3]);
	await say("june", 2, [3]);
	await closeRound("june");
	await makeInvalid("june", 1);
	await count({ at: APPEALS_OVER });
	const file = await fileOf();
	expect(file.invalidated).toEqual([{ reason: "bought", votes: 2 }]);
	expect(file.result).toMatchObject({ ballots: 1, votes: 1 });
	expect(file.text).not.toContain(receiptHash("june", receiptOf("june", 1)));
	expect(file.text).toContain(receiptHash("june", receiptOf("june", 2)));
});

test("the file names no household and no person, and recounting it gives the same result", async () => {
	await say("june", 1, [2, 3]);
	await closeRound("june");
	await count();
	const { text } = await fileOf();
	for (const personal of ["household", "person", "鲍春生", "code-du"]) expect(text.replaceAll('"households"', "")).not.toContain(personal);
	expect(await recount(text)).toMatchObject({ faults: [] });
});

test("who leaves after the count is named by nothing in the file, which still recounts", async () => {
	await say("june", 1, [2]);
	await closeRound("june");
	await count();
	await withdrawSubmission({ submissionId: "june-pair-2", by: cast.homes.fan, at: APPEALS_OVER });
	const { text } = await fileOf();
	expect(text).not.toContain("code-");
	expect((await recount(text)).faults).toEqual([]);
});

test("a file from when courtyards were named in it still recounts", async () => {
	await say("june", 1, [2]);
	await closeRound("june");
	await count();
	const { text, ...file } = await fileOf();
	const older = { ...file, candidates: file.candidates.map((one: object) => ({ ...one, courtyard: "code-fan" })) };
	const digest = digestOfVotes(older);
	expect((await recount(countText({ ...older, digest, result: resultOf(older, digest) }))).faults).toEqual([]);
});

test("who left the round stands nowhere, and its courtyard is not named", async () => {
	await say("june", 1, [2]);
	await say("june", 3, [2, 3]);
	await withdrawSubmission({ submissionId: "june-pair-2", by: cast.homes.fan, at: OPENS });
	await closeRound("june");
	await count();
	const { result, candidates } = await fileOf();
	expect(candidates[1]).toEqual({ number: 2, village: "990101100202", isOut: true });
	expect(result).toMatchObject({ votes: 3, voidVotes: 2, ranking: [{ number: 3, place: 1 }, { number: 1 }] });
});

test("whoever leaves while it is counted is not in the file as if they had stayed", async () => {
	const { bao, fan, chen, du } = cast.homes;
	for (let turns = 0; turns < 40; turns += 2) {
		const roundId = `leaving${turns}`;
		await roundOf(roundId, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan] });
		await say(roundId, 1, [2]);
		await closeRound(roundId);
		const leave = async () => {
			for (let turn = 0; turn < turns; turn++) await setImmediate();
			await takeBackYes({ nominationId: `${roundId}-nomination-2`, by: fan, at: AFTER });
		};
		const [counted] = await Promise.allSettled([count({ roundId }), leave()]);
		const lines = await db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.subject, `round:${roundId}`));
		const last = lines.toSorted((a, b) => a.seq - b.seq).at(-1)?.action;
		if (counted.status === "rejected") expect(counted.reason).toMatchObject({ refusal: "conflict", key: "counts.movedOn" });
		else expect((await fileOf(roundId)).candidates[1].isOut, roundId).toBe(last === "round.count");
	}
});

test("counting again changes nothing", async () => {
	await closeRound("june");
	const first = await count();
	expect(await count({ at: minutesAfter(AFTER, 5) })).toEqual(first);
	expect(await Promise.all([count(), count()])).toEqual([first, first]);
	expect(await db.select().from(publishedFiles)).toHaveLength(1);
});

test("two who count at once count once", async () => {
	await say("june", 1, [2]);
	await closeRound("june");
	const [one, other] = await Promise.all([count(), count()]);
	expect(one).toEqual(other);
	expect(await db.select().from(publishedFiles)).toHaveLength(1);
});

test.each([
	["before it is closed", "counts.notClosed", async () => undefined],
	[
		"while a signature is open",
		"counts.signaturesOpen",
		async () => {
			await say("june", 1, [2]);
			await closeRound("june");
			await makeInvalid("june", 1, { isSigned: false });
		},
	],
	[
		"while a household may appeal",
		"counts.appealsRun",
		async () => {
			await say("june", 1, [2]);
			await closeRound("june");
			await makeInvalid("june", 1);
		},
	],
	[
		"while an appeal is open",
		"counts.appealsOpen",
		async () => {
			await say("june", 1, [2]);
			await closeRound("june");
			await makeInvalid("june", 1);
			await appeal({ roundId: "june", by: cast.homes.bao, words: "我家没有拿过东西", at: AFTER });
		},
	],
	[
		"while two ballots of a household are open",
		"counts.conflictsOpen",
		async () => {
			await say("june", 2, [3]);
			await conflictOf(2);
			await closeRound("june");
		},
	],
])("nothing is counted %s", async (_when, key, prepare) => {
	await prepare();
	await expect(count({ at: key === "counts.notClosed" ? OPENS : AFTER })).rejects.toMatchObject({ refusal: "conflict", key });
	expect(await db.select().from(publishedFiles)).toEqual([]);
});

async function conflictOf(rollNumber: number): Promise<void> {
	const paperBallotId = await readPaper("june", rollNumber, [1]);
	await write((tx) => tx.insert(ballotConflicts).values({ roundId: "june", rollNumber, paperBallotId, foundAt: CLOSES }));
}

test("nothing is counted while paper may come", async () => {
	const { bao, fan } = cast.homes;
	const paperUntil = minutesAfter(CLOSES, 600);
	await roundOf("may", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, fan], paperUntil });
	await closeRound("may");
	await expect(count({ roundId: "may" })).rejects.toMatchObject({ key: "counts.paperMayCome" });
	expect(await count({ roundId: "may", at: paperUntil })).toEqual({ sha256: (await countedFile("may"))?.sha256 });
});

test("only who runs the round counts it", async () => {
	await closeRound("june");
	await expect(count({ by: cast.staff.song })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(count({ by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
});

test("a ballot whose seal is broken stops the count", async () => {
	await say("june", 1, [2]);
	await rawClient().executeMultiple("DROP TRIGGER ballots_no_update; UPDATE ballots SET sealed = randomblob(16)");
	await closeRound("june");
	await expect(count()).rejects.toThrow("does not open");
	expect(await db.select().from(publishedFiles)).toEqual([]);
});

test("what is counted is found sound, and each thing that was changed since is named", async () => {
	await say("june", 1, [2]);
	await say("june", 3, [2, 3]);
	await closeRound("june");
	await count();
	expect(await verifyRounds()).toEqual({ rounds: 1, ballots: 2, counts: 1, faults: [] });
	await rawClient().executeMultiple(
		`DROP TRIGGER published_pieces_no_update;
		UPDATE published_pieces SET bytes = cast(replace(cast(bytes AS text), '"ties":"shared"', '"ties":"drawn"') AS blob)`,
	);
	expect((await verifyRounds()).faults).toEqual([
		{ fault: "file_changed", id: "june" },
		{ fault: "recount_differs", id: "june" },
	]);
	await rawClient().executeMultiple("DROP TRIGGER ballots_no_update; UPDATE ballots SET sealed = randomblob(16) WHERE roll_number = 3");
	expect((await verifyRounds()).faults[0]).toEqual({ fault: "seal_broken", id: "june/2" });
});

test("a ballot that was slipped in after the count is found", async () => {
	await say("june", 1, [2]);
	await closeRound("june");
	await count();
	await rawClient().executeMultiple("DROP TRIGGER ballots_cast");
	await say("june", 3, [1]);
	expect((await verifyRounds()).faults).toEqual([{ fault: "ballots_differ", id: "june" }]);
});

test("a ballot that was taken out of the box after the closing is found, and nothing is counted", async () => {
	await say("june", 1, [2]);
	await say("june", 3, [1]);
	await closeDueRounds(CLOSES, () => true);
	expect((await verifyRounds()).faults).toEqual([]);
	await rawClient().executeMultiple("DROP TRIGGER ballots_no_delete; DELETE FROM ballots WHERE roll_number = 1");
	expect((await verifyRounds()).faults).toEqual([{ fault: "ballots_changed", id: "june" }]);
	await expect(count()).rejects.toMatchObject({ refusal: "conflict", key: "counts.boxChanged" });
	expect(await db.select().from(publishedFiles)).toEqual([]);
});

test("an annulled count is looked through like any other", async () => {
	await say("june", 1, [2]);
	await closeRound("june");
	await count();
	const on = { subject: "june", by: cast.staff.wang };
	await objectTo(ROUND_OBJECTIONS, { subject: "june", by: cast.homes.du, words: "投票户名册漏了半个村", at: AFTER });
	await answerObjection(ROUND_OBJECTIONS, { ...on, number: 1, answer: "查过了，确实漏了", isUpheld: true, at: AFTER });
	await cancelRound({ roundId: "june", by: await hireZhao(cast.staff.wang), why: "投票户名册漏了半个村", at: AFTER });
	expect(await verifyRounds()).toEqual({ rounds: 1, ballots: 1, counts: 1, faults: [] });
	await rawClient().executeMultiple("DROP TRIGGER published_pieces_no_update; UPDATE published_pieces SET bytes = cast('x' AS blob)");
	expect((await verifyRounds()).faults).toContainEqual({ fault: "file_changed", id: "june" });
});
