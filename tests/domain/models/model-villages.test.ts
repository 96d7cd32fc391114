import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { rawClient, write } from "#db/client.ts";
import { MODEL_LIFE, MODEL_STAGES, modelVillages } from "#db/schema/models.ts";
import { mayBecome, takeStep } from "#domain/stages.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;

beforeEach(async () => {
	cast = await inviteCast();
	await write(async (tx) => {
		await tx.insert(modelVillages).values({ id: "qingshi", villageId: cast.places.qingshi.id, stageAt: MORNING });
		await takeStep(tx, MODEL_LIFE, { id: "qingshi", stage: "proposed", actorId: cast.staff.wang.personId, at: MORNING });
	});
});

test("from each stage only the legal steps are taken", () => {
	const legal = MODEL_STAGES.flatMap((from) => MODEL_STAGES.filter((to) => mayBecome(MODEL_LIFE, from, to)).map((to) => `${from}>${to}`));
	expect(legal).toEqual([
		...["proposed>declined", "proposed>noticed", "noticed>declined", "noticed>reviewed", "reviewed>declined", "reviewed>titled"],
		...["titled>warned", "warned>titled", "warned>removed"],
	]);
});

test.each([
	[
		"a village is proposed twice at a time",
		sql`insert into model_villages (id, village_id, stage_at) select 'x', village_id, stage_at from model_villages`,
	],
	["a hamlet is proposed", sql`insert into model_villages (id, village_id, stage_at) values ('x', 'region-990101100201001', 1)`],
	[
		"it is titled out of turn",
		sql`insert into model_village_stages (id, model_village_id, seq, stage, actor_id, at) values ('x', 'qingshi', 2, 'titled', 'person-wang', 1)`,
	],
	[
		"it is noticed without a story",
		sql`insert into model_village_stages (id, model_village_id, seq, stage, actor_id, at) values ('x', 'qingshi', 2, 'noticed', 'person-wang', 1)`,
	],
	["it has a title from the beginning", sql`update model_villages set titled_at = 1`],
	["it goes", sql`delete from model_villages`],
	[
		"it is checked before it has the title",
		sql`insert into model_rechecks values ('x', 'qingshi', 1, 'passed', '很好很干净', null, 'person-wang', 1)`,
	],
])("the database refuses that %s", async (_what, statement) => {
	await expect(write((tx) => tx.run(statement))).rejects.toThrow();
	const { rows } = await rawClient().execute("select stage from model_villages");
	expect(rows.map(({ stage }) => stage)).toEqual(["proposed"]);
});
