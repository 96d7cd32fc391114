import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { moment } from "./columns.ts";

export const FAILURES = ["full", "locked_out", "busy", "damaged", "other"] as const;
export const DOUBTS = ["ahead", "behind"] as const;

/** What happens by itself, a row for each job of `src/jobs.ts`: who runs it, and how the last run went. */
export const jobs = sqliteTable(
	"jobs",
	{
		name: text().primaryKey(),
		/** The process that runs it now, and until when it is believed to. */
		heldBy: text(),
		heldUntil: moment(),
		startedAt: moment().notNull(),
		/** Null while it runs, and where the process died meanwhile. */
		endedAt: moment(),
		tookMs: integer(),
		succeededAt: moment(),
		failedAt: moment(),
		failure: text({ enum: FAILURES }),
		/** What the machine said, for whoever mends it. */
		failureDetail: text(),
	},
	(t) => [
		check("jobs_held", sql`(${t.heldBy} is null) = (${t.heldUntil} is null)`),
		check("jobs_failure", sql`${t.failure} in ('full', 'locked_out', 'busy', 'damaged', 'other')`),
		check("jobs_failed", sql`(${t.failedAt} is null) = (${t.failure} is null)`),
	],
);

/** What the machine's clock said, every ten minutes and at each start, beside how long the site has been running: by these rows a clock is believed or not. */
export const clockMarks = sqliteTable(
	"clock_marks",
	{
		seq: integer().primaryKey(),
		at: moment().notNull(),
		/** One life of a process, and for how many milliseconds it had lived. */
		process: text().notNull(),
		processMs: integer().notNull(),
		/** For how many milliseconds the site has been running in all its lives. */
		ranMs: integer().notNull(),
		/** Why the clock is not believed; null where it is. */
		doubt: text({ enum: DOUBTS }),
		/** What `ranMs` was when the doubt arose, and the last moment before it. */
		doubtedMs: integer(),
		doubtedAfter: moment(),
	},
	(t) => [
		check("clock_marks_doubt", sql`${t.doubt} in ('ahead', 'behind')`),
		check(
			"clock_marks_doubted",
			sql`(${t.doubt} is null) = (${t.doubtedMs} is null) and (${t.doubt} is null) = (${t.doubtedAfter} is null)`,
		),
	],
);
