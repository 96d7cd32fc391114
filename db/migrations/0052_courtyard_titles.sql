CREATE TABLE `courtyard_title_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`title_id` text NOT NULL,
	`number` integer NOT NULL,
	`result` text NOT NULL,
	`words` text NOT NULL,
	`help` text DEFAULT '' NOT NULL,
	`until` integer,
	`checked_by` text NOT NULL,
	`checked_at` integer NOT NULL,
	`reply` text,
	`replied_by` text,
	`replied_at` integer,
	`reply_said_by` text,
	FOREIGN KEY (`title_id`) REFERENCES `courtyard_titles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replied_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "courtyard_title_checks_result" CHECK("courtyard_title_checks"."result" in ('passed', 'warned', 'failed')),
	CONSTRAINT "courtyard_title_checks_words" CHECK(length("courtyard_title_checks"."words") between 5 and 300 and length("courtyard_title_checks"."reply") between 5 and 500),
	CONSTRAINT "courtyard_title_checks_help" CHECK("courtyard_title_checks"."result" <> 'warned' or length("courtyard_title_checks"."help") between 5 and 300),
	CONSTRAINT "courtyard_title_checks_term" CHECK(("courtyard_title_checks"."result" = 'passed') = ("courtyard_title_checks"."until" is null) and ("courtyard_title_checks"."result" <> 'warned' or "courtyard_title_checks"."until" >= "courtyard_title_checks"."checked_at" + 30 * 86400000) and ("courtyard_title_checks"."result" <> 'failed' or "courtyard_title_checks"."until" >= "courtyard_title_checks"."checked_at" + 3 * 86400000)),
	CONSTRAINT "courtyard_title_checks_replied" CHECK(("courtyard_title_checks"."reply" is null) = ("courtyard_title_checks"."replied_by" is null) and ("courtyard_title_checks"."reply" is null) = ("courtyard_title_checks"."replied_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `courtyard_title_checks_in_order` ON `courtyard_title_checks` (`title_id`,`number`);--> statement-breakpoint
CREATE TABLE `courtyard_title_stages` (
	`title_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`title_id`) REFERENCES `courtyard_titles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "courtyard_title_stages_stage" CHECK("courtyard_title_stages"."stage" in ('proposed', 'noticed', 'titled', 'warned', 'removed', 'given_up', 'declined'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `courtyard_title_stages_in_order` ON `courtyard_title_stages` (`title_id`,`seq`);--> statement-breakpoint
CREATE TABLE `courtyard_titles` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`origin` text NOT NULL,
	`result_id` text,
	`nominated_by` text NOT NULL,
	`nominated_at` integer NOT NULL,
	`agreed_at` integer,
	`agreed_by` text,
	`said_by` text,
	`stage` text DEFAULT 'proposed' NOT NULL,
	`stage_at` integer NOT NULL,
	`due_at` integer,
	`notice_ends_at` integer,
	`titled_at` integer,
	`shown_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_id`) REFERENCES `rating_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`nominated_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agreed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "courtyard_titles_origin" CHECK("courtyard_titles"."origin" in ('village', 'household')),
	CONSTRAINT "courtyard_titles_agreed" CHECK(("courtyard_titles"."agreed_at" is null) = ("courtyard_titles"."agreed_by" is null) and ("courtyard_titles"."said_by" is null or "courtyard_titles"."agreed_at" is not null)),
	CONSTRAINT "courtyard_titles_own_wish" CHECK("courtyard_titles"."origin" = 'village' or ("courtyard_titles"."agreed_at" is not null and "courtyard_titles"."agreed_by" = "courtyard_titles"."nominated_by"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `courtyard_titles_one_a_household` ON `courtyard_titles` (`household_id`) WHERE "courtyard_titles"."stage" not in ('declined', 'removed', 'given_up');--> statement-breakpoint
CREATE INDEX `courtyard_titles_of_household` ON `courtyard_titles` (`household_id`,`stage_at`);--> statement-breakpoint
CREATE INDEX `courtyard_titles_of_village` ON `courtyard_titles` (`village_id`,`stage_at`);--> statement-breakpoint
CREATE INDEX `courtyard_titles_newest` ON `courtyard_titles` (`stage_at`,`id`);--> statement-breakpoint
CREATE INDEX `courtyard_titles_due` ON `courtyard_titles` (`due_at`,`id`) WHERE "courtyard_titles"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `courtyard_titles_noticed` ON `courtyard_titles` (`notice_ends_at`,`id`) WHERE "courtyard_titles"."stage" = 'noticed';