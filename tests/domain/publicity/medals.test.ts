import { expect, test } from "vitest";
import { carryOut } from "#domain/households/change-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { courtyardLife } from "#domain/titles/courtyard.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { APPEALS_OVER, closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const FINAL = minutesAfter(APPEALS_OVER, 4 * 24 * 60);
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du], places: 1 });
	for (const rollNumber of [2, 3]) await say("june", rollNumber, [1]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: CLOSES });
});
const medalsOf = async (publicCode: string) => (await courtyardLife(publicCode)).medals;
const finish = () => finishRound({ roundId: "june", by: cast.staff.wang, at: FINAL });

test("whoever won shows a medal once the round is final, and nobody else", async () => {
	expect(await medalsOf("code-bao")).toEqual([]);
	await finish();
	expect(await medalsOf("code-bao")).toMatchObject([{ roundId: "june", number: 1, place: 1 }]);
	expect(await medalsOf("code-fan")).toEqual([]);
});

test("the medal of a household that was merged hangs at the one that goes on, which may take the yes back", async () => {
	const { chen } = cast.homes;
	const merger = { householdId: "household-bao", intoId: chen.householdId, by: cast.staff.wang, at: FINAL };
	await expect(carryOut(mergeHouseholds, merger)).rejects.toMatchObject({ key: "households.life.inVote.candidate" });
	await finish();
	await carryOut(mergeHouseholds, merger);
	expect(await medalsOf("code-chen")).toMatchObject([{ roundId: "june", number: 1 }]);
	await expect(takeBackYes({ nominationId: "june-nomination-1", by: cast.homes.du, at: FINAL })).rejects.toMatchObject({
		refusal: "not_found",
	});
	await takeBackYes({ nominationId: "june-nomination-1", by: chen, at: FINAL });
	expect(await medalsOf("code-chen")).toEqual([]);
});

test("a medal goes with the yes that is taken back, and the courtyard's page is told", async () => {
	await finish();
	const told: Tag[] = [];
	const stop = onChange((tags) => told.push(...tags));
	await takeBackYes({ nominationId: "june-nomination-1", by: cast.homes.bao, at: FINAL });
	stop();
	expect(await medalsOf("code-bao")).toEqual([]);
	expect(told).toEqual(["votes", "round:june", "courtyard:code-bao"]);
});
