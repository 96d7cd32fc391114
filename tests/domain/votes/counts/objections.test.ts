import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { voteObjections } from "#db/schema/votes/counts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerObjection } from "#domain/votes/counts/answer-objection.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { objectTo } from "#domain/votes/counts/objections.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { phaseOf } from "#domain/votes/rules.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, say } from "#tests/votes.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
const COUNTED = minutesAfter(CLOSES, 1);
const DURING = minutesAfter(CLOSES, 60);
const OVER = minutesAfter(COUNTED, 3 * 24 * 60);

beforeEach(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: COUNTED });
});

const object = (home: "bao" | "chen" | "du" | "fan", words = "我家的票数不对", at = DURING) =>
	objectTo({ roundId: "june", by: cast.homes[home], words, at });
const answer = (more: Partial<Parameters<typeof answerObjection>[0]> = {}) =>
	answerObjection({
		roundId: "june",
		number: 1,
		by: cast.staff.wang,
		answer: "查过了，没有问题",
		isUpheld: false,
		at: DURING,
		...more,
	});
const finish = (at = OVER, viewer: Viewer = cast.staff.wang) => finishRound({ roundId: "june", by: viewer, at });
const stage = async () => (await roundFor("june")).stage;

test("a household objects once, and the same words sent twice are one objection", async () => {
	expect(await object("du")).toEqual({ number: 1 });
	expect(await object("du")).toEqual({ number: 1 });
	expect(await object("chen")).toEqual({ number: 2 });
	await expect(object("du", "还有一件事要说")).rejects.toMatchObject({ refusal: "conflict", key: "counts.objectedBefore" });
	expect(await db.select().from(voteObjections)).toHaveLength(2);
});

test.each([
	["a household that is not on the roll", "counts.notOnRoll", () => object("fan")],
	["four characters", "approvals.appealLength", () => object("du", "  不对啊啊  ")],
	["three emoji", "approvals.appealLength", () => object("du", "😡😡😡")],
	["words that nobody can see", "approvals.appealLength", () => object("du", "\u200b\u200b\u3164\u2800\u202e")],
	["what comes when the days are over", "counts.noObjectionsNow", () => object("du", undefined, OVER)],
	["no answer at all", "counts.answerLength", () => object("du").then(() => answer({ answer: " " }))],
	[
		"another answer to what is answered",
		"counts.answeredBefore",
		() =>
			object("du")
				.then(() => answer())
				.then(() => answer({ isUpheld: true })),
	],
	["an answer to what nobody said", "common.notFound", () => answer({ number: 7 })],
	["the answer of who only looks on", "rounds.notYours", () => object("du").then(() => answer({ by: cast.staff.song }))],
])("refused: %s", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
});

test("answered twice alike it is answered once", async () => {
	await object("du");
	await answer();
	await answer({ at: minutesAfter(DURING, 5) });
	expect(await db.select().from(voteObjections)).toMatchObject([{ answer: "查过了，没有问题", isUpheld: false, answeredAt: DURING }]);
});

test("it is final when the days are over and all is answered, once", async () => {
	await object("du");
	await expect(finish(DURING)).rejects.toMatchObject({ key: "counts.objectionsRun" });
	await expect(finish()).rejects.toMatchObject({ key: "counts.objectionsOpen", params: { count: 1 } });
	await answer({ at: OVER });
	await expect(finish(OVER, cast.staff.song)).rejects.toMatchObject({ refusal: "forbidden" });
	await finish();
	await finish(minutesAfter(OVER, 9));
	expect(await stage()).toBe("final");
});

test("a count is annulled by another one than who upheld an objection to it, once, and stays to be read", async () => {
	const another = await hireZhao(cast.staff.wang);
	const annul = (viewer: Viewer) => cancelRound({ by: viewer, roundId: "june", why: "名册漏了半个村", at: OVER });
	await object("du");
	await expect(annul(another)).rejects.toMatchObject({ refusal: "conflict", key: "rounds.isCounted" });
	await answer();
	await object("chen");
	await expect(annul(another)).rejects.toMatchObject({ key: "rounds.isCounted" });
	await answer({ number: 2, isUpheld: true });
	await expect(annul(cast.staff.wang)).rejects.toMatchObject({ key: "rounds.annulledByAnother" });
	await annul(another);
	await annul(another);
	const { text } = (await countedFile("june")) ?? { text: "" };
	expect(await recount(text)).toMatchObject({ faults: [] });
	expect(phaseOf(await roundFor("june"), OVER)).toBe("annulled");
	expect(await stage()).toBe("cancelled");
	await expect(finish()).rejects.toMatchObject({ key: "counts.notCounted" });
});

test("what is final is not annulled", async () => {
	await object("du");
	await answer({ isUpheld: true });
	await finish();
	const viewer = await hireZhao(cast.staff.wang);
	await expect(cancelRound({ by: viewer, roundId: "june", why: "名册漏了半个村", at: OVER })).rejects.toMatchObject({
		key: "rounds.isFinal",
	});
});

const objected = () => object("du");
const answered = async (isUpheld = false) => [await object("du"), await answer({ isUpheld })];
const upheld = () => answered(true);

test.each<[string, string, string, (() => Promise<unknown>)?]>([
	["a count is changed", "append-only", "update vote_counts set sha256 = 'x'"],
	["a count is removed", "append-only", "delete from vote_counts"],
	["a published file is changed", "append-only", "update vote_count_pieces set bytes = x'00'"],
	["a published file is cut short", "append-only", "delete from vote_count_pieces where place = 2"],
	["a published file grows", "stays as it is", "insert into vote_count_pieces (round_id, place, bytes) values ('june', 9, x'00')"],
	["an objection comes with its answer", "while objections are taken", objection("7", `'x', ${DURING.getTime()}`)],
	["an objection comes when the days are over", "while objections are taken", objection("8", `null, ${OVER.getTime()}`)],
	["an objection is removed", "stay", "delete from vote_objections"],
	["an answer is changed", "answered once", "update vote_objections set answer = 'y'", answered],
	[
		"a result is final while an objection waits",
		"not final while",
		"insert into vote_round_stages (id, round_id, seq, stage, at) values ('x', 'june', 5, 'final', 9e12)",
	],
	["a count is annulled that no objection was upheld to", "annulled by another", annulment("person-song")],
	["a count is annulled by who upheld the objection", "annulled by another", annulment("person-wang"), upheld],
	[
		"a second count is kept",
		"once, of a closed round",
		"insert into vote_counts (round_id, sha256, counted_by, counted_at) values ('june', 'x', 'person-wang', 1)",
	],
])("the database refuses that %s", async (_what, words, statement, prepare = objected) => {
	await prepare();
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

function objection(number: string, answerAndAt: string): string {
	return `insert into vote_objections (id, round_id, number, household_id, made_by, words, answer, made_at)
		values ('o${number}', 'june', ${number}, 'household-chen', 'person-chen', '票数不对啊', ${answerAndAt})`;
}

function annulment(actorId: string): string {
	return `insert into vote_round_stages (id, round_id, seq, stage, actor_id, at, note) values ('x', 'june', 5, 'cancelled', '${actorId}', 9e12, '名册漏了半个村')`;
}
