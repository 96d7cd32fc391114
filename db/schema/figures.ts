import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
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
		/** Of a hamlet: when somebody whom a draw had sent there finished the newest walk. */
		walkedAt: moment(),
	},
	(t) => [index("region_figures_walked").on(t.walkedAt, t.hamlets).where(sql`${t.walkedAt} is not null`)],
);

/**
 * What happened in each region, with all below it, in each month of Beijing: counted by triggers as well. `looked` are the places that drawn walks saw there and
 * that count for the village (no gap in its facilities, nothing under appeal), `clean` those of them without a fault. `mended` are the orders whose fix was
 * confirmed, `mendedInTime` those whose fix was said before its deadline; orders by a plan, for a gap or under appeal are not among them.
 */
export const regionMonths = sqliteTable(
	"region_months",
	{
		regionId: text()
			.notNull()
			.references(() => regions.id, { onDelete: "cascade" }),
		month: text().notNull(),
		/** Published pairs. */
		pairs: figure(),
		looked: figure(),
		clean: figure(),
		mended: figure(),
		mendedInTime: figure(),
	},
	(t) => [primaryKey({ columns: [t.regionId, t.month] })],
);
