import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { remembered } from "#db/remembered.ts";
import { regions } from "#db/schema/regions.ts";
import { stories, storyVersions } from "#db/schema/stories/stories.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import { pairsWith, publishedPairs, publishedRows, shownIn } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { onChange } from "#platform/changes.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { joined, publicOf } from "./photos.ts";
import { pairsIn } from "./rules.ts";
import type { StoryCard } from "./types.ts";

const CARD = {
	...{ storyId: stories.id, regionId: stories.regionId, place: nameAmongAll("regions"), path: regions.path },
	...{ title: storyVersions.title, summary: storyVersions.summary, leadId: storyVersions.leadId, endsAt: stories.endsAt },
	publishedAt: sql<Date>`${stories.publishedAt}`.mapWith(stories.publishedAt),
};
const isNewest = and(eq(storyVersions.storyId, stories.id), eq(storyVersions.number, stories.version)) as SQL;
const isPublished = sql`${stories.stage} = 'published'`;

// In memory: home and each village ask for them, and they change seldom. A pair that leaves takes its story along, and says "wall".
const all = remembered(MINUTE_MS, readAll);
onChange((tags) => {
	if (tags.some((tag) => tag === "stories" || tag === "places" || tag === "wall")) all.forget();
});

async function readAll(): Promise<StoryCard[]> {
	const rows = await db
		.select(CARD)
		.from(stories)
		.innerJoin(storyVersions, isNewest)
		.innerJoin(regions, eq(regions.id, stories.regionId))
		.where(and(isPublished, isNull(regions.validTo)))
		.orderBy(sql`${stories.publishedAt} desc`)
		.limit(MOST);
	const leads = await pairsById(rows.flatMap(({ leadId }) => leadId ?? []));
	return rows.map(({ leadId, ...card }) => {
		const [before, after] = [leads.get(leadId ?? "")?.before[0], leads.get(leadId ?? "")?.after[0]];
		return { ...card, lead: before && after ? { before, after } : null };
	});
}

const MOST = 200;

/** What everybody reads now, newest first; of a place also what is told of places in it. */
export async function publishedStories(at: Date, regionId?: string): Promise<StoryCard[]> {
	const isNow = ({ publishedAt, endsAt }: StoryCard) => publishedAt <= at && (!endsAt || endsAt > at);
	return (await all.recall()).filter((card) => isNow(card) && (!regionId || card.path.includes(`/${regionId}/`)));
}

export async function pairsById(ids: string[], hasAllPictures = false): Promise<Map<string, PublishedPair>> {
	if (ids.length === 0) return new Map();
	const pairs = await publishedPairs({ submissionIds: ids }, { limit: ids.length, hasAllPictures });
	return byId(pairs);
}

const byId = (pairs: PublishedPair[]) => new Map(pairs.map((pair) => [pair.submissionId, pair]));

/** The page of one story. Null before its time, after its end, and when it was taken back. */
export async function publicStory(storyId: string, at: Date) {
	const [found] = await oneStory(db).execute({ storyId });
	if (!found || found.publishedAt > at || (found.endsAt && found.endsAt <= at)) return null;
	const { own, ...story } = found;
	const ids = pairsIn(found);
	const rows = ids.length > 0 ? await publishedRows({ submissionIds: ids }, ids.length) : [];
	const pictures = await knownPictures([...own, ...shownIn(rows)]);
	return { ...story, pairs: byId(pairsWith(rows, pictures)), photos: joined(own, pictures) };
}

const oneStory = prepared((on) =>
	on
		.select({
			...CARD,
			...{ blocks: storyVersions.blocks, cost: storyVersions.cost, howTo: storyVersions.howTo, credits: storyVersions.credits },
			...{ isMachineDrafted: storyVersions.isMachineDrafted, own: publicOf(sql`${stories.id}`) },
			started: sql<number>`(select count(*) from story_starts where story_id = ${stories.id})`,
		})
		.from(stories)
		.innerJoin(storyVersions, isNewest)
		.innerJoin(regions, eq(regions.id, stories.regionId))
		.where(and(eq(stories.id, sql.placeholder("storyId")), isPublished))
		.prepare(),
);
