import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { storyStarts } from "#db/schema/stories/shown.ts";
import { stories } from "#db/schema/stories/stories.ts";

/** 我家也来一次: a household began a pair from a story. However often, it is one household; from a story that nobody reads it is none. */
export async function startFrom({ storyId, householdId, at }: { storyId: string; householdId: string; at: Date }): Promise<void> {
	await write(async (tx) => {
		const [story] = await tx.select({ stage: stories.stage }).from(stories).where(eq(stories.id, storyId));
		if (story?.stage !== "published") return;
		await tx.insert(storyStarts).values({ storyId, householdId, at }).onConflictDoNothing();
	});
}
