import { and, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { stories, storyVersions } from "#db/schema/stories/stories.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { withMerged } from "#domain/households/merged.ts";
import { ownOf, withPictures } from "#domain/stories/photos.ts";
import { ownIn } from "#domain/stories/rules.ts";
import { type HomeToHelp, homesToHelp, homeToHelp } from "#domain/submissions/helper.ts";
import { publishedPairs } from "#domain/submissions/published.ts";
import { type Asked, type AskedStory, CHANNELS, type Item, type StandingConsent } from "./types.ts";

const MOST_PAIRS = 20;

/** Stories that tell of a household, then the pairs that it shows, newest first, and the channels to which it agreed. */
export async function askedOf(householdId: string): Promise<Asked[]> {
	const [stories, pairs] = await Promise.all([
		storiesOf(householdId),
		publishedPairs(eq(submissions.householdId, householdId), { limit: MOST_PAIRS }),
	]);
	const asked = [
		...stories.map(({ storyId, ...story }) => ({ item: `story:${storyId}` as Item, story, pair: null })),
		...pairs.map((pair) => ({ item: `submission:${pair.submissionId}` as Item, story: null, pair })),
	];
	const standing = await standingOn(
		householdId,
		asked.map(({ item }) => item),
	);
	return asked.map((one) => ({ ...one, standing: standing.get(one.item) ?? [] }));
}

/** Households by what finds one, or those of whom a pair or a story tells, by its address; within the viewer's offices. */
export async function homesAbout(viewer: Viewer, typed: string): Promise<HomeToHelp[]> {
	const [, room, id] = /\b(submissions|stories)\/([\w-]+)/.exec(typed) ?? [];
	if (!id) return homesToHelp(viewer, typed);
	const told = sql`select household_id as "householdId" from story_households where story_id = ${id}`;
	const shown = sql`select household_id as "householdId" from submissions where id = ${id}`;
	const homes = await db.all<{ householdId: string }>(room === "stories" ? told : shown);
	return (await Promise.all(homes.map(({ householdId }) => homeToHelp(viewer, householdId)))).filter((home) => home !== null);
}

async function storiesOf(householdId: string): Promise<(AskedStory & { storyId: string })[]> {
	const { storyId, number, title, summary, blocks } = storyVersions;
	const isNewest = and(eq(storyId, stories.id), eq(number, stories.version));
	// What it agreed to once it may take back, also where no version tells of it any more.
	const tells = sql`(${stories.id} in (select story_id from story_households where household_id in ${withMerged(householdId)})
		or ${stories.id} in (select substr(item, 7) from channel_consents where household_id in ${withMerged(householdId)} and item glob 'story:*' and withdrawn_at is null))`;
	const rows = await db
		.select({ storyId, title, summary, blocks, stage: stories.stage, own: ownOf(sql`${stories.id}`) })
		.from(stories)
		.innerJoin(storyVersions, isNewest)
		.where(and(tells, ne(stories.stage, literal("dropped"))))
		.orderBy(desc(stories.createdAt));
	const own = await withPictures(rows.flatMap((row) => (row.stage === "approved" ? row.own : [])));
	return rows.map(({ blocks, stage, own: _own, ...story }) => ({
		...story,
		lines: blocks.map(({ text }) => text.replaceAll("**", "")).filter(Boolean),
		pictures: blocks.flatMap((block) => own.get(ownIn(block) ?? "") ?? []),
		isPublished: stage === "published",
	}));
}

async function standingOn(householdId: string, items: Item[]): Promise<Map<string, StandingConsent[]>> {
	const { item, channel, givenAt: at, how, saidBy, saidByUnlisted, householdId: home, withdrawnAt, endsAt } = channelConsents;
	const isOwn = sql`${home} in ${withMerged(householdId)}`;
	const covers = sql`exists (select 1 from story_consents c where c.story_id = substr(${item}, 7) and c.channel = ${channelConsents.channel}
		and c.household_id in ${withMerged(householdId)})`;
	const isOutdated = sql`${item} glob 'story:*' and not ${covers}`.mapWith(Boolean);
	const rows = await db
		.select({ item, channel, at, how, endsAt, isOutdated, saidBy, saidByUnlisted, name: people.name })
		.from(channelConsents)
		.innerJoin(people, eq(people.id, channelConsents.recordedBy))
		.where(and(isOwn, inArray(item, items), isNull(withdrawnAt)));
	rows.sort((one, other) => other.at.getTime() - one.at.getTime());
	// Of one channel the newest, if they agreed to several versions.
	const newest = rows.filter((row, n) => rows.findIndex((other) => other.item === row.item && other.channel === row.channel) === n);
	const inOrder = newest.toSorted((one, other) => CHANNELS.indexOf(one.channel) - CHANNELS.indexOf(other.channel));
	const consents = inOrder.map(({ name, ...row }) => ({ ...row, recordedBy: row.how === "own" ? null : name }));
	return Map.groupBy(consents, (row) => row.item);
}
