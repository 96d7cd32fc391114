import { sql } from "drizzle-orm";
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { id, moment } from "./columns.ts";
import { households } from "./households.ts";

/** One stored picture, of a household or of a spot. After release the public may load the derivatives of its current revision. */
export const photos = sqliteTable(
	"photos",
	{
		id: id(),
		/** Null: it shows a public place (`spot_photos`). */
		householdId: text().references(() => households.id),
		/** Null where somebody without an account reported a spot. */
		receivedBy: text().references(() => people.id),
		receivedAt: moment().notNull(),
		/** Of the bytes as they came. */
		sha256: text().notNull(),
		format: text({ enum: ["jpeg", "png", "webp", "avif", "heic"] }).notNull(),
		/** After rotation. */
		width: integer().notNull(),
		height: integer().notNull(),
		/** From the camera's metadata, read before it is removed. */
		takenAt: moment(),
		thumbhash: text().notNull(),
		averageColour: text().notNull(),
		/** Mean luma, 0 black to 255 white. */
		brightness: real().notNull(),
		/** Variance of the Laplacian on the 480 px grey picture; small is blurred. */
		sharpness: real().notNull(),
		originalName: text().unique(),
		originalExpiresAt: moment(),
		revision: integer().notNull().default(0),
		/** Set only if the current revision has a redaction decision (trigger). */
		releasedAt: moment(),
		withdrawnAt: moment(),
		/** When files, original and fingerprints were deleted for good. The row stays, because decisions refer to it. */
		erasedAt: moment(),
	},
	(t) => [
		index("photos_by_household").on(t.householdId),
		index("photos_by_sha").on(t.sha256),
		index("photos_by_original_expiry").on(t.originalExpiresAt).where(sql`${t.originalName} is not null`),
		check("photos_received_by", sql`${t.householdId} is null or ${t.receivedBy} is not null`),
		check("photos_format", sql`${t.format} in ('jpeg', 'png', 'webp', 'avif', 'heic')`),
		check("photos_size", sql`${t.width} > 0 and ${t.height} > 0`),
		check("photos_original_expires", sql`(${t.originalName} is null) = (${t.originalExpiresAt} is null)`),
		check("photos_gone_is_unreleased", sql`${t.releasedAt} is null or (${t.withdrawnAt} is null and ${t.erasedAt} is null)`),
		check("photos_erased_keeps_no_original", sql`${t.erasedAt} is null or ${t.originalName} is null`),
	],
);

/** A file that may be served. `name` cannot be guessed and is never used again. */
export const photoDerivatives = sqliteTable(
	"photo_derivatives",
	{
		name: text().primaryKey(),
		photoId: text()
			.notNull()
			.references(() => photos.id),
		revision: integer().notNull(),
		format: text({ enum: ["avif", "jpeg"] }).notNull(),
		width: integer().notNull(),
		height: integer().notNull(),
		bytes: integer().notNull(),
		sha256: text().notNull(),
	},
	(t) => [
		index("photo_derivatives_by_photo").on(t.photoId),
		check("photo_derivatives_format", sql`${t.format} in ('avif', 'jpeg')`),
		check("photo_derivatives_bytes", sql`${t.bytes} > 0`),
	],
);

/** What to hide before anybody else sees the picture. No rectangles = somebody looked and found nothing to hide. */
export const photoRedactions = sqliteTable(
	"photo_redactions",
	{
		id: id(),
		photoId: text()
			.notNull()
			.references(() => photos.id),
		/** The revision that this decision lets out. */
		revision: integer().notNull(),
		/** Fractions of width and height, 0 to 1. */
		rectangles: text({ mode: "json" }).$type<{ x: number; y: number; width: number; height: number }[]>().notNull(),
		decidedBy: text()
			.notNull()
			.references(() => people.id),
		decidedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("photo_redactions_once_a_revision").on(t.photoId, t.revision),
		check("photo_redactions_rectangles", sql`json_type(${t.rectangles}) = 'array'`),
	],
);

/** Recognises a copy. `number` is short, because `photo_marks` repeats it for each corner. */
export const photoFingerprints = sqliteTable("photo_fingerprints", {
	number: integer().primaryKey({ autoIncrement: true }),
	photoId: text()
		.notNull()
		.unique()
		.references(() => photos.id),
	/** Six bytes a corner: word, x, y. */
	marks: blob({ mode: "buffer" }).notNull(),
	/** Grey pixels, row by row. */
	thumb: blob({ mode: "buffer" }).notNull(),
	thumbWidth: integer().notNull(),
});

/** The pictures with a corner of this word: an index that finds a copy among a million pictures. */
export const photoMarks = sqliteTable(
	"photo_marks",
	{
		word: integer().notNull(),
		/** No foreign key: it would need an index by number, or each deletion of a fingerprint would read the whole table. */
		number: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.word, t.number] })],
);

/** A picture that was a copy of an earlier one at intake. */
export const photoLikenesses = sqliteTable(
	"photo_likenesses",
	{
		photoId: text()
			.notNull()
			.references(() => photos.id),
		earlierPhotoId: text()
			.notNull()
			.references(() => photos.id),
		how: text({ enum: ["same", "mirrored", "cropped"] }).notNull(),
		/** 0 = the same pixels. */
		distance: real().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.photoId, t.earlierPhotoId] }),
		index("photo_likenesses_by_earlier").on(t.earlierPhotoId),
		check("photo_likenesses_how", sql`${t.how} in ('same', 'mirrored', 'cropped')`),
	],
);
