import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "../accounts.ts";
import { id, moment } from "../columns.ts";
import { regions } from "../regions.ts";

/** 责任单位: an office that answers for spots, with its public contact. It is an office and no person. */
export const units = sqliteTable(
	"units",
	{
		id: id(),
		/** The place to which the office belongs. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		name: text().notNull(),
		/** The office's telephone, for its public contact card; empty if it has none. */
		phone: text().notNull().default(""),
		addedBy: text()
			.notNull()
			.references(() => people.id),
		addedAt: moment().notNull(),
		closedAt: moment(),
	},
	(t) => [
		uniqueIndex("units_named_once").on(t.regionId, t.name).where(sql`${t.closedAt} is null`),
		index("units_of_region").on(t.regionId),
		check("units_name", sql`length(${t.name}) between 2 and 40`),
		check("units_phone", sql`length(${t.phone}) <= 40`),
	],
);

/** Who acts for a unit. A membership ends by `endedAt`; its row stays. */
export const unitMembers = sqliteTable(
	"unit_members",
	{
		id: id(),
		unitId: text()
			.notNull()
			.references(() => units.id),
		personId: text()
			.notNull()
			.references(() => people.id),
		addedBy: text()
			.notNull()
			.references(() => people.id),
		addedAt: moment().notNull(),
		endedAt: moment(),
		endedBy: text().references(() => people.id),
	},
	(t) => [
		uniqueIndex("unit_members_once").on(t.unitId, t.personId).where(sql`${t.endedAt} is null`),
		index("unit_members_of_person").on(t.personId),
		check("unit_members_not_oneself", sql`${t.addedBy} <> ${t.personId}`),
		check("unit_members_ended", sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
	],
);

/** 包片: which unit answers for what, where. The narrowest place decides, then the longest beginning of a category's code. */
export const areaDuties = sqliteTable(
	"area_duties",
	{
		id: id(),
		unitId: text()
			.notNull()
			.references(() => units.id),
		regionId: text()
			.notNull()
			.references(() => regions.id),
		/** The beginning of the codes for which it answers ("Q2-"); empty = for all. */
		categoryPrefix: text().notNull().default(""),
		addedBy: text()
			.notNull()
			.references(() => people.id),
		addedAt: moment().notNull(),
		endedAt: moment(),
	},
	(t) => [
		uniqueIndex("area_duties_one_unit").on(t.regionId, t.categoryPrefix).where(sql`${t.endedAt} is null`),
		index("area_duties_of_unit").on(t.unitId),
		check("area_duties_prefix", sql`length(${t.categoryPrefix}) <= 5`),
	],
);
