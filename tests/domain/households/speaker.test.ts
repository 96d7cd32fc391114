import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { welcome } from "#domain/households/membership.ts";
import { requireSpeaker, speakersOf } from "#domain/households/speaker.ts";
import { UNLISTED } from "#domain/households/types.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const householdId = "household-bao";
freshDatabase(async () => {
	await inviteCast();
	await write(async (tx) => {
		await welcome(tx, { householdId, name: "古丽·买买提", at: MORNING });
		await welcome(tx, { householdId, name: "鲍小宝", isUnder14: true, at: MORNING });
	});
});
const heard = (saidBy: string, speaker?: string) => requireSpeaker(db, householdId, { saidBy, speaker });

test.each([
	["a member by their name", "鲍春生", undefined, "鲍春生", false],
	["a member spelled otherwise, as the roster spells them", "古丽 买买提 ", undefined, "古丽·买买提", false],
	["the member who was chosen instead of what was typed", "老鲍", "鲍春生", "鲍春生", false],
	["somebody who is on no list, once the officer says so", "鲍 小妹", UNLISTED, "鲍小妹", true],
	["a member whose name was mended after all", "鲍春生", UNLISTED, "鲍春生", false],
])("who spoke for a household is %s", async (_what, typed, speaker, saidBy, saidByUnlisted) => {
	expect(await heard(typed, speaker)).toEqual({ saidBy, saidByUnlisted });
});

test.each([
	["nobody", " ", undefined, "missing"],
	["nobody, of whom it is said that they are on no list", "", UNLISTED, "missing"],
	["a name that is none of the household's", "陈桂兰", undefined, "unknown"],
	["somebody of another household who was chosen by a forged form", "鲍小妹", "陈桂兰", "unknown"],
	["a child", "鲍小宝", undefined, "under14"],
	["a child, of whom it is said that they are on no list", "鲍小宝", UNLISTED, "under14"],
])("the household's word is not taken from %s", async (_what, typed, speaker, key) => {
	await expect(heard(typed, speaker)).rejects.toMatchObject({ refusal: "invalid", key: `households.speaker.${key}`, field: "saidBy" });
});

test("a head of whom nobody is a person yet may speak", async () => {
	expect((await speakersOf(householdId)).map(({ name }) => name).sort()).toEqual(["古丽·买买提", "鲍小宝", "鲍春生"]);
	await write((tx) => tx.run("update households set head_name = '鲍春山' where id = 'household-bao'"));
	expect(await heard("鲍春山")).toEqual({ saidBy: "鲍春山", saidByUnlisted: false });
});
