import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { prepared } from "#db/prepared.ts";
import { issued, issuedShows } from "#db/schema/consents.ts";
import { regions } from "#db/schema/regions.ts";
import { stories, storyPairs } from "#db/schema/stories/stories.ts";
import { submissions } from "#db/schema/submissions.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { typedCode } from "#domain/text.ts";
import { randomCode } from "#platform/ids.ts";
import { idIn } from "./rules.ts";
import { type Channel, type Item, PUBLICISTS } from "./types.ts";

export interface Issuing {
	/** A pair, a story, or a place of which it tells. */
	subject: Item | `region:${string}`;
	/** Other pairs that it shows. */
	shows?: `submission:${string}`[];
	kind: string;
	design: string;
	channel: Channel;
	/** Of all that it is made from. */
	contentHash: string;
	by: Viewer;
	at: Date;
}

const TOKEN_LENGTH = 10;

/** 发出: nothing goes into a channel before this, and only with the consent of everybody it shows. What is made again alike keeps its address, `/q/TOKEN`. */
export function issue(issuing: Issuing): Promise<{ issuedId: string; token: string }> {
	return write(async (tx) => {
		const { subject, kind, design, channel, contentHash, by, at } = issuing;
		const regionId = await requirePlace(tx, issuing);
		await requireConsents(tx, issuing);
		const same = { subject, kind, design, channel, contentHash };
		const known = await alike(tx, same);
		if (known) return again(tx, { ...known, ...same, by, at });
		await requireHeardByAnother(tx, issuing, regionId);
		const one = { id: newId(), token: randomCode(TOKEN_LENGTH) };
		await tx.insert(issued).values({ ...one, ...same, regionId, issuedBy: by.personId, issuedAt: at, lastIssuedAt: at });
		await showOthers(tx, one.id, issuing.shows ?? []);
		await recordMade(tx, { ...same, issuedId: one.id, by, at });
		return { issuedId: one.id, token: one.token };
	});
}

type Made = Pick<Issuing, "subject" | "kind" | "design" | "channel" | "by" | "at"> & { issuedId: string };

function recordMade(tx: Tx, { issuedId, kind, design, channel, subject, by, at }: Made): Promise<void> {
	return record(tx, {
		...{ at, actorId: by.personId, action: "issued.make", subject: `issued:${issuedId}` },
		detail: { kind, design, channel, subject },
	});
}

/** On another day it is as new as that day, under the address that it has; the trail has a line for each. */
async function again(tx: Tx, { token, lastAt, ...made }: Made & { token: string; lastAt: Date }) {
	if (dayAt(made.at) > dayAt(lastAt)) {
		await tx.update(issued).set({ lastIssuedAt: made.at }).where(eq(issued.id, made.issuedId));
		await recordMade(tx, made);
	}
	return { issuedId: made.issuedId, token };
}

async function alike(tx: Tx, same: Pick<Issuing, "subject" | "kind" | "design" | "channel" | "contentHash">) {
	const { id, token, subject, kind, design, channel, contentHash, lastIssuedAt: lastAt } = issued;
	const isOne = and(eq(kind, same.kind), eq(design, same.design), eq(channel, same.channel), eq(contentHash, same.contentHash));
	const [known] = await tx
		.select({ issuedId: id, token, lastAt })
		.from(issued)
		.where(and(eq(subject, same.subject), isOne));
	return known;
}

/** Where it belongs; not_found outside the viewer's offices. */
async function requirePlace(tx: Tx, { subject, by }: Issuing): Promise<string> {
	const id = subject.slice(subject.indexOf(":") + 1);
	const ofPair = sql`(select village_id from submissions where id = ${id})`;
	const ofStory = sql`(select region_id from stories where id = ${id})`;
	const ofOther = eq(regions.id, subject.startsWith("story:") ? ofStory : ofPair);
	const which = subject.startsWith("region:") ? and(eq(regions.id, id), isNull(regions.validTo)) : ofOther;
	const [place] = await tx.select({ id: regions.id, path: regions.path }).from(regions).where(which);
	if (!place || !mayActIn(by, place.path, ...PUBLICISTS)) throw new Refusal("not_found", "common.notFound");
	return place.id;
}

async function requireConsents(tx: Tx, issuing: Issuing): Promise<void> {
	const { channel } = issuing;
	for (const item of await itemsOf(tx, issuing))
		if (!(await (item.startsWith("story:") ? isStoryAgreed : isPairAgreed)(tx, item, channel)))
			throw new Refusal("conflict", `consents.lacking.${channel}`);
}

