import { and, eq, isNull } from "drizzle-orm";
import ical, { ICalEventStatus } from "ical-generator";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { calendarFeeds } from "#db/schema/publicity.ts";
import { rolesOf } from "#domain/accounts/roles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { DAY_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { randomCode } from "#platform/ids.ts";
import { goingOut } from "./month.ts";
import type { Going } from "./types.ts";

/** A new secret address for the viewer's own calendar; the one before ends. */
export async function newFeedAddress({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	const made = { token: randomCode(26), madeAt: at };
	await write(async (tx) => {
		const row = { personId: by.personId, ...made };
		await tx.insert(calendarFeeds).values(row).onConflictDoUpdate({ target: calendarFeeds.personId, set: made });
		await record(tx, { at, actorId: by.personId, action: "plan.subscribe", subject: `person:${by.personId}` });
	});
}

/** Nobody reads by it any more. A second time nothing happens. */
export async function endFeed({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	await write(async (tx) => {
		const { rowsAffected } = await tx.delete(calendarFeeds).where(eq(calendarFeeds.personId, by.personId));
		if (rowsAffected > 0) await record(tx, { at, actorId: by.personId, action: "plan.unsubscribe", subject: `person:${by.personId}` });
	});
}

export async function feedTokenOf(viewer: Viewer): Promise<string | null> {
	const [found] = await db.select({ token: calendarFeeds.token }).from(calendarFeeds).where(eq(calendarFeeds.personId, viewer.personId));
	return found?.token ?? null;
}

const BEFORE_DAYS = 31;
const AHEAD_DAYS = 200;
const LASTS_MS = 30 * MINUTE_MS;

interface Words {
	name: string;
	/** An empty title: only what kind of thing it is. */
	summary: (going: Pick<Going, "kind" | "title">) => string;
	origin: string;
}

/**
 * The calendar of RFC 5545 behind a secret address, with the offices that its owner holds now; null if there is none. The address passes through the servers of
 * whoever keeps the calendar, and what they read cannot be taken back; so it tells no names: neither who sees to an entry nor a household. Titles of stories
 * name households, so a story is only told to be one.
 */
export async function feedFile(token: string, { at, words }: { at: Date; words: Words }): Promise<string | null> {
	const [owner] = await db
		.select({ personId: people.id, name: people.name })
		.from(calendarFeeds)
		.innerJoin(people, and(eq(people.id, calendarFeeds.personId), isNull(people.disabledAt)))
		.where(eq(calendarFeeds.token, token));
	if (!owner) return null;
	const roles = await rolesOf(db, owner.personId, at);
	const viewer: Viewer = { ...owner, kind: "staff", sessionId: "", householdId: null, roles };
	const going = await goingOut(viewer, { from: later(at, -BEFORE_DAYS * DAY_MS), until: later(at, AHEAD_DAYS * DAY_MS) });
	const calendar = ical({ name: words.name, prodId: { company: "Tingyuan", product: "publicity" }, ttl: 3600 });
	for (const one of going) {
		calendar.createEvent({
			id: `${one.way.split("/").slice(1).join("-")}-${one.kind}@tingyuan`,
			...{ start: one.isDayEnd ? later(one.at, -LASTS_MS) : one.at, end: one.isDayEnd ? one.at : later(one.at, LASTS_MS), stamp: one.at },
			...{
				summary: words.summary({ kind: one.kind, title: one.storyId ? "" : one.title }),
				location: one.place,
				url: `${words.origin}${one.way}`,
			},
			status: one.lacks.length > 0 ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
		});
	}
	return calendar.toString();
}
