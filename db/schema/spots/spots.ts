import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../../stages.ts";
import { people } from "../accounts.ts";
import { leafCategories } from "../campaign.ts";
import { id, moment, oneOf } from "../columns.ts";
import { regions } from "../regions.ts";
import { units } from "./units.ts";

export const SPOT_STAGES = [
	"reported",
	"checked",
	"merged",
	"not_ours",
	"assigned",
	"in_hand",
	"half_done",
	"said_fixed",
	"confirmed",
	"relapsed",
] as const;

/**
 * 发现 → 核实 → 交办 → 整改 → 说已改好 → 复核销号 → 反弹. What was confirmed goes back into hand only by the reporter's "it isn't"; found again later it has
 * relapsed and is assigned anew.
 */
export const SPOT_LIFE = {
	...{ rows: "spot_stages", of: "spots", key: "spot_id", begins: "reported" },
	next: {
		reported: ["checked", "merged", "not_ours"],
		checked: ["assigned", "merged", "not_ours"],
		merged: [],
		// Only by a second look (`spot_second_looks`).
		not_ours: ["reported"],
		assigned: ["in_hand", "half_done", "said_fixed", "assigned"],
		in_hand: ["half_done", "said_fixed", "assigned"],
		half_done: ["said_fixed", "assigned"],
		said_fixed: ["confirmed", "in_hand"],
		confirmed: ["relapsed", "in_hand"],
		relapsed: ["assigned"],
	},
} as const satisfies Life<(typeof SPOT_STAGES)[number]>;

export const CAUSES = ["behavior", "cleaning_duty", "facility_gap", "legacy", "cross_boundary", "construction"] as const;
/** A within 24 hours, B 3 days, C 7 days, D a plan within 7 days and its milestones. */
export const GRADES = ["A", "B", "C", "D"] as const;

