import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { regions } from "./regions.ts";

/** 轮廓: where a village lies, as the district's own map says: the coordinates of a MultiPolygon (RFC 7946), simplified and rounded. */
export const regionOutlines = sqliteTable("region_outlines", {
	regionId: text()
		.primaryKey()
		.references(() => regions.id, { onDelete: "cascade" }),
	shape: text().notNull(),
});
