import { sql } from "drizzle-orm";
import { check, index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { id, moment } from "../columns.ts";
import { households } from "../households.ts";
import { regions } from "../regions.ts";
import { stories } from "./stories.ts";

/** 我家也来一次: which households began a pair from a story. Everybody reads only how many. */
export const storyStarts = sqliteTable(
	"story_starts",
	{
		storyId: text()
			.notNull()
			.references(() => stories.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		at: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.storyId, t.householdId] })],
);

/** 推荐位: what home (of a district) or a village shows first, from a moment on. The newest one that has begun counts; a new one is a new row. */
export const featuredSlots = sqliteTable(
	"featured_slots",
	{
		id: id(),
		regionId: text()
			.notNull()
			.references(() => regions.id),
		startsAt: moment().notNull(),
		/** Ids of stories in their order; an empty string leaves the slot to the rule. */
		storyIds: text({ mode: "json" }).$type<string[]>().notNull(),
		setBy: text()
			.notNull()
			.references(() => people.id),
		setAt: moment().notNull(),
	},
	(t) => [
		index("featured_slots_of_place").on(t.regionId, t.startsAt, t.setAt),
		check("featured_slots_three", sql`json_array_length(${t.storyIds}) = 3`),
	],
);
