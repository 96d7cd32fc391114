import { and, count, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { storyDecisions } from "#db/schema/stories/desk.ts";
import { stories, storyStages } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { beijingField } from "#domain/calendar/rules.ts";
import { cursorOf } from "#domain/paging.ts";
import { firstRows } from "#domain/regions/first-rows.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { isStep, namesFor, waitsFor } from "./decide-story.ts";
import { draftOf, otherDrafts, seenOf } from "./drafts.ts";
import { type Missing, missingFor, missingOf } from "./missing.ts";
import { ownPhotos } from "./photos.ts";
import { pairsById } from "./public-stories.ts";
import { remarksOn } from "./remarks.ts";
import { charactersOf, pairsIn, typedOf } from "./rules.ts";
import { requireStory, versionOf } from "./stories.ts";
import { DECIDERS, STORY_READERS, type StoryStage, type TypedStory, WRITERS } from "./types.ts";

const LINES_A_PAGE = 30;
const CURSOR = cursorOf("stories", "time", "id");

const TITLE = sql<string>`coalesce((select title from story_versions v where v.story_id = ${stories.id} and v.number = ${stories.version}),
	(select json_extract(typed, '$.title') from story_drafts d where d.story_id = ${stories.id} order by d.saved_at desc limit 1), '')`;

/** The stories of the viewer's places, newest step first, with what each waits for. */
export async function storyDesk(viewer: Viewer, after?: string | null) {
	const last = CURSOR.read(after);
	const isBefore = last && sql`(${stories.stageAt}, ${stories.id}) < (${last[0].getTime()}, ${last[1]})`;
	// Found bare, so that what a line tells is asked of a page's stories alone.
	const isThere = sql`exists (select 1 from regions where regions.id = ${stories.regionId} and (${inOfficeOf(viewer, STORY_READERS)}))`;
	const where = and(ne(stories.stage, literal("dropped")), isBefore, isThere);
	const first = firstRows({ table: "stories", where, order: ["stage_at", "id"], isDescending: true, most: LINES_A_PAGE + 1 });
	const isOver = sql`${stories.stage} = 'ended'`;
	const rows = await db
		.select({
			...{ storyId: stories.id, stage: stories.stage, stageAt: stories.stageAt, startsAt: stories.startsAt, endsAt: stories.endsAt },
			...{ place: nameAmongAll("regions"), title: TITLE, isYours: sql`${waitsFor(viewer)}`.mapWith(Boolean) },
			missing: sql`case when ${isOver} then '[]' else (select json_group_array(what) from (${missingOf(stories.id)})) end`.mapWith(
				(list: string): Missing[] => JSON.parse(list),
			),
		})
		.from(stories)
		.innerJoin(regions, eq(regions.id, stories.regionId))
		.where(sql`stories.rowid in ${first}`)
		.orderBy(desc(stories.stageAt), desc(stories.id));
	const { page, next } = CURSOR.cut(rows, LINES_A_PAGE, (line) => [line.stageAt, line.storyId]);
	return { lines: page, next };
}

/** How many wait for a step that this viewer may take. */
export async function countWaiting(viewer: Viewer, where?: SQL): Promise<number> {
	const there = db.select({ count: count() }).from(stories).innerJoin(regions, eq(regions.id, stories.regionId));
	const [found] = await there.where(and(waitsFor(viewer), where));
	return found?.count ?? 0;
}

/** One story as those see it who write and look at it. */
export async function storyCase(viewer: Viewer, storyId: string) {
	const story = await requireStory(db, viewer, storyId, STORY_READERS);
	const [newest, draft, others, decisions, remarks, steps] = await Promise.all([
		versionOf(db, storyId, story.version),
		draftOf(db, storyId, viewer.personId),
		otherDrafts(db, storyId, viewer.personId),
		decisionsOf(storyId),
		remarksOn(db, storyId),
		stepsOf(storyId),
	]);
	const may = (roles: typeof WRITERS) => mayActIn(viewer, story.path, ...roles);
	const writes = may(WRITERS);
	const isOwn = writes && story.stage === "writing";
	const typed: TypedStory = (isOwn && draft?.typed) || (newest ? typedOf(newest) : EMPTY);
	return {
		...{ ...story, newest, draft: isOwn ? draft : undefined, others, decisions, remarks, steps, typed },
		/** What the site has of it, for who goes on typing elsewhere. */
		stamp: `${story.version}.${seenOf(draft)}`,
		seen: seenOf(draft),
		isChangedMeanwhile: isOwn && draft !== undefined && draft.beganFrom !== story.version,
		pairs: await pairsById(pairsIn(typed), true),
		photos: await ownPhotos(db, storyId),
		characters: charactersOf(typed),
		/** As the form's fields take them. */
		planned: { starts: story.startsAt ? beijingField(story.startsAt) : "", ends: story.endsAt ? beijingField(story.endsAt) : "" },
		missing: await missingFor(db, storyId),
		nextNames: isStep(story.stage) ? await namesFor(db, story, story.stage) : "",
		may: {
			write: isOwn,
			decide: (await countWaiting(viewer, eq(stories.id, storyId))) > 0,
			answer: writes,
			remark: may(DECIDERS.first) && story.version > 0 && !isOwn,
			schedule: writes && story.stage !== "dropped" && story.stage !== "ended",
			publish: writes && story.stage === "approved",
			end: writes && story.stage === "published",
			takeBack: writes && TAKEN_BACK_FROM.includes(story.stage),
			drop: isOwn,
		},
	};
}

const TAKEN_BACK_FROM: StoryStage[] = ["first", "second", "final", "approved", "published", "ended"];
const EMPTY: TypedStory = {
	...{ title: "", summary: "", leadId: "", blocks: [], cost: "", howTo: "" },
	credits: { words: "", photos: "", editor: "", checked: "", chief: "" },
	isMachineDrafted: false,
};

function decisionsOf(storyId: string) {
	return db
		.select({
			...{ version: storyDecisions.version, step: storyDecisions.step, outcome: storyDecisions.outcome, words: storyDecisions.words },
			...{ by: people.name, at: storyDecisions.decidedAt },
		})
		.from(storyDecisions)
		.innerJoin(people, eq(people.id, storyDecisions.decidedBy))
		.where(eq(storyDecisions.storyId, storyId))
		.orderBy(storyDecisions.decidedAt);
}

function stepsOf(storyId: string) {
	return db
		.select({ stage: storyStages.stage, at: storyStages.at, note: storyStages.note, by: people.name })
		.from(storyStages)
		.leftJoin(people, eq(people.id, storyStages.actorId))
		.where(eq(storyStages.storyId, storyId))
		.orderBy(storyStages.seq);
}
