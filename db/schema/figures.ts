import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { moment } from "./columns.ts";
import { regions } from "./regions.ts";

const figure = () => integer().notNull().default(0);

/** What there is in each region with all below it. Triggers count in the transaction of each change, so that no page counts; `verify` counts anew. */
export const regionFigures = sqliteTable(
	"region_figures",
	{
		regionId: text()
			.primaryKey()
			.references(() => regions.id, { onDelete: "cascade" }),
		/** Open places directly below. */
		places: figure(),
		/** Open hamlets, a hamlet itself among them. */
		hamlets: figure(),
		/** Open households. */
		households: figure(),
		/** Published pairs. */
		pairs: figure(),
		selfStarted: figure(),
		/** Households with a published pair. */
		takingPart: figure(),
		/** Pairs that wait for a moderator. */
		waiting: figure(),
		/** Of a hamlet: when the newest of its published pairs was published. */
		lastPublishedAt: moment(),
	},
	(t) => [index("region_figures_seen").on(t.lastPublishedAt, t.hamlets).where(sql`${t.lastPublishedAt} is not null`)],
);
