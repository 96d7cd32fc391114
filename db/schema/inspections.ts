import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";
import { CAUSES, spots } from "./spots/spots.ts";

/** 偏远: a hamlet far from the road. Within its village it is drawn before those near it. */
export const remoteHamlets = sqliteTable("remote_hamlets", {
	hamletId: text()
		.primaryKey()
		.references(() => regions.id),
	markedBy: text()
		.notNull()
		.references(() => people.id),
	markedAt: moment().notNull(),
});

/** From which the hamlets of a month were drawn, so that anybody draws again: 0 unseen and far, 1 unseen, 2 far, 3 the others. */
export const inspectionPools = sqliteTable(
	"inspection_pools",
	{
		month: text().notNull(),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		stratum: integer().notNull(),
		isDrawn: flag().notNull(),
	},
	(t) => [primaryKey({ columns: [t.month, t.hamletId] }), check("inspection_pools_stratum", sql`${t.stratum} between 0 and 3`)],
);

/** 走访: a hamlet that was drawn to be seen in a month, and by whom. */
export const inspectionWalks = sqliteTable(
	"inspection_walks",
	{
		id: id(),
		month: text().notNull(),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** Null while nobody may go who is free of the village. */
		inspectorId: text().references(() => people.id),
		drawnAt: moment().notNull(),
		doneAt: moment(),
	},
	(t) => [
		uniqueIndex("inspection_walks_once").on(t.month, t.hamletId),
		index("inspection_walks_of_inspector").on(t.inspectorId, t.month),
		index("inspection_walks_of_hamlet").on(t.hamletId, t.doneAt).where(sql`${t.doneAt} is not null`),
		index("inspection_walks_of_village").on(t.villageId, t.month),
		check("inspection_walks_done_by_somebody", sql`${t.doneAt} is null or ${t.inspectorId} is not null`),
	],
);

/** The ten public places of a hamlet that a walk looks at. */
export const PLACES = ["entrance", "road", "lane", "ditch", "bins", "toilet", "square", "pond", "roadside", "vacant"] as const;
/** `none`: the hamlet has no such place. */
export const FOUND = ["clean", "fault", "none"] as const;

/** 察看: what was found at one place. A fault is a spot at once. */
export const inspections = sqliteTable(
	"inspections",
	{
		walkId: text()
			.notNull()
			.references(() => inspectionWalks.id),
		place: text({ enum: PLACES }).notNull(),
		found: text({ enum: FOUND }).notNull(),
		cause: text({ enum: CAUSES }),
		spotId: text().references(() => spots.id),
		at: moment().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.walkId, t.place] }),
		index("inspections_of_spot").on(t.spotId).where(sql`${t.spotId} is not null`),
		check("inspections_place", oneOf(t.place, PLACES)),
		check("inspections_found", oneOf(t.found, FOUND)),
		check("inspections_cause", oneOf(t.cause, CAUSES)),
		check(
			"inspections_fault",
			sql`(${t.found} = 'fault') = (${t.cause} is not null) and (${t.found} = 'fault') = (${t.spotId} is not null)`,
		),
	],
);