async function itemsOf(tx: Tx, { subject, shows = [] }: Issuing): Promise<Set<Item>> {
	const pairs = subject.startsWith("story:") ? await pairsOfStory(tx, subject as Item) : [];
	return new Set([...(subject.startsWith("region:") ? [] : [subject as Item]), ...pairs, ...shows]);
}

/** A yes that somebody alone heard does not leave the county by their own hand, nor by an account of their making. The trigger asks the same. */
async function requireHeardByAnother(tx: Tx, issuing: Issuing, regionId: string): Promise<void> {
	const { channel, by } = issuing;
	if (channel !== "wechat" && channel !== "press") return;
	const isHeard = sql`(yes.how <> 'spoken' or ${isIndependentOf(by.personId, { other: "yes.recorded_by", regionId: "duty.id" })})`;
	const duty = sql`join (select ${regionId} as id) duty`;
	for (const item of await itemsOf(tx, issuing)) {
		const alone = item.startsWith("story:")
			? sql`select 1 from story_households t where t.story_id = ${idIn(item)} and not exists (select 1 from story_consents yes ${duty}
				where yes.story_id = t.story_id and yes.household_id = t.household_id and yes.channel = ${channel} and ${isHeard})`
			: sql`select 1 where not exists (select 1 from channel_consents yes ${duty}
				where yes.item = ${item} and yes.channel = ${channel} and yes.withdrawn_at is null and ${isHeard})`;
		if ((await tx.all(alone)).length > 0) throw new Refusal("forbidden", "consents.heardAlone");
	}
}

function pairsOfStory(tx: Tx, story: Item): Promise<Item[]> {
	return tx
		.select({ id: storyPairs.submissionId })
		.from(storyPairs)
		.innerJoin(stories, and(eq(stories.id, storyPairs.storyId), eq(stories.version, storyPairs.version)))
		.where(eq(stories.id, idIn(story)))
		.then((rows) => rows.map(({ id }): Item => `submission:${id}`));
}

async function isStoryAgreed(tx: Tx, item: Item, channel: Channel): Promise<boolean> {
	const rows = await tx.all(sql`select 1 from story_households_silent where story_id = ${idIn(item)} and channel = ${channel}`);
	return rows.length === 0;
}

/** Whether a pair is public, and its household agreed to the channel. The view `issued_fallen` asks the same. */
async function isPairAgreed(tx: Tx, item: Item, channel: Channel): Promise<boolean> {
	const rows =
		await tx.all(sql`select 1 from submissions s join consents c on c.submission_id = s.id and c.channel = 'public_display' and c.withdrawn_at is null
		where s.id = ${idIn(item)} and s.stage = 'published' and (${channel} = 'site'
			or exists (select 1 from channel_consents a where a.item = ${item} and a.channel = ${channel} and a.withdrawn_at is null))`);
	return rows.length > 0;
}

/** Triggers write down the pair or the story that it is of. */
async function showOthers(tx: Tx, issuedId: string, shows: Item[]): Promise<void> {
	for (const item of shows) {
		const [pair] = await tx
			.select({ householdId: submissions.householdId })
			.from(submissions)
			.where(eq(submissions.id, idIn(item)));
		if (pair) await tx.insert(issuedShows).values({ issuedId, householdId: pair.householdId, item }).onConflictDoNothing();
	}
}

/** Where a printed code leads; "fallen" once somebody it shows took the consent back, "over" while its story is not public; null if there is no such code. One statement. */
export async function leadsTo(typed: string): Promise<string | null> {
	const [found] = await tokenQuery(db).execute({ token: typedCode(typed) });
	if (!found) return null;
	if (found.isFallen) return "fallen";
	if (found.isOver) return "over";
	const id = found.subject.slice(found.subject.indexOf(":") + 1);
	if (found.subject.startsWith("submission:")) return `/submissions/${id}`;
	if (found.subject.startsWith("story:")) return `/stories/${id}`;
	return found.level === "village" ? `/villages/${id}` : "/villages";
}

const tokenQuery = prepared((on) =>
	on
		.select({
			subject: issued.subject,
			level: regions.level,
			isFallen: sql`exists (select 1 from issued_fallen f where f.issued_id = ${issued.id})`.mapWith(Boolean),
			isOver:
				sql`exists (select 1 from stories s where ${issued.subject} = 'story:' || s.id and s.id = substr(${issued.subject}, 7) and s.stage <> 'published')`.mapWith(
					Boolean,
				),
		})
		.from(issued)
		.innerJoin(regions, eq(regions.id, issued.regionId))
		.where(eq(issued.token, sql.placeholder("token")))
		.prepare(),
);
