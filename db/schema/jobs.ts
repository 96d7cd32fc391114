import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { moment } from "./columns.ts";

export const FAILURES = ["full", "locked_out", "busy", "damaged", "other"] as const;
export const DOUBTS = ["ahead", "behind"] as const;

/** One row for each job of `src/jobs.ts`: who runs it, and how its last run went. */
export const jobs = sqliteTable(
	"jobs",
	{
		name: text().primaryKey(),
		/** The process that runs it now, and until when that is believed. */
		heldBy: text(),
		heldUntil: moment(),
		startedAt: moment().notNull(),
		/** Null while it runs, or if the process died. */
		endedAt: moment(),
		tookMs: integer(),
		succeededAt: moment(),
		failedAt: moment(),
		failure: text({ enum: FAILURES }),
		/** The error's text, for whoever repairs it. */
		failureDetail: text(),
	},
	(t) => [
		check("jobs_held", sql`(${t.heldBy} is null) = (${t.heldUntil} is null)`),
		check("jobs_failure", sql`${t.failure} in ('full', 'locked_out', 'busy', 'damaged', 'other')`),
		check("jobs_failed", sql`(${t.failedAt} is null) = (${t.failure} is null)`),
	],
);

/** The machine's clock every ten minutes and at each start, beside the site's running time. By these rows the clock is believed or not. */
export const clockMarks = sqliteTable(
	"clock_marks",
	{
		seq: integer().primaryKey(),
		at: moment().notNull(),
		/** One start of the server, and for how many milliseconds it had run. */
		process: text().notNull(),
		processMs: integer().notNull(),
		/** Milliseconds that the site has run in all its processes together. */
		ranMs: integer().notNull(),
		/** Why the clock is not believed; null if it is. */
		doubt: text({ enum: DOUBTS }),
		/** `ranMs` when the doubt arose, and the last moment before it. */
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
