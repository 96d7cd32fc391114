import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { voteRoll, voteRollStrays } from "#db/schema/votes/roll.ts";
import { voteNominations, voteRoundStages } from "#db/schema/votes/rounds.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { announcementOf } from "#domain/votes/rounds/announcement.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { addToRoll, drawUpRoll } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominablePairs, nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, checkEverywhere, RULES, readyDraft } from "#tests/drafts.ts";
import { pairOf } from "#tests/published.ts";

const at = minutesAfter(MORNING, 10);
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});
const wang = () => cast.staff.wang;
const missing = async (roundId: string) => (await announcementOf(await roundFor(roundId), at)).missing;
const ready = (...willing: (typeof cast.homes.bao)[]) => readyDraft({ viewer: wang(), regionId: cast.places.shilin.id, willing });

test.each<[string, () => Promise<unknown>]>([
	["is closed", () => carryOut(closeHousehold, { householdId: "household-du", by: wang(), at, why: "demolished" })],
	["is merged into another", () => carryOut(mergeHouseholds, { householdId: "household-du", intoId: "household-chen", by: wang(), at })],
	[
		"moves to another village",
		() => carryOut(moveHousehold, { householdId: "household-du", by: wang(), at, hamletId: cast.places.qiaotou.id, number: "" }),
	],
])("a roll of which a household %s is drawn up again before the announcement", async (_how, change) => {
	const { bao, fan } = cast.homes;
	const roundId = await ready(bao, fan);
	expect(await missing(roundId)).toEqual([]);
	await change();
	expect(await missing(roundId)).toEqual(["movedAway"]);
	const step = { roundId, seq: 2, stage: "announced" as const, actorId: wang().personId, at };
	const forged = write((tx) => tx.insert(voteRoundStages).values(step));
	await expect(forged).rejects.toMatchObject({ cause: { message: expect.stringMatching(/live where it says|rules, two candidates/) } });
	await drawUpRoll({ by: wang(), roundId, at });
	await checkEverywhere(wang(), roundId, at);
	expect(await missing(roundId)).toEqual([]);
});

test("what stands astray on a roll is found without reading the roll, and no hand takes it away", async () => {
	const { bao, fan } = cast.homes;
	const roundId = await ready(bao, fan);
	await carryOut(moveHousehold, { householdId: "household-du", by: wang(), at, hamletId: cast.places.qiaotou.id, number: "" });
	const strays = { roundId, householdId: "household-du" };
	expect(await db.select().from(voteRollStrays)).toEqual([strays]);
	const plan = await db.all<{ detail: string }>(sql`explain query plan select 1 from roll_astray where round_id = ${roundId}`);
	expect(plan.map(({ detail }) => detail.split(" (")[0])).toEqual([
		expect.stringMatching(/^SEARCH s USING .*vote_roll_strays/),
		expect.stringMatching(/^SEARCH v USING INDEX vote_roll_household_once/),
		expect.stringMatching(/^SEARCH h USING INDEX/),
	]);
	for (const forged of [sql`delete from vote_roll_strays`, sql`update vote_roll_strays set household_id = 'household-bao'`])
		await expect(write((tx) => tx.run(forged))).rejects.toMatchObject({
			cause: { message: expect.stringContaining("vote_roll_strays stay") },
		});
	await carryOut(moveHousehold, { householdId: "household-du", by: wang(), at, hamletId: cast.places.xipo.id, number: "" });
	expect(await missing(roundId)).toEqual([]);
});

test.each([
	["in a village where it does not live", "household-bao", "region-990101100202"],
	["that is closed", "household-du", "region-990101100201"],
])("the database refuses a line of the roll for a household %s", async (_which, householdId, villageId) => {
	const { roundId } = await draftRound({ by: wang(), regionId: cast.places.shilin.id, draft: RULES, at: MORNING });
	await carryOut(closeHousehold, { householdId: "household-du", by: wang(), at, why: "demolished" });
	await expect(
		write((tx) => tx.insert(voteRoll).values({ roundId, number: 1, householdId, villageId, addedAt: at })),
	).rejects.toMatchObject({
		cause: { message: expect.stringContaining("an open household, where it lives") },
	});
});

test("who said yes and is closed before the announcement is no candidate, and nobody answers for them any more", async () => {
	const { bao, fan, chen } = cast.homes;
	const roundId = await ready(bao, fan, chen);
	await carryOut(closeHousehold, { householdId: bao.householdId, by: wang(), at, why: "moved_away" });
	expect((await announcementOf(await roundFor(roundId), at)).candidates.map(({ householdId }) => householdId).sort()).toEqual([
		chen.householdId,
		fan.householdId,
	]);
	expect((await nominationsOf(roundId)).find(({ householdId }) => householdId === bao.householdId)?.state).toBe("gone");
});

test("a closed household is neither nominated nor answers", async () => {
	const { bao, du } = cast.homes;
	const { roundId } = await draftRound({ by: wang(), regionId: cast.places.shilin.id, draft: RULES, at: MORNING });
	const [first, second] = [await pairOf(bao, "first"), await pairOf(du, "second")];
	await nominate({ by: wang(), roundId, submissionId: first, words: "", at });
	for (const { householdId } of [bao, du]) await carryOut(closeHousehold, { householdId, by: wang(), at, why: "other" });
	await expect(nominate({ by: wang(), roundId, submissionId: second, words: "", at })).rejects.toMatchObject({ key: "rounds.notShown" });
	expect((await nominablePairs(wang(), await roundFor(roundId), {})).pairs).toEqual([]);
	const [{ nominationId } = { nominationId: "" }] = await nominationsOf(roundId);
	const answer = answerNomination({ nominationId, answer: "accepted", words: "", by: bao, at });
	await expect(answer).rejects.toMatchObject({ key: "households.alreadyClosed" });
	const row = {
		roundId,
		householdId: du.householdId,
		submissionId: second,
		how: "nominated" as const,
		nominatedBy: wang().personId,
		nominatedAt: at,
	};
	await expect(write((tx) => tx.insert(voteNominations).values(row))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("a published pair of this household") },
	});
});

test("a household that was made after the announcement is not on that roll, whoever adds it", async () => {
	const { bao, fan } = cast.homes;
	const roundId = await ready(bao, fan);
	await announceAsSeen(wang(), roundId, MORNING);
	const place = { hamletId: cast.places.donggou.id, number: "9", headName: "马小川", status: "lived_in" as const, by: wang() };
	const householdId = await carryOut(addHousehold, { ...place, at });
	const added = addToRoll({ by: wang(), roundId, hamletId: cast.places.donggou.id, houseNumber: "0009", at });
	await expect(added).rejects.toMatchObject({ refusal: "conflict", key: "rounds.bornLater" });
	const line = { roundId, number: 9, householdId, villageId: cast.places.qingshi.id, addedAt: at };
	await expect(write((tx) => tx.insert(voteRoll).values(line))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("was there at the announcement") },
	});
	expect(await db.$count(voteRoll)).toBe(4);
});
