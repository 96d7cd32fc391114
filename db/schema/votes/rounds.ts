import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { type Life, stepColumns, stepRules } from "../../stages.ts";
import { people } from "../accounts.ts";
import { flag, id, moment } from "../columns.ts";
import { households } from "../households.ts";
import { regions } from "../regions.ts";
import { consents, submissions } from "../submissions.ts";

export const ROUND_STAGES = ["draft", "announced", "closed", "counted", "final", "cancelled"] as const;

/** Opening and the time for objections follow from the time, not from a step. */
export const ROUND_LIFE = {
	...{ rows: "vote_round_stages", of: "vote_rounds", key: "round_id", begins: "draft" },
	next: {
		draft: ["announced", "cancelled"],
		announced: ["closed", "cancelled"],
		closed: ["counted", "cancelled"],
		counted: ["final", "cancelled"],
		final: [],
		cancelled: [],
	},
} as const satisfies Life<(typeof ROUND_STAGES)[number]>;

export const voteRounds = sqliteTable(
	"vote_rounds",
	{
		id: id(),
		/** Who lives in it votes; who shows a courtyard in it may be voted for. */
		regionId: text()
			.notNull()
			.references(() => regions.id),
		name: text().notNull(),
		words: text().notNull().default(""),
		opensAt: moment().notNull(),
		/** The first moment that is too late, by the server's clock. */
		closesAt: moment().notNull(),
		/** Papers from the boxes may be entered until then; the count comes later. */
		paperUntil: moment().notNull(),
		/** Days after the count for objections, and after an invalidation for the household's appeal. */
		objectionDays: integer().notNull().default(3),
		votesPerHousehold: integer().notNull().default(3),
		ownVillage: text({ enum: ["allowed", "excluded"] })
			.notNull()
			.default("allowed"),
		/** `by_eligible`: votes are compared per thousand households that could vote for the candidate. */
		weighting: text({ enum: ["none", "by_eligible"] })
			.notNull()
			.default("none"),
		ties: text({ enum: ["shared", "drawn"] })
			.notNull()
			.default("shared"),
		/** How many places get a medal. */
		places: integer().notNull().default(3),
		/** A correction is a new round that names the old one. */
		correctsId: text(),
		createdBy: text()
			.notNull()
			.references(() => people.id),
		createdAt: moment().notNull(),
		/** SHA-256 of the seed of all draws, public from the announcement; the result publishes the seed. */
		seedCommitment: text(),
		/** SHA-256 of the announced rules, candidates and roll. */
		rulesHash: text(),
		stage: text({ enum: ROUND_STAGES }).notNull().default("draft"),
		stageAt: moment().notNull(),
	},
	(t) => [
		foreignKey({ columns: [t.correctsId], foreignColumns: [t.id] }),
		index("vote_rounds_by_region").on(t.regionId, t.opensAt),
		check("vote_rounds_name", sql`length(${t.name}) between 1 and 40`),
		check("vote_rounds_words", sql`length(${t.words}) <= 500`),
		check("vote_rounds_period", sql`${t.opensAt} < ${t.closesAt} and ${t.closesAt} <= ${t.paperUntil}`),
		check("vote_rounds_objections", sql`${t.objectionDays} between 1 and 30`),
		check("vote_rounds_votes", sql`${t.votesPerHousehold} between 1 and 9`),
		check("vote_rounds_places", sql`${t.places} between 1 and 20`),
		check("vote_rounds_own_village", sql`${t.ownVillage} in ('allowed', 'excluded')`),
		check("vote_rounds_weighting", sql`${t.weighting} = 'none' or (${t.weighting} = 'by_eligible' and ${t.ownVillage} = 'excluded')`),
		check("vote_rounds_ties", sql`${t.ties} in ('shared', 'drawn')`),
	],
);

export const voteRoundStages = sqliteTable(
	"vote_round_stages",
	{
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		/** The note is the reason of a cancellation, or at the closing the digest of the sealed ballots. */
		...stepColumns(ROUND_STAGES),
	},
	(t) => stepRules(ROUND_LIFE, { ...t, thing: t.roundId }),
);

export const voteNominations = sqliteTable(
	"vote_nominations",
	{
		id: id(),
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		how: text({ enum: ["drawn", "nominated"] }).notNull(),
		/** The story told with it; the household may change it with its yes. */
		words: text().notNull().default(""),
		nominatedBy: text()
			.notNull()
			.references(() => people.id),
		nominatedAt: moment().notNull(),
		answer: text({ enum: ["accepted", "declined"] }),
		answeredBy: text().references(() => people.id),
		answeredAt: moment(),
		consentId: text().references(() => consents.id),
		/** Who printed the slip to which the household's session goes back. */
		letInBy: text().references(() => people.id),
		/** Who of the household said it, by name, if an officer wrote it down. */
		saidBy: text(),
		/** They are none of its members, and the officer said so. */
		saidByUnlisted: flag().notNull().default(false),
	},
	(t) => [
		uniqueIndex("vote_nominations_one_a_household").on(t.roundId, t.householdId),
		index("vote_nominations_of_household").on(t.householdId),
		check("vote_nominations_how", sql`${t.how} in ('drawn', 'nominated')`),
		check("vote_nominations_words", sql`length(${t.words}) <= 300`),
		check("vote_nominations_answer", sql`${t.answer} in ('accepted', 'declined') and ${t.answeredAt} is not null or ${t.answer} is null`),
		check("vote_nominations_consent", sql`(${t.answer} = 'accepted') = (${t.consentId} is not null) or ${t.answer} is null`),
	],
);

export const voteCandidates = sqliteTable(
	"vote_candidates",
	{
		roundId: text()
			.notNull()
			.references(() => voteRounds.id),
		/** 1 … 255, as in a sealed ballot. */
		number: integer().notNull(),
		nominationId: text()
			.notNull()
			.unique()
			.references(() => voteNominations.id),
		householdId: text()
			.notNull()
			.references(() => households.id),
		villageId: text()
			.notNull()
			.references(() => regions.id),
		submissionId: text()
			.notNull()
			.references(() => submissions.id),
		words: text().notNull().default(""),
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.number] }),
		uniqueIndex("vote_candidates_one_a_household").on(t.roundId, t.householdId),
		check("vote_candidates_number", sql`${t.number} between 1 and 255`),
	],
);