/** 点位: a public place with a problem. It holds no person and no door; a position is in thousandths of a degree, about 100 m. */
export const spots = sqliteTable(
	"spots",
	{
		id: id(),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		categoryCode: text()
			.notNull()
			.references(() => leafCategories.code),
		/** Where in the hamlet, in a few words (村口桥头). */
		place: text().notNull().default(""),
		cellNorth: integer(),
		cellEast: integer(),
		foundAt: moment().notNull(),
		stage: text({ enum: SPOT_STAGES }).notNull().default("reported"),
		stageAt: moment().notNull(),
		/** The open spot that this one turned out to be. */
		mergedIntoId: text().references((): AnySQLiteColumn => spots.id),
		/** Those of the newest assignment, by a trigger, so that lists need no join. */
		unitId: text().references(() => units.id),
		cause: text({ enum: CAUSES }),
		grade: text({ enum: GRADES }),
		dueAt: moment(),
	},
	(t) => [
		index("spots_to_triage").on(t.villageId, t.foundAt).where(sql`${t.stage} in ('reported', 'checked', 'relapsed')`),
		index("spots_in_work").on(t.unitId, t.dueAt).where(sql`${t.stage} in ('assigned', 'in_hand', 'half_done')`),
		// Those that count for their village: neither by a plan nor for a gap.
		index("spots_of_village_in_work")
			.on(t.villageId, t.dueAt, t.id)
			.where(sql`${t.stage} in ('assigned', 'in_hand', 'half_done') and ${t.grade} <> 'D' and ${t.cause} <> 'facility_gap'`),
		index("spots_to_confirm").on(t.villageId, t.stageAt).where(sql`${t.stage} = 'said_fixed'`),
		index("spots_of_hamlet").on(t.hamletId, t.categoryCode, t.foundAt),
		index("spots_of_village").on(t.villageId, t.foundAt),
		index("spots_newest").on(t.foundAt, t.id),
		index("spots_closed").on(t.stageAt).where(sql`${t.stage} in ('merged', 'not_ours', 'confirmed')`),
		index("spots_merged_into").on(t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
		index("spots_around")
			.on(t.cellNorth, t.cellEast)
			.where(sql`${t.stage} not in ('merged', 'not_ours', 'confirmed') and cell_north is not null`),
		check("spots_place", sql`length(${t.place}) <= 40`),
		check(
			"spots_position",
			sql`(${t.cellNorth} is null) = (${t.cellEast} is null) and abs(${t.cellNorth}) <= 90000 and abs(${t.cellEast}) <= 180000`,
		),
		check("spots_cause", oneOf(t.cause, CAUSES)),
		check("spots_grade", oneOf(t.grade, GRADES)),
		check("spots_merged", sql`(${t.mergedIntoId} is null) or (${t.mergedIntoId} <> ${t.id})`),
	],
);

export const spotStages = sqliteTable(
	"spot_stages",
	{
		spotId: text()
			.notNull()
			.references(() => spots.id),
		...stepColumns(SPOT_STAGES),
	},
	(t) => [
		...stepRules(SPOT_LIFE, { ...t, thing: t.spotId }),
		// Of which it is asked how many held.
		index("spot_stages_confirmed").on(t.at).where(sql`${t.stage} = 'confirmed'`),
	],
);

/** 复看: what somebody tied to the village turned away is looked at once more by the town or the district. A trigger opens it with the step. */
export const spotSecondLooks = sqliteTable(
	"spot_second_looks",
	{
		stepId: text()
			.primaryKey()
			.references(() => spotStages.id),
		spotId: text()
			.notNull()
			.references(() => spots.id),
		openedAt: moment().notNull(),
		lookedBy: text().references(() => people.id),
		lookedAt: moment(),
		isReopened: integer({ mode: "boolean" }),
	},
	(t) => [
		index("spot_second_looks_open").on(t.spotId).where(sql`${t.lookedAt} is null`),
		index("spot_second_looks_of_spot").on(t.spotId),
		check(
			"spot_second_looks_whole",
			sql`(${t.lookedAt} is null) = (${t.lookedBy} is null) and (${t.lookedAt} is null) = (${t.isReopened} is null)`,
		),
	],
);

/** 随手拍: what somebody reported. The first begins the spot, every further one is a witness. Who it was, no office of the place reads. */
export const spotReports = sqliteTable(
	"spot_reports",
	{
		id: id(),
		spotId: text()
			.notNull()
			.references(() => spots.id),
		number: integer().notNull(),
		/** Of the form: sent twice, it is one report. The reference of the page to follow it comes from it (`reports.ts`). */
		idempotencyKey: text().notNull().unique(),
		referenceHash: text().notNull().unique(),
		/** Null without an account. */
		personId: text().references(() => people.id),
		/** Sealed; null if none was given, and from the closing on. */
		phoneSealed: text(),
		words: text().notNull().default(""),
		/** Why a person must read the words before anybody else does; null if nothing speaks against them. */
		heldFor: text({ enum: ["rude", "personal"] }),
		/** When somebody let them through, or struck them. */
		passedAt: moment(),
		passedBy: text().references(() => people.id),
		isStruck: integer({ mode: "boolean" }).notNull().default(false),
		reportedAt: moment().notNull(),
		/** 没有弄好: said once. */
		contestedAt: moment(),
		contestWords: text(),
	},
	(t) => [
		uniqueIndex("spot_reports_in_order").on(t.spotId, t.number),
		index("spot_reports_of_person").on(t.personId, t.reportedAt).where(sql`${t.personId} is not null`),
		check("spot_reports_words", sql`length(${t.words}) <= 200 and length(${t.contestWords}) <= 200`),
		check("spot_reports_held", sql`${t.heldFor} in ('rude', 'personal')`),
		check(
			"spot_reports_passed",
			sql`(${t.passedAt} is null) = (${t.passedBy} is null) and (${t.isStruck} = 0 or ${t.passedAt} is not null)`,
		),
		check("spot_reports_contested", sql`(${t.contestedAt} is null) = (${t.contestWords} is null)`),
	],
);
