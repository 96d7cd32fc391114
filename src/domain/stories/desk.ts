import { and, eq, ne, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { storyDecisions, storyDrafts } from "#db/schema/stories/desk.ts";
import { stories, storyStages, storyVersions } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { beijingField } from "#domain/calendar/rules.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { isStep, mayDecide, namesFor, type Read } from "./decide-story.ts";
import { draftOf, otherDrafts } from "./drafts.ts";
import { missingFor } from "./missing.ts";
import { pairsById } from "./public-stories.ts";
import { remarksOn } from "./remarks.ts";
import { charactersOf, pairsIn, typedOf } from "./rules.ts";
import { requireStory, versionOf } from "./stories.ts";
import { DECIDERS, STORY_READERS, type StoryStage, type TypedStory, WRITERS } from "./types.ts";

const MOST = 100;

/** The stories of the viewer's places, newest step first, with what each waits for. */
export async function storyDesk(viewer: Viewer) {
	const draftTitle = sql<string | null>`(select json_extract(typed, '$.title') from ${storyDrafts} d
		where d.story_id = ${stories.id} order by d.saved_at desc limit 1)`;
	const rows = await db
		.select({
			...{ storyId: stories.id, stage: stories.stage, stageAt: stories.stageAt, version: stories.version, regionId: stories.regionId },
			...{ startsAt: stories.startsAt, endsAt: stories.endsAt, publishedAt: stories.publishedAt, createdBy: stories.createdBy },
			...{ place: nameAmongAll("regions"), path: regions.path, level: regions.level },
			...{ title: storyVersions.title, draftTitle, writer: people.name },
		})
		.from(stories)
		.innerJoin(regions, eq(regions.id, stories.regionId))
		.innerJoin(people, eq(people.id, stories.createdBy))
		.leftJoin(storyVersions, and(eq(storyVersions.storyId, stories.id), eq(storyVersions.number, stories.version)))
		.where(and(ne(stories.stage, literal("dropped")), inOfficeOf(viewer, STORY_READERS)));
	const newest = rows.sort((a, b) => b.stageAt.getTime() - a.stageAt.getTime()).slice(0, MOST);
	return Promise.all(
		newest.map(async ({ draftTitle: typed, ...row }) => ({
			...row,
			title: row.title || typed || "",
			isYours: await waitsFor(viewer, row),
			missing: row.stage === "approved" || row.stage === "published" ? await missingFor(db, row.storyId) : [],
		})),
	);
}

/** Whether its next step is this viewer's to take. */
export async function waitsFor(viewer: Viewer, story: Read): Promise<boolean> {
	return isStep(story.stage) && mayActIn(viewer, story.path, ...DECIDERS[story.stage]) && (await mayDecide(db, story, viewer));
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
		isChangedMeanwhile: isOwn && draft !== undefined && draft.beganFrom !== story.version,
		pairs: await pairsById(pairsIn(typed), true),
		characters: charactersOf(typed),
		/** As the form's fields take them. */
		planned: { starts: story.startsAt ? beijingField(story.startsAt) : "", ends: story.endsAt ? beijingField(story.endsAt) : "" },
		missing: await missingFor(db, storyId),
		nextNames: isStep(story.stage) ? await namesFor(db, story, story.stage) : "",
		may: {
			write: isOwn,
			decide: await waitsFor(viewer, story),
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
