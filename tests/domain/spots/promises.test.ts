import { expect, test } from "vitest";
import { rawClient } from "#db/client.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, spotOffices } from "#tests/spots.ts";

freshDatabase(async () => {
	const cast = await inviteCast();
	await assigned(cast, await spotOffices(cast));
});

test.each([
	["an order changes", "update spot_assignments set due_at = due_at + 1", "an order does not change"],
	["an order is deleted", "delete from spot_assignments", "spot_assignments stay"],
	[
		"somebody else explains",
		"update spot_assignments set explanation = 'words', explained_by = 'person-li', explained_at = 9",
		"the unit itself",
	],
	[
		"somebody else appeals",
		"update spot_assignments set appeal_words = 'words', appealed_by = 'person-li', appealed_at = 9, appeal_due_at = 10",
		"the unit itself",
	],
	[
		"an answer stands without an appeal",
		"update spot_assignments set appeal_answer = 'upheld', answer_words = 'words', answered_by = 'person-meng', answered_at = 9",
		"spot_assignments_answered_whole",
	],
	["the spot shows another deadline than its order", "update spots set due_at = 1", "follow their newest assignment"],
	[
		"a step is assigned without an order",
		"insert into spot_stages (id, spot_id, seq, stage, actor_id, at) select 'x', id, 4, 'assigned', 'person-meng', 9 from spots",
		"an assignment stands behind",
	],
	[
		"somebody else says that it is fixed",
		"insert into spot_stages (id, spot_id, seq, stage, actor_id, at) select 'x', id, 4, 'said_fixed', 'person-meng', 9 from spots",
		"the unit that has it",
	],
	["a membership is handed to another", "update unit_members set person_id = 'person-li'", "end once"],
	["a duty is handed to another unit", "update area_duties set region_id = 'region-990101100202'", "end once"],
	[
		"somebody joins a unit by their own hand",
		"insert into unit_members (id, unit_id, person_id, added_by, added_at) select 'x', id, 'person-li', 'person-li', 1 from units",
		"not_oneself",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	await expect(rawClient().execute(statement)).rejects.toThrow(why);
});
