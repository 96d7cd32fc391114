import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { storyVersions } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { firstShown, publishedPairs } from "#domain/submissions/published.ts";
import { requireStory, type StoryRow, versionOf } from "./stories.ts";
import { STORY_READERS, WRITERS } from "./types.ts";

const MOST_CHOICES = 24;

/** Pairs of the place that a story may show, newest first. */
export async function pairsToChoose({ regionId, level }: Pick<StoryRow, "regionId" | "level">) {
	if (level === "village") return publishedPairs({ villageId: regionId }, { limit: MOST_CHOICES, hasAllPictures: true });
	const ofTown = firstShown(
		{ where: sql`submissions.village_id = list.id`, most: MOST_CHOICES },
		sql`select id from regions where parent_id = ${regionId}`,
	);
	return publishedPairs(level === "town" ? ofTown : undefined, { limit: MOST_CHOICES, hasAllPictures: true });
}

/** Who wrote each version, for the list of versions. */
export function versionList(storyId: string) {
	return db
		.select({ number: storyVersions.number, at: storyVersions.writtenAt, by: people.name })
		.from(storyVersions)
		.innerJoin(people, eq(people.id, storyVersions.writtenBy))
		.where(eq(storyVersions.storyId, storyId))
		.orderBy(desc(storyVersions.number));
}

/** Places of which the viewer may write, towns and villages among them, for a story that begins without a pair. */
export function placesToTell(viewer: Viewer) {
	return db
		.select({ regionId: regions.id, place: nameAmongAll("regions") })
		.from(regions)
		.where(and(inArray(regions.level, ["district", "town", "village"]), sql`${regions.validTo} is null`, inOfficeOf(viewer, WRITERS)))
		.orderBy(asc(regions.code));
}

/** A version (the newest, if none is named) and the one before it. */
export async function versionsBeside(viewer: Viewer, storyId: string, number: number) {
	const { version } = await requireStory(db, viewer, storyId, STORY_READERS);
	const later = number || version;
	return Promise.all([versionOf(db, storyId, Math.max(1, later - 1)), versionOf(db, storyId, later)]);
}

/** Home, if the viewer writes for the district, and each village of theirs. */
export function pagesToArrange(viewer: Viewer) {
	return db
		.select({ regionId: regions.id, place: nameAmongAll("regions"), path: regions.path, level: regions.level })
		.from(regions)
		.where(and(inArray(regions.level, ["district", "village"]), sql`${regions.validTo} is null`, inOfficeOf(viewer, WRITERS)))
		.orderBy(asc(regions.code));
}
