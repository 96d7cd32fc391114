import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { correctRound, draftRound, editRound } from "#domain/votes/rounds/draft-round.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { RoundDraft } from "#domain/votes/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, RULES, readyDraft } from "#tests/drafts.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const draft = (rules: Partial<RoundDraft> = {}, regionId = cast.places.shilin.id) =>
	draftRound({ by: cast.staff.wang, regionId, draft: { ...RULES, ...rules }, at: MORNING });
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));

test("an admin drafts a round in a region of theirs, and the trail knows", async () => {
	const { roundId } = await draft({ name: " 金秋最美庭院 " });
	expect(await roundFor(roundId)).toMatchObject({
		...RULES,
		stage: "draft",
		regionName: "柿林镇",
		createdBy: "person-wang",
		countedAt: null,
	});
	expect(await trail("round.draft")).toMatchObject([{ subject: `round:${roundId}`, actorId: "person-wang" }]);
});

test("the same draft sent twice is one", async () => {
	const [first, second] = [await draft(), await draft()];
	expect(second).toEqual(first);
	expect(await db.select().from(voteRounds)).toHaveLength(1);
});

test.each<[string, Partial<RoundDraft>, string, string]>([
	["without a name", { name: "  " }, "name", "rounds.wrong.name"],
	["with a name too long for a poster", { name: "院".repeat(41) }, "name", "rounds.wrong.name"],
	["with words without end", { words: "院".repeat(501) }, "words", "rounds.wrong.long"],
	["with a name that nobody can see", { name: "\u200b\u3164" }, "name", "rounds.wrong.name"],
	["that has opened already", { opensAt: MORNING }, "opensAt", "rounds.wrong.opensAt"],
	["without an opening", { opensAt: new Date(Number.NaN) }, "opensAt", "rounds.wrong.opensAt"],
	["of less than an hour", { closesAt: minutesAfter(RULES.opensAt, 59) }, "closesAt", "rounds.wrong.closesAt"],
	["of more than sixty days", { closesAt: minutesAfter(RULES.opensAt, 61 * 24 * 60) }, "closesAt", "rounds.wrong.closesAt"],
	["whose paper ends before the closing", { paperUntil: minutesAfter(RULES.closesAt, -1) }, "paperUntil", "rounds.wrong.paperUntil"],
	["with no vote", { votesPerHousehold: 0 }, "votesPerHousehold", "rounds.wrong.figure"],
	["with ten votes", { votesPerHousehold: 10 }, "votesPerHousehold", "rounds.wrong.figure"],
	["with half a vote", { votesPerHousehold: 1.5 }, "votesPerHousehold", "rounds.wrong.figure"],
	["without days for objections", { objectionDays: 0 }, "objectionDays", "rounds.wrong.figure"],
	["without a place", { places: 21 }, "places", "rounds.wrong.figure"],
	["weighted though all may vote for all", { weighting: "by_eligible" }, "weighting", "rounds.wrong.weighting"],
])("a round %s is refused in words, at its field", async (_what, rules, field, key) => {
	await expect(draft(rules)).rejects.toMatchObject({ refusal: "invalid", field, key });
	expect(await db.select().from(voteRounds)).toEqual([]);
});

test("a village alone cannot leave out its own village", async () => {
	await expect(draft({ ownVillage: "excluded" }, cast.places.qingshi.id)).rejects.toMatchObject({ key: "rounds.wrong.oneVillage" });
	await draft({ ownVillage: "excluded", weighting: "by_eligible" });
});

