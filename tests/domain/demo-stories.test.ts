import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { plannedDistrict } from "#demo/district.ts";
import { places } from "#demo/homes.ts";
import { planSteps } from "#demo/publicity.ts";
import { seededRandom } from "#demo/random.ts";
import { rosterOf } from "#demo/roster.ts";
import { snapshotsOf } from "#demo/snapshots.ts";
import { employStaff } from "#demo/staff.ts";
import { storySteps } from "#demo/stories.ts";
import { STORY_TALES } from "#demo/story-tales.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { publicStory, publishedStories } from "#domain/stories/public-stories.ts";
import { DAY_MS } from "#platform/clock.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

freshDatabase();
const UNTIL = new Date("2026-11-26T07:30:00Z");

test("the demo's stories have every shape, each by the rules: whom they tell of agreed, and three people read", async () => {
	const beginning = new Date(UNTIL.getTime() - 185 * DAY_MS);
	const district = plannedDistrict(seededRandom("1/district"));
	const few = { ...district, households: district.households.filter(({ number }) => number === "0001") };
	await importRegionsAndHouseholds({ buffer: rosterOf(few), by: null, at: beginning });
	const all = await places();
	const staff = await employStaff(seededRandom("1/staff"), all, beginning);
	const homes = await db.all<{ householdId: string; hamletId: string; villageId: string }>(
		sql`select id as householdId, hamlet_id as hamletId, village_id as villageId from households order by id limit 20`,
	);
	await write((tx) => tx.run(sql`insert into people (id, name, username, created_at) values ('person-li', '李敏', 'li', 0)`));
	for (const [n, category] of STORY_TALES.flatMap(({ pairs }) => pairs).entries()) {
		const { householdId, hamletId, villageId } = homes[n] as (typeof homes)[number];
		const { personId } = await issueSlip({ householdId, by: staff.admin, at: beginning });
		const home = { householdId, personId, hamlet: { id: hamletId, parent: { id: villageId } } };
		await pairOf(home, `pair-${n}`, { at: beginning, content: { categoryCode: category, words: "收拾了两天，心里舒坦。" } });
	}
	// Posters need pictures; they have tests of their own.
	const withoutWalls = storySteps({
		staff,
		places: all,
		pictures: { of: (drawing) => snapshotsOf(drawing, "1") },
		until: UNTIL,
		tales: STORY_TALES.map(({ hungAt: _, isTakenDown: __, ...tale }) => tale),
	});
	const steps = [...withoutWalls, ...planSteps({ staff, places: all, until: UNTIL })].sort((a, b) => a.at.getTime() - b.at.getTime());
	for (const step of steps) await step.take();
	const stages = await db.all<{ stage: string; count: number }>(sql`select stage, count(*) as count from stories group by 1`);
	expect(Object.fromEntries(stages.map(({ stage, count }) => [stage, count]))).toEqual({
		...{ published: 7, ended: 1, approved: 1, final: 1, first: 1, writing: 2 },
	});
	const withOwn = STORY_TALES.filter(({ own }) => own);
	const shown = await publishedStories(UNTIL);
	for (const { title, own } of withOwn) {
		const story = await publicStory(shown.find((one) => one.title === title)?.storyId ?? "", UNTIL);
		const [photo] = story?.photos.values() ?? [];
		expect(photo).toMatchObject({ words: own?.words, takenBy: own?.takenBy, picture: { width: 1280 } });
		expect(story?.blocks.map(({ more }) => more)).toContain(`own/${photo?.photoId}`);
	}
	expect(withOwn).toHaveLength(1);
	const ways = await db.all<{ how: string }>(sql`select distinct how from channel_consents order by 1`);
	expect(ways.map(({ how }) => how)).toEqual(["own", "paper", "spoken"]);
	const [planned] = await db.all<{ count: number }>(sql`select count(*) as count from calendar_entries`);
	expect(planned?.count).toBe(13);
}, 120_000);
