import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { phaseOf } from "#domain/votes/rules.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const COUNTED = minutesAfter(CLOSES, 1);
const DURING = minutesAfter(CLOSES, 60);
const OVER = minutesAfter(COUNTED, 3 * 24 * 60);

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: COUNTED });
});

const object = (home: "chen" | "du") =>
	objectTo(ROUND_OBJECTIONS, { subject: "june", by: cast.homes[home], words: "我家的票数不对", at: DURING });
const answer = (more: Partial<Parameters<typeof answerObjection>[1]> = {}) =>
	answerObjection(ROUND_OBJECTIONS, {
		subject: "june",
		number: 1,
		by: cast.staff.wang,
		answer: "查过了，没有问题",
		isUpheld: false,
		at: DURING,
		...more,
	});
const finish = (at = OVER, viewer: Viewer = cast.staff.wang) => finishRound({ roundId: "june", by: viewer, at });
const stage = async () => (await roundFor("june")).stage;

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
	const annul = (viewer: Viewer) => cancelRound({ by: viewer, roundId: "june", why: "投票户名册漏了半个村", at: OVER });
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
	await expect(cancelRound({ by: viewer, roundId: "june", why: "投票户名册漏了半个村", at: OVER })).rejects.toMatchObject({
		key: "rounds.isFinal",
	});
});

const objected = () => object("du");
const upheld = async () => [await object("du"), await answer({ isUpheld: true })];

test.each<[string, string, string, (() => Promise<unknown>)?]>([
	["an objection comes when the days are over", "while the round takes them", objection("june")],
	["an objection comes to what is no round", "while the round takes them", objection("july")],
	[
		"a result is final while an objection waits",
		"not final while",
		"insert into vote_round_stages (id, round_id, seq, stage, at) values ('x', 'june', 5, 'final', 9e12)",
	],
	["a count is annulled that no objection was upheld to", "annulled by another", annulment("person-song")],
	["a count is annulled by who upheld the objection", "annulled by another", annulment("person-wang"), upheld],
	["what is open is counted", "count of a closed round", count("july")],
	["a second count is kept", "published_files: ", count("june")],
])("the database refuses that %s", async (_what, words, statement, prepare = objected) => {
	await prepare();
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

function objection(roundId: string): string {
	return `insert into objections (id, kind, subject, number, household_id, made_by, words, made_at)
		values ('o', 'round', '${roundId}', 7, 'household-chen', 'person-chen', '票数不对啊', ${OVER.getTime()})`;
}

function count(roundId: string): string {
	return `insert into published_files (kind, subject, sha256, pieces, bytes, published_by, published_at)
		values ('count', '${roundId}', 'x', 0, 0, 'person-wang', 1)`;
}

function annulment(actorId: string): string {
	return `insert into vote_round_stages (id, round_id, seq, stage, actor_id, at, note) values ('x', 'june', 5, 'cancelled', '${actorId}', 9e12, '投票户名册漏了半个村')`;
}
