import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { findStories } from "#domain/stories/finding.ts";
import { walked } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { HEADINGS, type StoryOffices, storyOffices } from "#tests/stories.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
const day = (count: number) => minutesAfter(MORNING, count * 24 * 60);
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	const { bao, chen, du, fan } = cast.homes;
	await pairOf(bao, "old", { at: MORNING });
	for (const [n, id] of ["own-1", "own-2", "own-3"].entries()) await pairOf(chen, id, { at: day(50 + n) });
	await pairOf(du, "first", { at: day(54), content: { startedBy: "notice" } });
	await pairOf(fan, "fans", { at: day(55), content: { startedBy: "notice" } });
	await walked("2026-12", "2026-12", () => 0, [{ villageId: cast.places.qingshi.id, hamletId: cast.places.donggou.id, name: "青石村" }]);
	await write((tx) => tx.run(sql`update photos set thumbhash = '1QcSHQRnh493V4dIh4eXh1h4kJUI' where id = 'own-2-before-1'`));
});

test("what deserves a story is found for stated reasons, each pair once; what is a story already is left out", async () => {
	const told = async (by = offices.pan) =>
		(await findStories(by, day(56))).map(({ kind, pair, place }) => `${kind} ${pair.submissionId} ${place}`);
	expect(await told()).toEqual([
		"first_of_hamlet fans 桥头",
		"still_clean old 东沟",
		"changed_most own-2 东沟",
		"began_themselves own-3 青石村",
		"never_told first 青石村",
	]);
	await beginStory({ fromId: "old", headings: HEADINGS, by: offices.pan, at: day(56) });
	expect(await told()).not.toContain("still_clean old 东沟");
	expect(await told(cast.staff.li)).toEqual([]);
});
