import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addStoryPhoto, ownPhotos } from "#domain/stories/photos.ts";
import { uploadsOf } from "./deeds.ts";
import { shotsOf } from "./outdoors.ts";
import type { Pictures } from "./pictures.ts";
import type { Step } from "./steps.ts";
import { hoursAfter } from "./steps.ts";
import type { StoryTale } from "./story-shape.ts";

/** As wide as a story's page shows it on a large screen. */
const WIDTH = 1280;

interface Told {
	tale: StoryTale;
	storyId: string;
	pictures: Pick<Pictures, "of">;
}

/** The picture that was taken an hour before. */
export function photoSteps(told: Told, { by, at }: { by: Viewer; at: Date }): Step[] {
	const { own } = told.tale;
	if (!own) return [];
	const { key, kind, words, takenBy } = own;
	const { drawing, shots } = shotsOf(told, { key, kind, moment: "after", takenAt: hoursAfter(at, -1), width: WIDTH });
	const take = async () => {
		for (const upload of await uploadsOf(await shots())) await addStoryPhoto({ storyId: told.storyId, words, takenBy, upload, by, at });
		return [];
	};
	return [{ at, draws: [drawing], prepare: shots, take }];
}

/** As a block names it. */
export async function ownPhotoOf({ storyId }: Pick<Told, "storyId">): Promise<string> {
	const [photoId = ""] = (await ownPhotos(db, storyId)).keys();
	return `own/${photoId}`;
}