test("only an admin of the region drafts there, and no round is of a hamlet", async () => {
	const { li, song } = cast.staff;
	const drafting = { regionId: cast.places.shilin.id, draft: RULES, at: MORNING };
	await expect(draftRound({ ...drafting, by: li })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(draftRound({ ...drafting, by: song })).rejects.toMatchObject({ refusal: "forbidden", key: "rounds.notYours" });
	await expect(draft({}, cast.places.donggou.id)).rejects.toMatchObject({ key: "rounds.wrong.region" });
});

test("a draft's rules change, and the same again changes nothing", async () => {
	const { roundId } = await draft();
	const edit = { by: cast.staff.wang, roundId, draft: { ...RULES, votesPerHousehold: 3, name: "新春最美庭院" }, at: MORNING };
	await editRound(edit);
	await editRound(edit);
	expect(await roundFor(roundId)).toMatchObject({ votesPerHousehold: 3, name: "新春最美庭院" });
	expect(await trail("round.edit")).toMatchObject([{ detail: { fields: ["name", "votesPerHousehold"] } }]);
	await expect(editRound({ ...edit, draft: { ...RULES, places: 0 } })).rejects.toMatchObject({ key: "rounds.wrong.figure" });
	await expect(editRound({ ...edit, by: cast.staff.song })).rejects.toMatchObject({ refusal: "forbidden" });
});

test("after the announcement no rule changes, by command or by hand", async () => {
	const { bao, fan } = cast.homes;
	const { wang } = cast.staff;
	const roundId = await readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing: [bao, fan] });
	await announceAsSeen(wang, roundId, MORNING);
	const edit = { by: wang, roundId, draft: { ...RULES, places: 1 }, at: MORNING };
	await expect(editRound(edit)).rejects.toMatchObject({ refusal: "conflict", key: "rounds.isAnnounced" });
	const byHand = write((tx) => tx.update(voteRounds).set({ places: 1 }).where(eq(voteRounds.id, roundId)));
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("rules stand still") } });
});

test("a round is called off with a reason, once, and stays", async () => {
	const { roundId } = await draft();
	const cancelling = { by: cast.staff.wang, roundId, why: "日期与秋收冲突，改期再办", at: MORNING };
	await expect(cancelRound({ ...cancelling, why: "改期" })).rejects.toMatchObject({ key: "rounds.wrong.why", field: "why" });
	await expect(cancelRound({ ...cancelling, why: "🙃🙃🙃" })).rejects.toMatchObject({ key: "rounds.wrong.why" });
	await expect(cancelRound({ ...cancelling, by: cast.staff.song })).rejects.toMatchObject({ refusal: "forbidden" });
	await cancelRound(cancelling);
	await cancelRound({ ...cancelling, why: "再作废一次" });
	expect(await roundFor(roundId)).toMatchObject({ stage: "cancelled" });
	expect(await trail("round.cancel")).toHaveLength(1);
	const edit = { by: cast.staff.wang, roundId, draft: RULES, at: MORNING };
	await expect(editRound(edit)).rejects.toMatchObject({ key: "rounds.isCancelled" });
});

test("a correction is a new draft that names the old round, asked twice one", async () => {
	const { wang, song } = cast.staff;
	const { roundId } = await draft({ votesPerHousehold: 4 });
	const later = minutesAfter(MORNING, 3 * 24 * 60);
	const correcting = { by: wang, roundId, at: later };
	await expect(correctRound(correcting)).rejects.toMatchObject({ refusal: "conflict", key: "rounds.stillRunning" });
	await cancelRound({ by: wang, roundId, why: "候选名单有误", at: MORNING });
	await expect(correctRound({ ...correcting, by: song })).rejects.toMatchObject({ refusal: "forbidden" });
	const first = await correctRound(correcting);
	expect(await correctRound(correcting)).toEqual(first);
	const corrected = await roundFor(first.roundId);
	expect(corrected).toMatchObject({ correctsId: roundId, stage: "draft", votesPerHousehold: 4, name: RULES.name });
	expect(corrected.opensAt.getTime()).toBeGreaterThan(later.getTime());
	expect(corrected.closesAt.getTime() - corrected.opensAt.getTime()).toBe(RULES.closesAt.getTime() - RULES.opensAt.getTime());
});

test("what is not there, or above one's reach, does not exist", async () => {
	await expect(roundFor("june")).rejects.toMatchObject({ refusal: "not_found" });
	const { roundId } = await draft();
	await expect(editRound({ by: cast.staff.li, roundId, draft: RULES, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
});
