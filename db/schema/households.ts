import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts.ts";
import { flag, id, moment } from "./columns.ts";
import { regions } from "./regions.ts";

/** 户. The public may see `publicCode`; the QR code at the door holds `doorToken`; `headName` and `number` are internal. */
export const households = sqliteTable(
	"households",
	{
		id: id(),
		hamletId: text()
			.notNull()
			.references(() => regions.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		number: text().notNull(),
		headName: text().notNull(),
		publicCode: text().notNull().unique(),
		doorToken: text().notNull().unique(),
		doorTokenSince: moment().notNull(),
		status: text({ enum: ["lived_in", "away", "empty"] })
			.notNull()
			.default("lived_in"),
		isHardship: flag().notNull().default(false),
		isUnranked: flag().notNull().default(false),
		createdAt: moment().notNull(),
		closedAt: moment(),
		/** The household into which it was merged; its old addresses lead there. */
		goesOnId: text().references((): AnySQLiteColumn => households.id),
		/** The household from which it was split. */
		splitFromId: text().references((): AnySQLiteColumn => households.id),
	},
	(t) => [
		uniqueIndex("households_open_number_in_hamlet").on(t.hamletId, t.number).where(sql`${t.closedAt} is null`),
		index("households_closed_in_hamlet").on(t.hamletId, t.number).where(sql`${t.closedAt} is not null`),
		index("households_merged").on(t.goesOnId).where(sql`${t.goesOnId} is not null`),
		index("households_by_village").on(t.villageId),
		check("households_number", sql`${t.number} glob '[0-9][0-9][0-9][0-9]'`),
		check("households_door_token", sql`length(${t.doorToken}) = 10`),
	],
);

/** A person has one household at a time; earlier ones stay as rows. */
export const householdMembers = sqliteTable(
	"household_members",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		personId: text()
			.notNull()
			.references(() => people.id),
		joinedAt: moment().notNull(),
		leftAt: moment(),
	},
	(t) => [
		uniqueIndex("household_members_one_at_a_time").on(t.personId).where(sql`${t.leftAt} is null`),
		index("household_members_by_household").on(t.householdId),
		// Few people move; each batch of ballots asks who did.
		index("household_members_moved").on(t.personId).where(sql`${t.leftAt} is not null`),
		index("household_members_left").on(t.leftAt).where(sql`${t.leftAt} is not null`),
	],
);

/** 回避: households on which this person never decides. */
export const declaredRelatives = sqliteTable(
	"declared_relatives",
	{
		id: id(),
		personId: text()
			.notNull()
			.references(() => people.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		declaredAt: moment().notNull(),
	},
	(t) => [uniqueIndex("declared_relatives_once").on(t.personId, t.householdId)],
);

/** A slip of paper with a one-time PIN for one member of a household. */
export const signInSlips = sqliteTable(
	"sign_in_slips",
	{
		id: id(),
		householdId: text()
			.notNull()
			.references(() => households.id),
		personId: text()
			.notNull()
			.references(() => people.id),
		pinHash: text().notNull(),
		issuedBy: text().references(() => people.id),
		issuedAt: moment().notNull(),
		expiresAt: moment().notNull(),
		usedAt: moment(),
		cancelledAt: moment(),
	},
	(t) => [
		uniqueIndex("sign_in_slips_one_open").on(t.personId).where(sql`${t.usedAt} is null and ${t.cancelledAt} is null`),
		index("sign_in_slips_by_household").on(t.householdId),
	],
);
