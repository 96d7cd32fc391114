import { and, desc, eq, ne } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { storyDrafts } from "#db/schema/stories/desk.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireStage, requireStory } from "./stories.ts";
import { type TypedStory, WRITERS } from "./types.ts";

interface Saving {
	storyId: string;
	/** The version that was on the page when they began to type. */
	beganFrom: number;
	typed: TypedStory;
	/** Which draft stood on the page when they began to type (`seenOf`); left out, any is replaced. */
	seen?: string | undefined;
	by: Viewer;
	at: Date;
}

/** As much as a story of sixty full blocks with all else. */
const MOST_TYPED = 120_000;

/** What somebody has typed so far, unchecked. Each editor has one draft, so that nobody's words replace another's; nor their own of another window. */
export async function saveDraft({ storyId, ...saving }: Saving): Promise<void> {
	await write(async (tx) => {
		requireStage(await requireStory(tx, saving.by, storyId, WRITERS), "writing");
		requireSeen(await draftOf(tx, storyId, saving.by.personId), saving);
		await keepDraft(tx, { storyId, ...saving });
	});
}

/** The same words twice, or a draft that became a version meanwhile, take nothing away. */
function requireSeen(draft: Draft | undefined, { seen, typed }: Pick<Saving, "seen" | "typed">): void {
	if (!draft || seen === undefined || seen === seenOf(draft)) return;
	if (JSON.stringify(draft.typed) !== JSON.stringify(typed)) throw new Refusal("conflict", "stories.draftElsewhere");
}

export async function keepDraft(tx: Tx, { storyId, beganFrom, typed, by, at }: Saving): Promise<void> {
	if (JSON.stringify(typed).length > MOST_TYPED) throw new Refusal("too_large", "stories.draftTooLarge");
	const draft = { beganFrom, typed: { ...typed }, savedAt: at };
	await tx
		.insert(storyDrafts)
		.values({ storyId, personId: by.personId, ...draft })
		.onConflictDoUpdate({ target: [storyDrafts.storyId, storyDrafts.personId], set: draft });
}

type Draft = NonNullable<Awaited<ReturnType<typeof draftOf>>>;

/** Names a draft as it is now. */
export const seenOf = (draft: { savedAt: Date } | undefined) => String(draft?.savedAt.getTime() ?? "");

export async function draftOf(reader: Reader, storyId: string, personId: string) {
	const [draft] = await reader.select().from(storyDrafts).where(ownOf(storyId, personId));
	return draft && { ...draft, typed: draft.typed as unknown as TypedStory };
}

/** Who else has typed something that is in no version yet. */
export function otherDrafts(reader: Reader, storyId: string, personId: string) {
	return reader
		.select({ name: people.name, savedAt: storyDrafts.savedAt })
		.from(storyDrafts)
		.innerJoin(people, eq(people.id, storyDrafts.personId))
		.where(and(eq(storyDrafts.storyId, storyId), ne(storyDrafts.personId, personId)))
		.orderBy(desc(storyDrafts.savedAt));
}

export async function dropDraft(tx: Tx, storyId: string, personId: string): Promise<void> {
	await tx.delete(storyDrafts).where(ownOf(storyId, personId));
}

const ownOf = (storyId: string, personId: string) => and(eq(storyDrafts.storyId, storyId), eq(storyDrafts.personId, personId));

/** 不要这份草稿了: the page shows the newest version again. */
export async function discardDraft({ storyId, by }: { storyId: string; by: Viewer }): Promise<void> {
	await write(async (tx) => {
		await requireStory(tx, by, storyId, WRITERS);
		await dropDraft(tx, storyId, by.personId);
	});
}
