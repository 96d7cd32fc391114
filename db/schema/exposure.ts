import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { photos } from "./photos.ts";
import { regions } from "./regions.ts";
import { spotAssignments } from "./spots/assignments.ts";
import { spots } from "./spots/spots.ts";

/** 曝光办法, adopted by a village's assembly: without one nothing there becomes public, and nothing that was assigned before it. */
export const exposurePolicies = sqliteTable(
	"exposure_policies",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		documentNumber: text().notNull(),
		/** The day of the meeting, in Beijing. */
		adoptedOn: text().notNull(),
		recordedBy: text()
			.notNull()
			.references(() => people.id),
		recordedAt: moment().notNull(),
		endedAt: moment(),
	},
	(t) => [
		uniqueIndex("exposure_policies_one_stands").on(t.villageId).where(sql`${t.endedAt} is null`),
		check("exposure_policies_number", sql`length(${t.documentNumber}) between 2 and 60`),
		check("exposure_policies_day", sql`${t.adoptedOn} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`),
	],
);

export const EXPOSURE_STAGES = ["proposed", "dropped", "shown", "corrected", "left"] as const;

/** Proposed by one, signed by another, shown, corrected, and gone by itself. `dropped`: it never became public. */
export const EXPOSURE_LIFE = {
	...{ rows: "exposure_stages", of: "exposures", key: "exposure_id", begins: "proposed" },
	next: { proposed: ["shown", "dropped"], dropped: [], shown: ["corrected", "left"], corrected: ["left"], left: [] },
} as const satisfies Life<(typeof EXPOSURE_STAGES)[number]>;

/** 曝光卡: a spot that is past its deadline, in public for a while. Place, kind, picture, unit and deadline are those of its spot and order. */
export const exposures = sqliteTable(
	"exposures",
	{
		id: id(),
		spotId: text()
			.notNull()
			.references(() => spots.id),
		assignmentId: text()
			.notNull()
			.references(() => spotAssignments.id),
		policyId: text()
			.notNull()
			.references(() => exposurePolicies.id),
		/** That of the spot, so that lists need no join. */
		villageId: text()
			.notNull()
			.references(() => regions.id),
		/** Of how it was; its persons, doors and plates are hidden. */
		beforeId: text()
			.notNull()
			.references(() => photos.id),
		afterId: text().references(() => photos.id),
		stage: text({ enum: EXPOSURE_STAGES }).notNull().default("proposed"),
		stageAt: moment().notNull(),
		shownAt: moment(),
		correctedAt: moment(),
		/** 30 days after it appeared, 7 after the correction, whichever comes first. From then on no reader finds it, whether or not a job ran. */
		leavesAt: moment(),
		/** 涉及我: hidden from this moment until somebody looked into it. */
		hiddenAt: moment(),
	},
	(t) => [
		uniqueIndex("exposures_one_an_order").on(t.assignmentId).where(sql`${t.stage} <> 'dropped'`),
		index("exposures_public").on(t.shownAt, t.id).where(sql`${t.stage} in ('shown', 'corrected')`),
		index("exposures_of_village").on(t.villageId, t.stageAt),
		index("exposures_of_spot").on(t.spotId),
		check(
			"exposures_shown",
			sql`(${t.shownAt} is null) = (${t.leavesAt} is null) and (${t.shownAt} is not null or ${t.correctedAt} is null)`,
		),
		check("exposures_corrected", sql`(${t.correctedAt} is null) = (${t.afterId} is null)`),
		check(
			"exposures_leave_in_time",
			sql`${t.leavesAt} <= ${t.shownAt} + 30 * 86400000 and (${t.correctedAt} is null or ${t.leavesAt} <= max(${t.correctedAt}, ${t.shownAt}) + 7 * 86400000)`,
		),
	],
);

export const exposureStages = sqliteTable(
	"exposure_stages",
	{
		exposureId: text()
			.notNull()
			.references(() => exposures.id),
		...stepColumns(EXPOSURE_STAGES),
	},
	(t) => stepRules(EXPOSURE_LIFE, { ...t, thing: t.exposureId }),
);

/** 涉及我: anybody hides a card at once. Who it was is not kept. */
export const exposureTakedowns = sqliteTable(
	"exposure_takedowns",
	{
		id: id(),
		exposureId: text()
			.notNull()
			.references(() => exposures.id),
		number: integer().notNull(),
		/** Needed from the second time on. */
		words: text().notNull().default(""),
		pressedAt: moment().notNull(),
		/** 24 hours later. */
		dueAt: moment().notNull(),
		outcome: text({ enum: ["kept", "removed"] }),
		outcomeWords: text(),
		reviewedBy: text().references(() => people.id),
		reviewedAt: moment(),
	},
	(t) => [
		uniqueIndex("exposure_takedowns_in_order").on(t.exposureId, t.number),
		uniqueIndex("exposure_takedowns_one_open").on(t.exposureId).where(sql`${t.outcome} is null`),
		check(
			"exposure_takedowns_words",
			sql`length(${t.words}) <= 200 and (${t.number} = 1 or length(${t.words}) >= 5) and length(${t.outcomeWords}) between 2 and 200`,
		),
		check("exposure_takedowns_outcome", oneOf(t.outcome, ["kept", "removed"])),
		check(
			"exposure_takedowns_whole",
			sql`(${t.outcome} is null) = (${t.outcomeWords} is null) and (${t.outcome} is null) = (${t.reviewedBy} is null) and (${t.outcome} is null) = (${t.reviewedAt} is null)`,
		),
	],
);

/** 更正: a card that should not have been shown is named in the same place, for as long as it had been there, at least seven days. */
export const exposureCorrections = sqliteTable(
	"exposure_corrections",
	{
		exposureId: text()
			.primaryKey()
			.references(() => exposures.id),
		why: text({ enum: ["appeal", "takedown"] }).notNull(),
		publishedAt: moment().notNull(),
		until: moment().notNull(),
	},
	(t) => [
		index("exposure_corrections_until").on(t.until),
		check("exposure_corrections_why", oneOf(t.why, ["appeal", "takedown"])),
		check("exposure_corrections_last", sql`${t.until} >= ${t.publishedAt} + 7 * 86400000`),
	],
);
