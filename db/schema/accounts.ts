import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, moment, oneOf } from "./columns.ts";
import { regions } from "./regions.ts";

/** In the order in which forms offer them. */
export const ROLES = [
	"moderator",
	"inspector",
	"publicist",
	"storekeeper",
	"auditor",
	"village_admin",
	"town_admin",
	"district_admin",
] as const;

/** A member of a household, or staff (with a username). */
export const people = sqliteTable(
	"people",
	{
		id: id(),
		name: text().notNull(),
		username: text().unique(),
		passphraseHash: text(),
		passphraseChangedAt: moment(),
		/** Who printed the slip to which the session goes back in which a villager chose the passphrase; of staff, who issued the link by which they chose it. */
		letInBy: text().references((): AnySQLiteColumn => people.id),
		/** Base32, sealed by `platform/secrets.ts`. */
		totpSecret: text(),
		totpConfirmedAt: moment(),
		/** The last accepted 30-second step, so that each code works once. */
		totpLastStep: integer(),
		isUnder14: flag().notNull().default(false),
		createdAt: moment().notNull(),
		disabledAt: moment(),
	},
	(t) => [
		check("people_username", sql`${t.username} = lower(${t.username}) and length(${t.username}) between 2 and 32`),
		check("people_totp", sql`${t.totpConfirmedAt} is null or ${t.totpSecret} is not null`),
	],
);

/** `id` is the SHA-256 of what the cookie holds. */
export const sessions = sqliteTable(
	"sessions",
	{
		id: text().primaryKey(),
		personId: text()
			.notNull()
			.references(() => people.id, { onDelete: "cascade" }),
		kind: text({ enum: ["villager", "staff"] }).notNull(),
		startedAt: moment().notNull(),
		lastSeenAt: moment().notNull(),
		expiresAt: moment().notNull(),
		/** A villager's session that can only vote at a kiosk. */
		isAtKiosk: flag().notNull().default(false),
		/** Who printed the slip that opened it, or the slip or link to which its passphrase goes back. */
		letInBy: text().references(() => people.id),
	},
	(t) => [index("sessions_by_person").on(t.personId), check("sessions_kind", sql`${t.kind} in ('villager', 'staff')`)],
);

/** A role over a region and everything below it. A grant ends by `revokedAt`; its row stays. */
export const roleGrants = sqliteTable(
	"role_grants",
	{
		id: id(),
		personId: text()
			.notNull()
			.references(() => people.id),
		role: text({ enum: ROLES }).notNull(),
		regionId: text()
			.notNull()
			.references(() => regions.id),
		grantedBy: text().references(() => people.id),
		grantedAt: moment().notNull(),
		revokedAt: moment(),
		revokedBy: text().references(() => people.id),
	},
	(t) => [
		index("role_grants_of_person").on(t.personId),
		index("role_grants_at_region").on(t.regionId),
		uniqueIndex("role_grants_held_once").on(t.personId, t.role, t.regionId).where(sql`${t.revokedAt} is null`),
		check("role_grants_not_oneself", sql`${t.grantedBy} <> ${t.personId} and ${t.revokedBy} <> ${t.personId}`),
		check("role_grants_role", oneOf(t.role, ROLES)),
	],
);

/** Links for choosing a passphrase: set-up of an empty site, an invitation, a reset. Only the token's hash is stored. */
export const passphraseLinks = sqliteTable(
	"passphrase_links",
	{
		tokenHash: text().primaryKey(),
		purpose: text({ enum: ["setup", "invite", "reset"] }).notNull(),
		personId: text().references(() => people.id),
		issuedBy: text().references(() => people.id),
		issuedAt: moment().notNull(),
		expiresAt: moment().notNull(),
		usedAt: moment(),
	},
	(t) => [
		index("passphrase_links_by_person").on(t.personId),
		check(
			"passphrase_links_purpose",
			sql`${t.purpose} in ('setup', 'invite', 'reset') and (${t.purpose} = 'setup') = (${t.personId} is null)`,
		),
	],
);
