import { eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { storyPhotos } from "#db/schema/stories/photos.ts";
import { stories } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory } from "#domain/stories/decide-story.ts";
import { publishStory } from "#domain/stories/publish-story.ts";
import type { Block, TypedStory } from "#domain/stories/types.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { paperPhoto } from "#tests/paper-photos.ts";
import { pairOf } from "#tests/published.ts";
import { hired } from "#tests/village.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

/** Pan writes for the town, Qiao is the town's second publicist, Tang runs the town; all three were hired by Wang of the district. Li of the village reads first. */
export async function storyOffices({ places, staff }: Cast) {
	const pan = await hired("pan", "publicist", places.shilin, staff.wang);
	const qiao = await hired("qiao", "publicist", places.shilin, staff.wang);
	const tang = await hired("tang", "town_admin", places.shilin, staff.wang);
	return { pan, qiao, tang, li: staff.li };
}

export type StoryOffices = Awaited<ReturnType<typeof storyOffices>>;

export const HEADINGS = ["背景", "做法", "成效", "启示"];

export const block = (id: string, kind: Block["kind"], text: string, more = ""): Block => ({ id, kind, text, more });

/** Of chen's pair, with a heading, a paragraph and a quote. */
export function typedStory(more: Partial<TypedStory> = {}): TypedStory {
	return {
		...{
			title: "陈家的柴火码齐了",
			summary: "一天工夫，门口能走人了。",
			leadId: "pair-chen",
			cost: "没有花钱",
			howTo: "先分干湿\n再沿墙码",
		},
		blocks: [
			block("b1", "heading", "背景"),
			block("b2", "paragraph", "门口的柴火堆了**三年**。"),
			block("b3", "quote", "码齐了，心里也敞亮。", "东沟的一位大娘"),
		],
		credits: { words: "潘同事", photos: "", editor: "", checked: "", chief: "" },
		isMachineDrafted: false,
		...more,
	};
}

export const later = (minutes: number) => minutesAfter(MORNING, minutes);

/** Begun from chen's pair, which is rows only, and written once. */
export async function writtenStory(cast: Cast, { pan }: StoryOffices): Promise<string> {
	await pairOf(cast.homes.chen, "pair-chen");
	const { storyId } = await beginStory({ fromId: "pair-chen", headings: HEADINGS, by: pan, at: later(1) });
	await writeStory({ storyId, beganFrom: 0, typed: typedStory(), by: pan, at: later(2) });
	return storyId;
}

/** Chen's household reads the newest text and agrees that it is shown on this site. */
export async function agreed({ homes: { chen } }: Cast, storyId: string, at = later(4)): Promise<void> {
	const [read] = await db.select({ version: stories.version }).from(stories).where(eq(stories.id, storyId));
	return giveConsents({ agreed: [`story:${storyId}@${read?.version}/site`], textEdition: "1", by: chen, at });
}

/** Of the place itself, with a picture that the office took, as rows without files. */
export async function storyWithPhoto(regionId: string, { by, at }: { by: Viewer; at: Date }): Promise<string> {
	const { storyId } = await beginStory({ regionId, headings: [], by, at });
	await paperOwnPhoto(storyId, { photoId: "story-pond", by, at });
	return storyId;
}

export async function paperOwnPhoto(storyId: string, { photoId, by, at = later(3) }: { photoId: string; by: Viewer; at?: Date }) {
	await write(async (tx) => {
		await paperPhoto(tx, { photoId, by: { householdId: null, personId: by.personId }, at });
		await tx.insert(storyPhotos).values({ photoId, storyId, words: "村口的水塘", takenBy: "", addedBy: by.personId, addedAt: at });
	});
	return photoId;
}

export async function passedBy(storyId: string, people: Viewer[], version = 1, from = 4): Promise<void> {
	for (const [n, by] of people.entries()) await passStory({ storyId, version, words: "", by, at: later(from + n) });
}

export async function approvedStory(cast: Cast, offices: StoryOffices): Promise<string> {
	const storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await agreed(cast, storyId);
	return storyId;
}

export async function publishedStory(cast: Cast, offices: StoryOffices): Promise<string> {
	const storyId = await approvedStory(cast, offices);
	await publishStory({ storyId, by: offices.pan, at: later(10) });
	return storyId;
}

/** The same showing a picture that the office took, too. */
export async function picturedStory(cast: Cast, offices: StoryOffices, written?: string): Promise<string> {
	const storyId = written ?? (await writtenStory(cast, offices));
	const more = `own/${await paperOwnPhoto(storyId, { photoId: "pond", by: offices.pan })}`;
	const typed = typedStory({ blocks: [...typedStory().blocks, block("b4", "picture", "清出来的水塘", more)] });
	await writeStory({ storyId, beganFrom: 1, typed, by: offices.pan, at: later(4) });
	await handIn({ storyId, by: offices.pan, at: later(5) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang], 2, 6);
	await agreed(cast, storyId, later(9));
	await publishStory({ storyId, by: offices.pan, at: later(10) });
	return storyId;
}

/** The same of a pair with pictures: written with these blocks, read by three, and on this site. */
export async function storyOfPair(
	{ pan, li, qiao, tang }: StoryOffices,
	{ pairId, home, blocks }: { pairId: string; home: Cast["homes"]["bao"]; blocks: Block[] },
): Promise<string> {
	const { storyId } = await beginStory({ fromId: pairId, headings: HEADINGS, by: pan, at: later(1) });
	await writeStory({ storyId, beganFrom: 0, typed: typedStory({ leadId: pairId, blocks }), by: pan, at: later(2) });
	await handIn({ storyId, by: pan, at: later(3) });
	await passedBy(storyId, [li, qiao, tang]);
	await giveConsents({ agreed: [`story:${storyId}@1/site`], textEdition: "1", by: home, at: later(8) });
	await publishStory({ storyId, by: pan, at: later(10) });
	return storyId;
}
