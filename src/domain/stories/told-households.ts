import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { storyHouseholds } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { requireStage, requireStory } from "./stories.ts";
import { WRITERS } from "./types.ts";

interface Telling {
	storyId: string;
	householdId: string;
	by: Viewer;
	at: Date;
}

/** The story tells of a household that shows no pair in it, so that it is not published without its consent either. Said twice it stands once. */
export async function tellOf({ storyId, householdId, by, at }: Telling): Promise<void> {
	await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		requireStage(story, "writing");
		const open = and(eq(households.id, householdId), isNull(households.closedAt));
		const [home] = await tx.select({ path: regions.path }).from(households).innerJoin(regions, inHamlet(households)).where(open);
		if (!home || !mayActIn(by, home.path, ...WRITERS)) throw new Refusal("not_found", "stories.noHome");
		const added = await tx.insert(storyHouseholds).values({ storyId, householdId, addedBy: by.personId }).onConflictDoNothing().returning();
		if (added.length === 0) return;
		await record(tx, { at, actorId: by.personId, action: "story.tell_of", subject: `story:${storyId}`, detail: { householdId } });
	});
}

/** Only who was added by hand: a household whose pair is shown leaves with its pair. */
export async function tellNoMoreOf({ storyId, householdId, by, at }: Telling): Promise<void> {
	await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		requireStage(story, "writing");
		const own = and(eq(storyHouseholds.storyId, storyId), eq(storyHouseholds.householdId, householdId), isNotNull(storyHouseholds.addedBy));
		const gone = await tx.delete(storyHouseholds).where(own).returning();
		if (gone.length === 0) return;
		await record(tx, { at, actorId: by.personId, action: "story.tell_no_more_of", subject: `story:${storyId}`, detail: { householdId } });
	});
}

const HOME = { householdId: households.id, number: households.number, head: households.headName, ...PLACE };
const isSilent = sql`exists (select 1 from story_households_silent s
	where s.story_id = ${storyHouseholds.storyId} and s.household_id = ${storyHouseholds.householdId} and s.channel = 'site')`;

/** Of whom a story tells, whether by a pair or who said so, and whether they agreed to be told of on this site. */
export async function toldIn(storyId: string) {
	return db
		.select({ ...HOME, addedBy: people.name, isSilent: isSilent.mapWith(Boolean) })
		.from(storyHouseholds)
		.innerJoin(households, eq(households.id, storyHouseholds.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.leftJoin(people, eq(people.id, storyHouseholds.addedBy))
		.where(eq(storyHouseholds.storyId, storyId));
}

/** Households of the writer's offices, by name, pinyin, number or code. */
export async function homesToTellOf(viewer: Viewer, typed: string) {
	if (typed === "") return [];
	const { ids } = await findHouseholds(viewer, { typed, most: 12, roles: WRITERS });
	return db
		.select(HOME)
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(inArray(households.id, ids))
		.orderBy(asc(households.id));
}
