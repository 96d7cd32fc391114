import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { declaredRelatives, householdMembers } from "#db/schema/households.ts";
import { objections } from "#db/schema/objections.ts";
import { voteRoundStages } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { cancelRound, mayAnnul } from "#domain/votes/rounds/cancel.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hireZhao } from "#tests/offices.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const DURING = minutesAfter(CLOSES, 60);

// Bao and Fan stand; Du has objected to the count.
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: minutesAfter(CLOSES, 1) });
	await objectTo(ROUND_OBJECTIONS, { subject: "june", by: du, words: "我家的票数不对", at: DURING });
});

/** The same person as an admin of the district. */
const asAdmin = (viewer: Viewer): Viewer => ({ ...viewer, roles: cast.staff.wang.roles });
const answer = (viewer: Viewer, isUpheld = false) =>
	answerObjection(ROUND_OBJECTIONS, { subject: "june", number: 1, by: viewer, answer: "查过了", isUpheld, at: DURING });
const annul = (viewer: Viewer) => cancelRound({ by: viewer, roundId: "june", why: "投票户名册漏了半个村", at: DURING });
const declare = (personId: string, householdId: string) =>
	write((tx) => tx.insert(declaredRelatives).values({ personId, householdId, declaredAt: DURING }));

/** Du moves out of the household for which they objected. */
const leaveDu = () => write((tx) => tx.update(householdMembers).set({ leftAt: DURING }).where(eq(householdMembers.personId, "person-du")));

test("nobody answers an objection in a round in which they or a relative stand", async () => {
	const refused = { refusal: "forbidden", key: "rounds.closeToCandidate" };
	await expect(answer(asAdmin(cast.homes.bao.viewer), true)).rejects.toMatchObject(refused);
	await declare("person-song", "household-fan");
	await expect(answer(asAdmin(cast.staff.song))).rejects.toMatchObject(refused);
	expect(await db.select().from(objections)).toMatchObject([{ answer: null }]);
});

test("no candidate, no objector and no relative of one annuls a count to which another one upheld an objection; they see no button", async () => {
	const zhao = await hireZhao(cast.staff.wang);
	await answer(cast.staff.wang, true);
	const [candidate, objector] = [asAdmin(cast.homes.fan.viewer), asAdmin(cast.homes.du.viewer)];
	await expect(annul(candidate)).rejects.toMatchObject({ refusal: "forbidden", key: "rounds.closeToCandidate" });
	await expect(annul(objector)).rejects.toMatchObject({ refusal: "forbidden", key: "rounds.closeToObjector" });
	const june = await roundFor("june");
	expect([await mayAnnul(june, zhao), await mayAnnul(june, candidate), await mayAnnul(june, objector)]).toEqual([true, false, false]);
	await leaveDu();
	await expect(annul(objector)).rejects.toMatchObject({ key: "rounds.closeToObjector" });
	await declare("person-zhao", "household-bao");
	await expect(annul(zhao)).rejects.toMatchObject({ key: "rounds.closeToCandidate" });
	expect(await mayAnnul(june, zhao)).toBe(false);
	expect((await roundFor("june")).stage).toBe("counted");
});

test.each([
	["is annulled by a candidate", "by nobody who objected", annulment("person-bao")],
	["is annulled by who objected before they moved", "by nobody who objected", annulment("person-du")],
	["is annulled by a relative of a candidate", "by nobody who objected", annulment("person-song")],
])("the database refuses that a count %s, though another one upheld an objection", async (_what, words, statement) => {
	await answer(cast.staff.wang, true);
	await declare("person-song", "household-bao");
	await leaveDu();
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

test.each([
	["is answered by a candidate", "a candidate", reply("person-fan")],
	["is answered by a relative of a candidate", "a candidate", reply("person-song")],
])("the database refuses that an objection %s", async (_what, words, statement) => {
	await declare("person-song", "household-bao");
	await expect(write((tx) => tx.run(sql.raw(statement)))).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

function reply(personId: string): string {
	return `update objections set answer = 'y', is_upheld = 1, answered_by = '${personId}', answered_at = 1`;
}

function annulment(actorId: string): string {
	return `insert into vote_round_stages (id, round_id, seq, stage, actor_id, at, note) values ('x', 'june', 5, 'cancelled', '${actorId}', 9e12, '投票户名册漏了半个村')`;
}

test("a count is annulled by nobody whom the one who upheld the objection made", async () => {
	const tao = await hired("tao", "town_admin", cast.places.shilin, cast.staff.wang);
	const gu = await hired("gu", "town_admin", cast.places.shilin, tao);
	await answer(tao, true);
	await expect(annul(gu)).rejects.toMatchObject({ refusal: "forbidden", key: "rounds.annulledByAnother" });
	const stage = { roundId: "june", seq: 5, stage: "cancelled", actorId: gu.personId, note: "投票户名册漏了半个村", at: DURING } as const;
	const byHand = write((tx) => tx.insert(voteRoundStages).values(stage));
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("by another one than who upheld") } });
});
