import { and, type SQL, sql } from "drizzle-orm";
import { thumbHashToRGBA } from "thumbhash";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { villagesOf } from "#domain/regions/scope.ts";
import { firstShown, publishedPairs } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { WRITERS } from "./types.ts";

type FindingKind = "first_of_hamlet" | "still_clean" | "helped" | "changed_most" | "began_themselves" | "never_told";

/** A pair that deserves a story, and why. No figure of votes, likes or uploads is a reason. */
export interface Finding extends Why {
	kind: FindingKind;
}

interface Why {
	pair: PublishedPair;
	/** What the reason names: the hamlet or village, and a share or days where it has them. */
	place: string;
	figure?: number;
}

const RECENT_MS = 30 * DAY_MS;
const MOST_LOOKED_AT = 120;
/** Fewer say nothing about how a village begins. */
const ENOUGH_PAIRS = 3;

/** What deserves a story now, from the pairs of the last thirty days of the viewer's places, one for each reason; what is a story already is left out. */
export async function findStories(viewer: Viewer, at: Date): Promise<Finding[]> {
	const villages = villagesOf(viewer, WRITERS);
	const isHere = villages ? sql`submissions.village_id in (${villages})` : undefined;
	const isNoStory = sql`not exists (select 1 from stories where begun_from_id = submissions.id and stage <> 'dropped')`;
	const isRecent = sql`submissions.published_at > ${later(at, -RECENT_MS).getTime()}`;
	const ofOffice =
		villages &&
		firstShown({ where: sql`submissions.village_id = list.village_id`, also: and(isNoStory, isRecent), most: MOST_LOOKED_AT }, villages);
	const recent = await publishedPairs(ofOffice ?? and(isNoStory, isRecent), { limit: MOST_LOOKED_AT });
	const known = await factsOf(recent);
	const clean = await stillClean(and(isHere, isNoStory), at);
	const taken = new Set<string>();
	const found = (kind: FindingKind, finding: Why | undefined | null): Finding[] => {
		if (!finding || taken.has(finding.pair.submissionId)) return [];
		taken.add(finding.pair.submissionId);
		return [{ kind, ...finding }];
	};
	const newest = (isIt: (pair: PublishedPair) => boolean, placeOf: (pair: PublishedPair) => string) => {
		const pair = recent.find((one) => !taken.has(one.submissionId) && isIt(one));
		return pair && { pair, place: placeOf(pair) };
	};
	const [hamlet, village] = [(pair: PublishedPair) => pair.hamlet.name, (pair: PublishedPair) => pair.village.name];
	return [
		...found(
			"first_of_hamlet",
			newest(({ submissionId }) => known.firstOfHamlet.has(submissionId), hamlet),
		),
		...found("still_clean", clean),
		...found(
			"helped",
			newest(({ submissionId }) => known.helped.has(submissionId), village),
		),
		...found("changed_most", changedMost(recent)),
		...found("began_themselves", beganThemselves(recent)),
		...found(
			"never_told",
			newest((pair) => known.untold.has(pair.village.regionId), village),
		),
	];
}

async function factsOf(pairs: PublishedPair[]) {
	const ids = among(pairs.map(({ submissionId }) => submissionId));
	const villageIds = among([...new Set(pairs.map(({ village }) => village.regionId))]);
	const idsOf = async (query: SQL) => new Set((await db.all<{ id: string }>(query)).map(({ id }) => id));
	const [helped, firstOfHamlet, untold] = await Promise.all([
		idsOf(sql`select distinct submission_id as id from assisted_submissions where submission_id in ${ids} and version > 0`),
		idsOf(sql`select s.id from submissions s where s.id in ${ids} and not exists (
			select 1 from submissions o where o.hamlet_id = s.hamlet_id and o.stage = 'published' and o.published_at < s.published_at)`),
		idsOf(sql`select v.value as id from json_each(${JSON.stringify([...new Set(pairs.map(({ village }) => village.regionId))])}) v
			where not exists (select 1 from stories where region_id = v.value and published_at is not null) and v.value in ${villageIds}`),
	]);
	return { helped, firstOfHamlet, untold };
}

/** A drawn walk found every place of the hamlet clean, a month and more after this pair was shown there. */
async function stillClean(where: SQL | undefined, at: Date): Promise<Why | null> {
	const months = [monthAt(at), monthAt(later(at, -RECENT_MS))];
	const walks = sql`select w.hamlet_id, w.done_at from inspection_walks w where w.month in ${among(months)} and w.done_at is not null
		and not exists (select 1 from inspections i where i.walk_id = w.id and i.found = 'fault')`;
	const isOld = sql`submissions.hamlet_id = list.hamlet_id and submissions.published_at < list.done_at - ${RECENT_MS}`;
	const [pair] = await publishedPairs(firstShown({ where: isOld, also: where, most: 1 }, walks), { limit: 1 });
	if (!pair) return null;
	const days = Math.floor((at.getTime() - pair.publishedAt.getTime()) / DAY_MS);
	return { pair, place: pair.hamlet.name, figure: days };
}

/** The two first pictures differ most in light and colour, as their smallest images say. */
function changedMost(pairs: PublishedPair[]): Why | undefined {
	const [most] = pairs.map((pair) => ({ pair, change: changeOf(pair) })).sort((a, b) => b.change - a.change);
	return most && most.change > 0 ? { pair: most.pair, place: most.pair.hamlet.name } : undefined;
}

const GRID = 8;

function changeOf({ before, after }: Pick<PublishedPair, "before" | "after">): number {
	const [one, other] = [before[0]?.thumbhash, after[0]?.thumbhash].map((hash) => (hash ? gridOf(hash) : undefined));
	if (!one || !other) return 0;
	return one.reduce((sum, value, n) => sum + Math.abs(value - (other[n] ?? 0)), 0) / one.length;
}

/** A picture as 8 × 8 colours, so that pictures of different shapes can be compared. */
function gridOf(thumbhash: string): number[] {
	const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, "base64"));
	return Array.from({ length: GRID * GRID }, (_, n) => {
		const [x, y] = [Math.floor((((n % GRID) + 0.5) / GRID) * w), Math.floor(((Math.floor(n / GRID) + 0.5) / GRID) * h)];
		return [...rgba.subarray(4 * (y * w + x), 4 * (y * w + x) + 3)];
	}).flat();
}

/** The village where the largest part of the pairs was begun by the households themselves; a share, so that no village is before another by its size. */
function beganThemselves(pairs: PublishedPair[]): Why | undefined {
	const byVillage = Map.groupBy(pairs, ({ village }) => village.regionId);
	const shares = [...byVillage.values()].flatMap((own) => {
		const began = own.filter(({ startedBy }) => startedBy === "self");
		const [pair] = began;
		return pair && own.length >= ENOUGH_PAIRS ? [{ pair, share: began.length / own.length }] : [];
	});
	const [best] = shares.sort((a, b) => b.share - a.share);
	return best && { pair: best.pair, place: best.pair.village.name, figure: Math.round(best.share * 100) };
}
