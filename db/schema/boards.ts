import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../stages.ts";
import { people } from "./accounts.ts";
import { id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";

export const BOARD_LEVELS = ["hamlet", "village", "town"] as const;
export const EDITION_STAGES = ["drafted", "dropped", "proposed", "published", "withdrawn", "settled"] as const;

/** Drafted, proposed by one and signed by another, in public; settled when all objections are answered, withdrawn when one was right. */
export const EDITION_LIFE = {
	...{ rows: "board_stages", of: "board_editions", key: "edition_id", begins: "drafted" },
	next: {
		drafted: ["dropped", "proposed"],
		dropped: [],
		proposed: ["drafted", "published"],
		published: ["withdrawn", "settled"],
		withdrawn: [],
		settled: [],
	},
} as const satisfies Life<(typeof EDITION_STAGES)[number]>;

/** 榜的一期: how the places of a region compare by what drawn inspections found there. Who stands where is in its published file. */
export const boardEditions = sqliteTable(
	"board_editions",
	{
		id: id(),
		regionId: text()
			.notNull()
			.references(() => regions.id),
		/** Of what is compared. */
		level: text({ enum: BOARD_LEVELS }).notNull(),
		/** The first and the last month of the inspections. */
		fromMonth: text().notNull(),
		untilMonth: text().notNull(),
		/** Of the third list: the place's own word for 加油榜. */
		label: text().notNull(),
		/** With fewer inspections nobody is ranked; a list names at most one in so many, and so many at most. */
		least: integer().notNull(),
		oneIn: integer().notNull(),
		most: integer().notNull(),
		/** In thousandths: how often anybody is named where all are alike. */
		error: integer().notNull(),
		stage: text({ enum: EDITION_STAGES }).notNull().default("drafted"),
		stageAt: moment().notNull(),
		/** The day on which it was proposed; the board is that of this day. */
		onDay: text(),
		publishedAt: moment(),
		/** From here on no objection comes. */
		objectionsUntil: moment(),
	},
	(t) => [
		index("board_editions_of_region").on(t.regionId, t.level, t.untilMonth),
		index("board_editions_public").on(t.publishedAt, t.id).where(sql`${t.publishedAt} is not null`),
		check("board_editions_level", oneOf(t.level, BOARD_LEVELS)),
		check(
			"board_editions_months",
			sql`${t.fromMonth} || '-01' is date(${t.fromMonth} || '-01') and ${t.untilMonth} || '-01' is date(${t.untilMonth} || '-01') and ${t.fromMonth} <= ${t.untilMonth}`,
		),
		check("board_editions_label", sql`length(${t.label}) between 2 and 8`),
		check("board_editions_fair", sql`${t.least} >= 10 and ${t.oneIn} >= 10 and ${t.most} between 1 and 5 and ${t.error} between 1 and 50`),
		check("board_editions_published", sql`(${t.publishedAt} is null) = (${t.objectionsUntil} is null)`),
		check("board_editions_notice", sql`${t.objectionsUntil} >= ${t.publishedAt} + 5 * 86400000`),
	],
);

export const boardStages = sqliteTable(
	"board_stages",
	{
		editionId: text()
			.notNull()
			.references(() => boardEditions.id),
		...stepColumns(EDITION_STAGES),
	},
	(t) => stepRules(EDITION_LIFE, { ...t, thing: t.editionId }),
);

/** Why a place is praised, in one sentence. It may be written anew until the edition is proposed. */
export const boardReasons = sqliteTable(
	"board_reasons",
	{
		editionId: text()
			.notNull()
			.references(() => boardEditions.id),
		placeId: text()
			.notNull()
			.references(() => regions.id),
		words: text().notNull(),
		writtenBy: text()
			.notNull()
			.references(() => people.id),
		writtenAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.editionId, t.placeId] }), check("board_reasons_words", sql`length(${t.words}) between 5 and 60`)],
);

export const BOARD_LISTS = ["praised", "improved", "lagging"] as const;

/** Whom an edition names, with the figures of its file. */
export const boardNamed = sqliteTable(
	"board_named",
	{
		editionId: text()
			.notNull()
			.references(() => boardEditions.id),
		list: text({ enum: BOARD_LISTS }).notNull(),
		position: integer().notNull(),
		placeId: text()
			.notNull()
			.references(() => regions.id),
		faults: integer().notNull(),
		inspections: integer().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.editionId, t.list, t.position] }),
		uniqueIndex("board_named_once").on(t.editionId, t.list, t.placeId),
		index("board_named_of_place").on(t.placeId, t.list),
		check("board_named_list", oneOf(t.list, BOARD_LISTS)),
		check("board_named_faults", sql`${t.faults} between 0 and ${t.inspections}`),
	],
);

export const HELP_KINDS = ["crew", "bins", "partner"] as const;

/** 帮扶单: how a place was helped, and by which other place. Everybody reads it; no person is in it. */
export const helpOrders = sqliteTable(
	"help_orders",
	{
		id: id(),
		placeId: text()
			.notNull()
			.references(() => regions.id),
		kind: text({ enum: HELP_KINDS }).notNull(),
		helperId: text()
			.notNull()
			.references(() => regions.id),
		doneOn: text().notNull(),
		recordedBy: text()
			.notNull()
			.references(() => people.id),
		recordedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("help_orders_once").on(t.placeId, t.kind, t.helperId, t.doneOn),
		index("help_orders_of_place").on(t.placeId, t.doneOn),
		check("help_orders_kind", oneOf(t.kind, HELP_KINDS)),
		check("help_orders_another", sql`${t.helperId} <> ${t.placeId}`),
		check("help_orders_day", sql`${t.doneOn} is date(${t.doneOn}) and ${t.doneOn} <= date(${t.recordedAt} / 1000 + 28800, 'unixepoch')`),
	],
);

/** 约谈, after help and a second naming. Only the district's admin and auditor read it. */
export const talks = sqliteTable(
	"talks",
	{
		id: id(),
		editionId: text()
			.notNull()
			.references(() => boardEditions.id),
		placeId: text()
			.notNull()
			.references(() => regions.id),
		heldOn: text().notNull(),
		words: text().notNull(),
		recordedBy: text()
			.notNull()
			.references(() => people.id),
		recordedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex("talks_one_an_edition").on(t.editionId, t.placeId),
		check("talks_words", sql`length(${t.words}) between 5 and 500`),
		check("talks_day", sql`${t.heldOn} is date(${t.heldOn}) and ${t.heldOn} <= date(${t.recordedAt} / 1000 + 28800, 'unixepoch')`),
	],
);
