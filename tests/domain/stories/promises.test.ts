import { expect, test } from "vitest";
import { rawClient } from "#db/client.ts";
import { handIn } from "#domain/stories/decide-story.ts";
import { remarkOn } from "#domain/stories/remarks.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { later, passedBy, type StoryOffices, storyOffices, writtenStory } from "#tests/stories.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
let storyId = "";
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
});

test.each([
	[
		"a step is left out",
		"insert into story_stages (id, story_id, seq, stage, actor_id, at) select 'x', id, 9, 'published', null, 1 from stories",
		"no such step",
	],
	[
		"it goes on without a decision",
		"insert into story_stages (id, story_id, seq, stage, actor_id, at) select 'x', id, 3, 'second', 'person-li', 1 from stories",
		"passed by somebody first",
	],
	[
		"its writer looks at it",
		"insert into story_decisions select 'x', id, 1, 'first', 'passed', '', created_by, 1 from stories",
		"by nobody who wrote it",
	],
	[
		"another version is looked at",
		"insert into story_decisions select 'x', id, 2, 'first', 'passed', '', 'person-li', 1 from stories",
		"of the newest version",
	],
	["a version changes", "update story_versions set title = 'xx'", "story_versions"],
	[
		"a version is written while it is looked at",
		"insert into story_versions select story_id, 2, title, summary, blocks, lead_id, cost, how_to, credits, written_by, 1, 0 from story_versions",
		"while it is being written",
	],
	["the households are others", "delete from story_households", "while it is being written"],
	[
		"it tells of a household that is gone",
		"insert into story_households (story_id, household_id, added_by) select id, 'nobody', 'person-pan' from stories",
		"of a household that is there",
	],
	["it is published on another day", "update stories set published_at = 1", "when its stage says so"],
	["it is of somebody else", "update stories set created_by = 'person-li'", "whose and since when"],
	["its place is another", "update stories set region_id = 'region-990101100202'", "once somebody looks at it"],
	["its version is another", "update stories set version = 7", "follows story_versions"],
	[
		"a remark is at another version",
		"insert into story_remarks (id, story_id, version, block, passage, words, made_by, made_at) select 'x', id, 2, 'b1', '', '改一改', 'person-li', 1 from stories",
		"at the newest version",
	],
	[
		"a town is featured",
		"insert into featured_slots values ('x', 'region-990101100000', 1, '[\"\",\"\",\"\"]', 'person-wang', 1)",
		"of home",
	],
	["a story goes", "delete from stories", "stories"],
])("the database refuses that %s", async (_what, statements, why) => {
	await expect(rawClient().executeMultiple(statements)).rejects.toThrow(why);
});

test("the database lets nobody out twice, nor somebody who was made by the writer; and a remark changes once", async () => {
	const own = await hired("own", "town_admin", cast.places.shilin, cast.staff.wang);
	await remarkOn({ storyId, version: 1, block: "b2", passage: "", words: "核对", by: offices.li, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao]);
	const decide = (who: string) =>
		rawClient().executeMultiple(`insert into story_decisions values ('x', '${storyId}', 1, 'final', 'passed', '', '${who}', 1)`);
	await expect(decide("person-li")).rejects.toThrow("three different people");
	await expect(decide("person-wang")).rejects.toThrow("independent of who wrote it");
	await passedBy(storyId, [own], 1, 9);
	await expect(rawClient().executeMultiple("update story_remarks set words = '别的'")).rejects.toThrow("answered once");
});
