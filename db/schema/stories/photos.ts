import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { moment } from "../columns.ts";
import { photos } from "../photos.ts";
import { stories } from "./stories.ts";

/** A picture that the office took itself: a lane, a day of work. A block of the story shows it as `own/photoId`. */
export const storyPhotos = sqliteTable(
	"story_photos",
	{
		photoId: text()
			.primaryKey()
			.references(() => photos.id),
		storyId: text()
			.notNull()
			.references(() => stories.id),
		/** What one sees, also for those who do not see it. */
		words: text().notNull(),
		/** 摄影; empty: not told. */
		takenBy: text().notNull(),
		addedBy: text()
			.notNull()
			.references(() => people.id),
		addedAt: moment().notNull(),
	},
	(t) => [
		index("story_photos_of_story").on(t.storyId, t.addedAt),
		check("story_photos_words", sql`length(${t.words}) between 2 and 40 and length(${t.takenBy}) <= 20`),
	],
);
