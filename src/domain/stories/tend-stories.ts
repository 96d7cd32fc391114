import { and, eq, lte } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { stories } from "#db/schema/stories/stories.ts";
import { isClockSteady } from "#platform/steady-clock.ts";
import { missingFor } from "./missing.ts";
import { changing, stepOn, tellWriter } from "./stories.ts";

/**
 * Each minute: what is due is published, what is over is ended. A run that was missed is made up for by the next one. Nothing happens just after the clock has
 * jumped, because it may be wrong; nobody finds a story after its end either way.
 */
export async function tendStories(at: Date, isSteady: () => boolean = isClockSteady): Promise<void> {
	if (!isSteady()) return;
	for (const { id } of await dueIn("approved", at)) await changing((tx) => publishDue(tx, id, at));
	for (const { id } of await dueIn("published", at)) await changing((tx) => endDue(tx, id, at));
}

function dueIn(stage: "approved" | "published", at: Date) {
	const isDue = lte(stage === "approved" ? stories.startsAt : stories.endsAt, at);
	return db
		.select({ id: stories.id })
		.from(stories)
		.where(and(eq(stories.stage, literal(stage)), isDue));
}

async function publishDue(tx: Tx, storyId: string, at: Date): Promise<void> {
	const [story] = await tx.select().from(stories).where(eq(stories.id, storyId));
	if (story?.stage !== "approved" || !story.startsAt || story.startsAt > at) return;
	const isOver = story.endsAt !== null && story.endsAt <= at;
	if (!isOver && (await missingFor(tx, storyId)).length === 0)
		return stepOn(tx, { storyId, stage: "published", verb: "story.publish", by: null, at });
	await stepOn(tx, { storyId, stage: "writing", verb: "story.take_back", by: null, at, note: isOver ? "over" : "missing" });
	await tellWriter(tx, { storyId, ...story }, { kind: "story_came_back", at });
}

async function endDue(tx: Tx, storyId: string, at: Date): Promise<void> {
	const [story] = await tx.select().from(stories).where(eq(stories.id, storyId));
	if (story?.stage !== "published" || !story.endsAt || story.endsAt > at) return;
	await stepOn(tx, { storyId, stage: "ended", verb: "story.end", by: null, at });
}
