import { and, desc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { stories, storyVersions } from "#db/schema/stories/stories.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { withMerged } from "#domain/households/merged.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { joined, ownOf } from "#domain/stories/photos.ts";
import { charactersOf, ownIn, pairsIn } from "#domain/stories/rules.ts";
import { shownBlocks } from "#domain/stories/runs.ts";
import type { StoryStage } from "#domain/stories/types.ts";
import { type HomeToHelp, homesToHelp, homeToHelp } from "#domain/submissions/helper.ts";
import { pairsWith, publishedRows, shownIn } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { addressedBy, excerptOf } from "./rules.ts";
import { type Asked, type AskedStory, CHANNELS, type Item, type StandingConsent } from "./types.ts";

/** So many pairs are asked about by themselves; an older one once somebody asks for it. */
export const NEWEST_ASKED = 20;
const MOST_PAIRS = 500;

/** Stories that tell of a household, then the pairs that it shows: the newest, whichever went to some channel, and one that is asked for; newest first, with the channels to which it agreed. */
export async function askedOf(householdId: string, submissionId: string | null = null): Promise<Asked[]> {
	const [stories, rows, standing] = await Promise.all([
		storiesOf(householdId),
		publishedRows(and(eq(submissions.householdId, householdId), isAskedAbout(householdId, submissionId)), MOST_PAIRS),
		standingOf(householdId),
	]);
	const told = stories.length > 0 ? await shownInStories(stories) : [];
	const pictures = await knownPictures([...shownIn([...rows, ...told]), ...stories.flatMap(({ own }) => own)]);
	const pairs = new Map(pairsWith(told, pictures).map((pair) => [pair.submissionId, pair]));
	const asked = [
		...stories.map((one) => ({ item: `story:${one.storyId}` as Item, story: storyWith(one, pairs, pictures), pair: null })),
		...pairsWith(rows, pictures).map((pair) => ({ item: `submission:${pair.submissionId}` as Item, story: null, pair })),
	];
	return asked.map((one) => ({ ...one, standing: standing.get(one.item) ?? [] }));
}

function isAskedAbout(householdId: string, submissionId: string | null): SQL {
	const newest = sql`select id from submissions where household_id = ${householdId} and stage = 'published'
		order by published_at desc, id desc limit ${NEWEST_ASKED}`;
	const agreed = sql`select substr(item, 12) from channel_consents
		where household_id in ${withMerged(householdId)} and item glob 'submission:*' and withdrawn_at is null`;
	return sql`(${submissions.id} in (${newest}) or ${submissions.id} in (${agreed}) or ${submissions.id} = ${submissionId})`;
}

/** Households by what finds one, or those of whom a pair or a story tells, by its address; within the viewer's offices. */
export async function homesAbout(viewer: Viewer, typed: string): Promise<HomeToHelp[]> {
	const address = addressedBy(typed);
	if (!address) return homesToHelp(viewer, typed);
	const { room, id } = address;
	const told = sql`select household_id as "householdId" from story_households where story_id = ${id}`;
	const shown = sql`select household_id as "householdId" from submissions where id = ${id}`;
	const homes = await db.all<{ householdId: string }>(room === "stories" ? told : shown);
	return (await Promise.all(homes.map(({ householdId }) => homeToHelp(viewer, householdId)))).filter((home) => home !== null);
}

type StoryRow = Awaited<ReturnType<typeof storiesOf>>[number];

async function storiesOf(householdId: string) {
	const { storyId, number: version, title, summary, blocks, leadId, cost, howTo, credits, isMachineDrafted } = storyVersions;
	const isNewest = and(eq(storyId, stories.id), eq(version, stories.version));
	const text = { storyId, version, title, summary, blocks, leadId, cost, howTo, credits, isMachineDrafted };
	// What it agreed to once it may take back, also where no version tells of it any more.
	const tells = sql`(${stories.id} in (select story_id from story_households where household_id in ${withMerged(householdId)})
		or ${stories.id} in (select substr(item, 7) from channel_consents where household_id in ${withMerged(householdId)} and item glob 'story:*' and withdrawn_at is null))`;
	const rows = await db
		.select({ ...text, stage: stories.stage, own: ownOf(sql`${stories.id}`) })
		.from(stories)
		.innerJoin(storyVersions, isNewest)
		.where(and(tells, ne(stories.stage, literal("dropped"))))
		.orderBy(desc(stories.createdAt));
	return rows.map(({ own, ...row }) => {
		const shown = ASKS.includes(row.stage) ? row.blocks.map(ownIn) : [];
		return { ...row, own: own.filter(({ photoId }) => shown.includes(photoId)) };
	});
}

// From then on whoever is asked may load the office's own pictures.
const ASKS: StoryStage[] = ["approved", "published"];

function shownInStories(told: StoryRow[]) {
	const submissionIds = [...new Set(told.flatMap(pairsIn))];
	return submissionIds.length > 0 ? publishedRows({ submissionIds }, submissionIds.length) : [];
}

function storyWith(row: StoryRow, pairs: Map<string, PublishedPair>, pictures: Map<string, Picture>): AskedStory {
	const { own, stage, storyId: _id, ...story } = row;
	const blocks = shownBlocks(row.blocks, { pairs, photos: joined(own, pictures) });
	return { ...story, blocks, pairs, excerpt: excerptOf(row), characters: charactersOf(row), isPublished: stage === "published" };
}

async function standingOf(householdId: string): Promise<Map<string, StandingConsent[]>> {
	const { item, channel, givenAt: at, how, saidBy, saidByUnlisted, householdId: home, withdrawnAt, endsAt } = channelConsents;
	const isOwn = sql`${home} in ${withMerged(householdId)}`;
	const covers = sql`exists (select 1 from story_consents c where c.story_id = substr(${item}, 7) and c.channel = ${channelConsents.channel}
		and c.household_id in ${withMerged(householdId)})`;
	const isOutdated = sql`${item} glob 'story:*' and not ${covers}`.mapWith(Boolean);
	const rows = await db
		.select({ item, channel, at, how, endsAt, isOutdated, saidBy, saidByUnlisted, name: people.name })
		.from(channelConsents)
		.innerJoin(people, eq(people.id, channelConsents.recordedBy))
		.where(and(isOwn, isNull(withdrawnAt)));
	rows.sort((one, other) => other.at.getTime() - one.at.getTime());
	// Of one channel the newest, if they agreed to several versions.
	const newest = rows.filter((row, n) => rows.findIndex((other) => other.item === row.item && other.channel === row.channel) === n);
	const inOrder = newest.toSorted((one, other) => CHANNELS.indexOf(one.channel) - CHANNELS.indexOf(other.channel));
	const consents = inOrder.map(({ name, ...row }) => ({ ...row, recordedBy: row.how === "own" ? null : name }));
	return Map.groupBy(consents, (row) => row.item);
}
