import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { id, moment, oneOf } from "../columns.ts";
import { regions } from "../regions.ts";
import { CAUSES, GRADES, spots } from "./spots.ts";
import { units } from "./units.ts";

/** 交办单: the private notice to a unit, with its clock; what the unit explains and appeals stands beside it. */
export const spotAssignments = sqliteTable(
	"spot_assignments",
	{
		id: id(),
		spotId: text()
			.notNull()
			.references(() => spots.id),
		number: integer().notNull(),
		unitId: text()
			.notNull()
			.references(() => units.id),
		cause: text({ enum: CAUSES }).notNull(),
		grade: text({ enum: GRADES }).notNull(),
		/** What is to be done. */
		words: text().notNull().default(""),
		assignedBy: text()
			.notNull()
			.references(() => people.id),
		/** T0: from here the grace runs. */
		assignedAt: moment().notNull(),
		dueAt: moment().notNull(),
		/** 说明 of the unit, shown beside the card if there ever is one. */
		explanation: text(),
		explainedBy: text().references(() => people.id),
		explainedAt: moment(),
		/** 申诉: from here on nothing of it has an effect, until another person decided. */
		appealWords: text(),
		appealedBy: text().references(() => people.id),
		appealedAt: moment(),
		/** Third working day after the appeal. */
		appealDueAt: moment(),
		appealAnswer: text({ enum: ["upheld", "rejected"] }),
		answerWords: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		uniqueIndex("spot_assignments_in_order").on(t.spotId, t.number),
		index("spot_assignments_of_unit").on(t.unitId, t.assignedAt),
		index("spot_assignments_appealed").on(t.appealDueAt).where(sql`${t.appealedAt} is not null and ${t.answeredAt} is null`),
		check("spot_assignments_cause", oneOf(t.cause, CAUSES)),
		check("spot_assignments_grade", oneOf(t.grade, GRADES)),
		check("spot_assignments_due", sql`${t.dueAt} > ${t.assignedAt}`),
		check("spot_assignments_words", sql`length(${t.words}) <= 200 and length(${t.explanation}) between 2 and 200`),
		check("spot_assignments_appeal", sql`length(${t.appealWords}) between 5 and 300 and length(${t.answerWords}) between 5 and 300`),
		check(
			"spot_assignments_explained",
			sql`(${t.explanation} is null) = (${t.explainedBy} is null) and (${t.explanation} is null) = (${t.explainedAt} is null)`,
		),
		check(
			"spot_assignments_appealed_whole",
			sql`(${t.appealWords} is null) = (${t.appealedBy} is null) and (${t.appealWords} is null) = (${t.appealedAt} is null) and (${t.appealWords} is null) = (${t.appealDueAt} is null)`,
		),
		check(
			"spot_assignments_answered_whole",
			sql`(${t.appealAnswer} is null) = (${t.answeredBy} is null) and (${t.appealAnswer} is null) = (${t.answeredAt} is null) and (${t.appealAnswer} is null) = (${t.answerWords} is null)
				and (${t.appealAnswer} is null or ${t.appealWords} is not null)`,
		),
		check("spot_assignments_answer", sql`${t.appealAnswer} in ('upheld', 'rejected')`),
	],
);

/** The steps of a plan (grade D), each with its day. */
export const spotMilestones = sqliteTable(
	"spot_milestones",
	{
		assignmentId: text()
			.notNull()
			.references(() => spotAssignments.id),
		position: integer().notNull(),
		words: text().notNull(),
		dueAt: moment().notNull(),
		doneAt: moment(),
		doneBy: text().references(() => people.id),
	},
	(t) => [
		primaryKey({ columns: [t.assignmentId, t.position] }),
		check("spot_milestones_words", sql`length(${t.words}) between 2 and 100`),
		check("spot_milestones_done", sql`(${t.doneAt} is null) = (${t.doneBy} is null)`),
	],
);

export const GAP_ANSWERS = ["granted", "planned", "refused"] as const;

/** 设施缺口申请: what a place cannot mend itself goes to the place above, with a clock of its own. */
export const gapRequests = sqliteTable(
	"gap_requests",
	{
		id: id(),
		spotId: text()
			.notNull()
			.unique()
			.references(() => spots.id),
		/** The town or district that must answer. */
		askedOf: text()
			.notNull()
			.references(() => regions.id),
		/** What is missing. */
		words: text().notNull(),
		askedBy: text()
			.notNull()
			.references(() => people.id),
		askedAt: moment().notNull(),
		dueAt: moment().notNull(),
		answer: text({ enum: GAP_ANSWERS }),
		answerWords: text(),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
	},
	(t) => [
		index("gap_requests_open").on(t.askedOf, t.dueAt).where(sql`${t.answeredAt} is null`),
		check("gap_requests_words", sql`length(${t.words}) between 2 and 200 and length(${t.answerWords}) between 2 and 300`),
		check("gap_requests_answer", oneOf(t.answer, GAP_ANSWERS)),
		check(
			"gap_requests_whole",
			sql`(${t.answer} is null) = (${t.answerWords} is null) and (${t.answer} is null) = (${t.answeredBy} is null) and (${t.answer} is null) = (${t.answeredAt} is null)`,
		),
		check("gap_requests_two_people", sql`${t.answeredBy} <> ${t.askedBy}`),
	],
);
