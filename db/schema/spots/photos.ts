import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { photos } from "../photos.ts";
import { spotAssignments } from "./assignments.ts";
import { spotReports, spots } from "./spots.ts";

export const PHOTOS_A_REPORT = 3;

/** The pictures of a spot: before, by its reports; after, by the assignment that they answer. */
export const spotPhotos = sqliteTable(
	"spot_photos",
	{
		photoId: text()
			.primaryKey()
			.references(() => photos.id),
		spotId: text()
			.notNull()
			.references(() => spots.id),
		reportId: text().references(() => spotReports.id),
		assignmentId: text().references(() => spotAssignments.id),
		position: integer().notNull(),
		/** Of the bytes as they came. */
		sha256: text().notNull(),
	},
	(t) => [
		uniqueIndex("spot_photos_of_report").on(t.reportId, t.position).where(sql`${t.reportId} is not null`),
		uniqueIndex("spot_photos_of_assignment").on(t.assignmentId, t.position).where(sql`${t.assignmentId} is not null`),
		uniqueIndex("spot_photos_same_picture_once").on(t.spotId, t.sha256),
		check("spot_photos_of_one", sql`(${t.reportId} is null) <> (${t.assignmentId} is null)`),
		check("spot_photos_position", sql`${t.position} between 1 and iif(${t.reportId} is null, 9, ${sql.raw(String(PHOTOS_A_REPORT))})`),
	],
);
