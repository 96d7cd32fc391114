import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { declaredRelatives, householdMembers } from "#db/schema/households.ts";
import { objections } from "#db/schema/objections.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { objectionsAtWork, objectionsSeen } from "#domain/objections/objections.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const COUNTED = minutesAfter(CLOSES, 1);
const DURING = minutesAfter(CLOSES, 60);
const OVER = minutesAfter(COUNTED, 3 * 24 * 60);

// What is published is a count: Bao and Fan stand, and Bao, Chen and Du may object.
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: COUNTED });
});

type Home = keyof typeof cast.homes;
const object = (home: Home, words = "我家的票数不对", at = DURING) =>
	objectTo(ROUND_OBJECTIONS, { subject: "june", by: cast.homes[home], words, at });
const answer = (more: Partial<Parameters<typeof answerObjection>[1]> = {}) =>
	answerObjection(ROUND_OBJECTIONS, {
		...{ subject: "june", number: 1, by: cast.staff.wang, answer: "查过了，没有问题", isUpheld: false, at: DURING },
		...more,
	});
const asAdmin = (viewer: Viewer): Viewer => ({ ...viewer, roles: cast.staff.wang.roles });
const declare = (personId: string, householdId: string) =>
	write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: DURING }));
/** Du moves out of the household for which they objected. */
const leaveDu = () => write((tx) => tx.update(householdMembers).set({ leftAt: DURING }).where(eq(householdMembers.personId, "person-du")));

test("a household objects once, and the same words sent twice are one objection", async () => {
	expect(await object("du")).toEqual({ number: 1 });
	expect(await object("du")).toEqual({ number: 1 });
	expect(await object("chen")).toEqual({ number: 2 });
	await expect(object("du", "还有一件事要说")).rejects.toMatchObject({ refusal: "conflict", key: "objections.objectedBefore" });
	expect(await db.select().from(objections)).toHaveLength(2);
});

test.each([
	["four characters", "approvals.appealLength", () => object("du", "  不对啊啊  ")],
	["three emoji", "approvals.appealLength", () => object("du", "😡😡😡")],
	["words that nobody can see", "approvals.appealLength", () => object("du", "\u200b\u200b\u3164\u2800\u202e")],
	["a household that it does not concern", "counts.notOnRoll", () => object("fan")],
	["what comes when the days are over", "objections.notNow", () => object("du", undefined, OVER)],
	["no answer at all", "objections.answerLength", () => object("du").then(() => answer({ answer: " " }))],
	[
		"another answer to what is answered",
		"objections.answeredBefore",
		() =>
			object("du")
				.then(() => answer())
				.then(() => answer({ isUpheld: true })),
	],
	["an answer to what nobody said", "common.notFound", () => answer({ number: 7 })],
	["an answer about what is not there", "common.notFound", () => answer({ subject: "july" })],
	["the answer of who only looks on", "objections.notYours", () => object("du").then(() => answer({ by: cast.staff.song }))],
])("refused: %s", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
});

test("answered twice alike it is answered once", async () => {
	await object("du");
	await answer();
	await answer({ at: minutesAfter(DURING, 5) });
	expect(await db.select().from(objections)).toMatchObject([{ answer: "查过了，没有问题", isUpheld: false, answeredAt: DURING }]);
});

test("its words are its household's until they are answered; then everybody reads both", async () => {
	await object("du");
	const seenBy = (home?: Home, at = DURING) =>
		objectionsSeen(ROUND_OBJECTIONS, "june", { viewer: home ? cast.homes[home].viewer : null, at });
	expect(await seenBy()).toMatchObject({ until: OVER, own: null, all: [{ number: 1, words: null, answer: null }], may: "signIn" });
	expect(await seenBy("du")).toMatchObject({ own: { words: "我家的票数不对" }, all: [{ words: null }], may: "nothing" });
	expect([(await seenBy("chen")).may, (await seenBy("fan")).may]).toEqual(["object", "barred"]);
	await answer();
	expect(await seenBy("chen", OVER)).toMatchObject({
		until: null,
		all: [{ words: "我家的票数不对", answer: "查过了，没有问题" }],
		may: "nothing",
	});
});

test("nobody answers the objection of their own household or a relative's, nor one they made themselves before they moved", async () => {
	const { du } = cast.homes;
	await object("du");
	const refused = { refusal: "forbidden", key: "households.recused" };
	await expect(answer({ by: asAdmin(du.viewer) })).rejects.toMatchObject(refused);
	await declare("person-wang", "household-du");
	await expect(answer()).rejects.toMatchObject(refused);
	await leaveDu();
	await expect(answer({ by: asAdmin(du.viewer) })).rejects.toMatchObject(refused);
	expect(await db.select().from(objections)).toMatchObject([{ answer: null }]);
});

test("who may answer finds a form; who has a stake or only looks on finds none", async () => {
	await object("du");
	const atWork = async (viewer: Viewer) => {
		const { all, isRecused } = await objectionsAtWork(ROUND_OBJECTIONS, "june", viewer);
		return [all.map(({ headName, mayAnswer }) => [headName, mayAnswer]), isRecused];
	};
	expect(await atWork(cast.staff.wang)).toEqual([[["杜长河", true]], false]);
	expect(await atWork(cast.staff.song)).toEqual([[["杜长河", false]], false]);
	expect(await atWork(asAdmin(cast.homes.du.viewer))).toEqual([[["杜长河", false]], false]);
	expect(await atWork(asAdmin(cast.homes.fan.viewer))).toEqual([[["杜长河", false]], true]);
	await answer();
	expect(await atWork(asAdmin(cast.homes.fan.viewer))).toEqual([[["杜长河", false]], false]);
});

test.each([
	["comes with its answer", "begin unanswered", begun(`'x', 1, 'person-wang', 1`)],
	["is removed", "stay", "delete from objections"],
	["is answered by nobody", "objections_answered_whole", "update objections set answer = 'y'"],
	["is answered by who made it", "who objected", reply("person-du")],
	["is answered by a relative of who made it", "who objected", reply("person-song")],
	["gets another number with its answer", "answered once", `${reply("person-wang")}, number = 2`],
	["becomes somebody else's with its answer", "answered once", `${reply("person-wang")}, made_by = 'person-chen'`],
	["gets another day with its answer", "answered once", `${reply("person-wang")}, made_at = 1`],
	["is about something else with its answer", "answered once", `${reply("person-wang")}, subject = 'july'`],
])("the database refuses that an objection %s", async (_what, words, statement) => {
	await object("du");
	await declare("person-song", "household-du");
	await leaveDu();
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

test("the database lets no answer be changed", async () => {
	await object("du");
	await answer();
	const change = write((tx) => tx.run(sql.raw("update objections set answer = 'y'")));
	await expect(change).rejects.toMatchObject({ cause: { message: expect.stringContaining("answered once") } });
});

function begun(answered: string): string {
	return `insert into objections (id, kind, subject, number, household_id, made_by, words, made_at, answer, is_upheld, answered_by, answered_at)
		values ('o', 'round', 'june', 7, 'household-chen', 'person-chen', '票数不对啊', ${DURING.getTime()}, ${answered})`;
}

function reply(personId: string): string {
	return `update objections set answer = 'y', is_upheld = 1, answered_by = '${personId}', answered_at = 1`;
}
