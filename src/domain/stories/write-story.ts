import { eq, inArray } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { storyPhotos } from "#db/schema/stories/photos.ts";
import { storyVersions } from "#db/schema/stories/stories.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { dropDraft, saveDraft } from "./drafts.ts";
import { contentOf, fieldOf, isSame, ownIn, pairsIn } from "./rules.ts";
import { requireStage, requireStory, type StoryRow, versionOf } from "./stories.ts";
import { type StoryContent, type TypedStory, WRITERS } from "./types.ts";

interface Writing {
	storyId: string;
	beganFrom: number;
	typed: TypedStory;
	seen?: string | undefined;
	by: Viewer;
	at: Date;
}

/** A new version; the same words make none. Whatever is refused, what was typed is kept as the writer's draft. */
export async function writeStory(writing: Writing): Promise<{ number: number }> {
	await saveDraft(writing);
	const content = contentOf(writing.typed);
	return write(async (tx) => {
		const story = await requireStory(tx, writing.by, writing.storyId, WRITERS);
		requireStage(story, "writing");
		await requireShownPairs(tx, content);
		await requireOwnPhotos(tx, story.storyId, content);
		const newest = await versionOf(tx, story.storyId, story.version);
		if (newest && isSame(newest, content)) {
			await dropDraft(tx, story.storyId, writing.by.personId);
			return { number: newest.number };
		}
		await requireNothingBetween(tx, story, writing);
		return insertVersion(tx, story, { ...writing, content });
	});
}

/** What a pair shows is public already, or it is not shown here. */
async function requireShownPairs(tx: Tx, content: StoryContent): Promise<void> {
	const ids = pairsIn(content);
	const rows = await tx.select({ id: submissions.id, stage: submissions.stage }).from(submissions).where(inArray(submissions.id, ids));
	const hidden = ids.find((id) => !rows.some((row) => row.id === id && row.stage === "published"));
	if (hidden === undefined) return;
	const block = content.blocks.find(({ more }) => more.split("/")[0] === hidden);
	throw new Refusal("conflict", "stories.pairLeft", { field: block ? fieldOf(block.id) : "leadId" });
}

/** A picture of the office itself may have been taken out since it was chosen. */
async function requireOwnPhotos(tx: Tx, storyId: string, { blocks }: StoryContent): Promise<void> {
	const there = (await tx.select({ photoId: storyPhotos.photoId }).from(storyPhotos).where(eq(storyPhotos.storyId, storyId))).map(
		({ photoId }) => photoId,
	);
	const gone = blocks.find((block) => {
		const photoId = ownIn(block);
		return photoId !== null && !there.includes(photoId);
	});
	if (gone) throw new Refusal("conflict", "stories.photoGone", { field: fieldOf(gone.id) });
}

/** Two editors at once: the later one sees both texts, and decides. */
async function requireNothingBetween(tx: Tx, { storyId, version }: StoryRow, { beganFrom }: Writing): Promise<void> {
	if (version === beganFrom) return;
	const newest = await versionOf(tx, storyId, version);
	const [writer] = newest ? await tx.select({ name: people.name }).from(people).where(eq(people.id, newest.writtenBy)) : [];
	throw new Refusal("conflict", "stories.changedMeanwhile", { params: { name: writer?.name ?? "" } });
}

interface Written {
	content: StoryContent;
	by: Viewer;
	at: Date;
}

/** The newest version once more, with the next number. */
export async function repeatVersion(tx: Tx, story: StoryRow, { by, at }: Omit<Written, "content">): Promise<void> {
	const newest = await versionOf(tx, story.storyId, story.version);
	if (!newest) throw new Refusal("conflict", "stories.nothingWritten");
	const { storyId: _, number: __, writtenBy: ___, writtenAt: ____, ...content } = newest;
	await insertVersion(tx, story, { content, by, at });
}

async function insertVersion(tx: Tx, story: StoryRow, { content, by, at }: Written) {
	const number = story.version + 1;
	await tx.insert(storyVersions).values({ storyId: story.storyId, number, ...content, writtenBy: by.personId, writtenAt: at });
	await dropDraft(tx, story.storyId, by.personId);
	await record(tx, { at, actorId: by.personId, action: "story.write", subject: `story:${story.storyId}`, detail: { number } });
	return { number };
}
