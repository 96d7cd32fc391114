CREATE TABLE `ballot_conflicts` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`paper_ballot_id` text NOT NULL,
	`found_at` integer NOT NULL,
	`proposed` text,
	`why` text,
	`proposed_by` text,
	`proposed_at` integer,
	`settled` text,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`paper_ballot_id`) REFERENCES `paper_ballots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settled_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_conflicts_two_people" CHECK("ballot_conflicts"."settled_by" is null or "ballot_conflicts"."settled_by" <> "ballot_conflicts"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballot_conflicts_paperBallotId_unique` ON `ballot_conflicts` (`paper_ballot_id`);--> statement-breakpoint
CREATE INDEX `ballot_conflicts_of_round` ON `ballot_conflicts` (`round_id`);--> statement-breakpoint
CREATE TABLE `ballot_invalidations` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`reason` text NOT NULL,
	`why` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_invalidations_two_people" CHECK("ballot_invalidations"."answered_by" is null or "ballot_invalidations"."answered_by" <> "ballot_invalidations"."proposed_by"),
	CONSTRAINT "ballot_invalidations_why" CHECK(length("ballot_invalidations"."why") between 5 and 300),
	CONSTRAINT "ballot_invalidations_answer" CHECK(("ballot_invalidations"."answer" is null) = ("ballot_invalidations"."answered_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballot_invalidations_one_stands` ON `ballot_invalidations` (`round_id`,`roll_number`) WHERE "ballot_invalidations"."answer" is not 'refused';--> statement-breakpoint
CREATE TABLE `ballots` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`version` integer NOT NULL,
	`channel` text NOT NULL,
	`votes` integer NOT NULL,
	`sealed` blob NOT NULL,
	`at` integer NOT NULL,
	`device_mark` text,
	`network_mark` text,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballots_channel" CHECK("ballots"."channel" in ('phone', 'kiosk', 'paper')),
	CONSTRAINT "ballots_votes" CHECK("ballots"."votes" between 0 and 9),
	CONSTRAINT "ballots_sealed" CHECK(length("ballots"."sealed") = 16)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ballots_in_order` ON `ballots` (`round_id`,`roll_number`,`version`);--> statement-breakpoint
CREATE TABLE `paper_ballots` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`roll_number` integer NOT NULL,
	`code_hash` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`voided_at` integer,
	`voided_by` text,
	`used_at` integer,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`voided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`,`roll_number`) REFERENCES `vote_roll`(`round_id`,`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_ballots_codeHash_unique` ON `paper_ballots` (`code_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `paper_ballots_one_valid` ON `paper_ballots` (`round_id`,`roll_number`) WHERE "paper_ballots"."voided_at" is null;--> statement-breakpoint
CREATE TABLE `paper_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`paper_ballot_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`entered_by` text NOT NULL,
	`sealed` blob NOT NULL,
	`votes` integer NOT NULL,
	`spoiled` integer DEFAULT false NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`paper_ballot_id`) REFERENCES `paper_ballots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "paper_entries_sealed" CHECK(length("paper_entries"."sealed") = 16),
	CONSTRAINT "paper_entries_votes" CHECK("paper_entries"."votes" between 0 and 9)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_entries_once_a_person` ON `paper_entries` (`paper_ballot_id`,`attempt`,`entered_by`);--> statement-breakpoint
CREATE TABLE `vote_counts` (
	`round_id` text NOT NULL,
	`version` integer NOT NULL,
	`file` text NOT NULL,
	`sha256` text NOT NULL,
	`counted_by` text NOT NULL,
	`counted_at` integer NOT NULL,
	PRIMARY KEY(`round_id`, `version`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_flags` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`evidence` text NOT NULL,
	`found_at` integer NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_flags_kind" CHECK("vote_flags"."kind" in ('burst', 'device', 'ring'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_flags_once` ON `vote_flags` (`round_id`,`kind`,`subject`);--> statement-breakpoint
CREATE TABLE `vote_kiosks` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opened_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_objections` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`household_id` text NOT NULL,
	`made_by` text NOT NULL,
	`words` text NOT NULL,
	`made_at` integer NOT NULL,
	`answer` text,
	`is_upheld` integer,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_objections_words" CHECK(length("vote_objections"."words") between 5 and 500),
	CONSTRAINT "vote_objections_answer" CHECK(length("vote_objections"."answer") between 1 and 500)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_objections_in_order` ON `vote_objections` (`round_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_objections_one_a_household` ON `vote_objections` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `vote_candidates` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`nomination_id` text NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nomination_id`) REFERENCES `vote_nominations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_candidates_number" CHECK("vote_candidates"."number" between 1 and 255)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_candidates_nominationId_unique` ON `vote_candidates` (`nomination_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_candidates_one_a_household` ON `vote_candidates` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `vote_nominations` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`household_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`how` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`nominated_by` text NOT NULL,
	`nominated_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`consent_id` text,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consent_id`) REFERENCES `consents`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_nominations_how" CHECK("vote_nominations"."how" in ('drawn', 'nominated')),
	CONSTRAINT "vote_nominations_words" CHECK(length("vote_nominations"."words") <= 300),
	CONSTRAINT "vote_nominations_answer" CHECK("vote_nominations"."answer" in ('accepted', 'declined') and "vote_nominations"."answered_at" is not null or "vote_nominations"."answer" is null),
	CONSTRAINT "vote_nominations_consent" CHECK(("vote_nominations"."answer" = 'accepted') = ("vote_nominations"."consent_id" is not null) or "vote_nominations"."answer" is null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_nominations_one_a_household` ON `vote_nominations` (`round_id`,`household_id`);--> statement-breakpoint
CREATE INDEX `vote_nominations_of_household` ON `vote_nominations` (`household_id`);--> statement-breakpoint
CREATE TABLE `vote_roll` (
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`added_at` integer NOT NULL,
	`struck_at` integer,
	`struck_by` text,
	`struck_why` text,
	PRIMARY KEY(`round_id`, `number`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`struck_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_roll_struck" CHECK(("vote_roll"."struck_at" is null) = ("vote_roll"."struck_why" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_roll_household_once` ON `vote_roll` (`round_id`,`household_id`);--> statement-breakpoint
CREATE TABLE `vote_roll_checks` (
	`round_id` text NOT NULL,
	`village_id` text NOT NULL,
	`checked_by` text NOT NULL,
	`checked_at` integer NOT NULL,
	`households` integer NOT NULL,
	PRIMARY KEY(`round_id`, `village_id`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_round_stages` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_round_stages_stage" CHECK("vote_round_stages"."stage" in ('draft', 'announced', 'closed', 'counted', 'final', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vote_round_stages_in_order` ON `vote_round_stages` (`round_id`,`seq`);--> statement-breakpoint
CREATE TABLE `vote_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`paper_until` integer NOT NULL,
	`objection_days` integer DEFAULT 3 NOT NULL,
	`votes_per_household` integer DEFAULT 3 NOT NULL,
	`own_village` text DEFAULT 'allowed' NOT NULL,
	`weighting` text DEFAULT 'none' NOT NULL,
	`ties` text DEFAULT 'shared' NOT NULL,
	`places` integer DEFAULT 3 NOT NULL,
	`corrects_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`seed_commitment` text,
	`rules_hash` text,
	`stage` text DEFAULT 'draft' NOT NULL,
	`stage_at` integer NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`corrects_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_rounds_name" CHECK(length("vote_rounds"."name") between 1 and 40),
	CONSTRAINT "vote_rounds_words" CHECK(length("vote_rounds"."words") <= 500),
	CONSTRAINT "vote_rounds_period" CHECK("vote_rounds"."opens_at" < "vote_rounds"."closes_at" and "vote_rounds"."closes_at" <= "vote_rounds"."paper_until"),
	CONSTRAINT "vote_rounds_objections" CHECK("vote_rounds"."objection_days" between 1 and 30),
	CONSTRAINT "vote_rounds_votes" CHECK("vote_rounds"."votes_per_household" between 1 and 9),
	CONSTRAINT "vote_rounds_places" CHECK("vote_rounds"."places" between 1 and 20),
	CONSTRAINT "vote_rounds_own_village" CHECK("vote_rounds"."own_village" in ('allowed', 'excluded')),
	CONSTRAINT "vote_rounds_weighting" CHECK("vote_rounds"."weighting" = 'none' or ("vote_rounds"."weighting" = 'by_eligible' and "vote_rounds"."own_village" = 'excluded')),
	CONSTRAINT "vote_rounds_ties" CHECK("vote_rounds"."ties" in ('shared', 'drawn'))
);
--> statement-breakpoint
CREATE INDEX `vote_rounds_by_region` ON `vote_rounds` (`region_id`,`opens_at`);