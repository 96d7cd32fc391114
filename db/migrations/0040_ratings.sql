CREATE TABLE `rating_items` (
	`sheet_id` text NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	`marks` text NOT NULL,
	`may_not_apply` integer NOT NULL,
	PRIMARY KEY(`sheet_id`, `code`),
	FOREIGN KEY (`sheet_id`) REFERENCES `rating_sheets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rating_items_code" CHECK("rating_items"."code" glob '[AB][1-8]'),
	CONSTRAINT "rating_items_marks" CHECK(json_array_length("rating_items"."marks") >= 2)
);
--> statement-breakpoint
CREATE TABLE `rating_looks` (
	`id` text PRIMARY KEY NOT NULL,
	`rating_id` text NOT NULL,
	`household_id` text NOT NULL,
	`visit` integer NOT NULL,
	`scorer_id` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`closed_at` integer,
	`score` integer,
	`presence` text,
	`weather` text,
	`agreed_by` text,
	`photo_id` text,
	FOREIGN KEY (`rating_id`) REFERENCES `rating_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`scorer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rating_looks_visit" CHECK("rating_looks"."visit" between 1 and 9),
	CONSTRAINT "rating_looks_score" CHECK("rating_looks"."score" between 0 and 1000),
	CONSTRAINT "rating_looks_presence" CHECK("rating_looks"."presence" in ('there', 'absent')),
	CONSTRAINT "rating_looks_weather" CHECK("rating_looks"."weather" in ('dry', 'rain', 'snow', 'wind')),
	CONSTRAINT "rating_looks_agreed" CHECK(length("rating_looks"."agreed_by") between 2 and 40),
	CONSTRAINT "rating_looks_whole" CHECK(("rating_looks"."closed_at" is null) = ("rating_looks"."score" is null) and ("rating_looks"."closed_at" is null) = ("rating_looks"."presence" is null) and ("rating_looks"."closed_at" is null) = ("rating_looks"."weather" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rating_looks_once` ON `rating_looks` (`rating_id`,`household_id`,`visit`,`scorer_id`);--> statement-breakpoint
CREATE INDEX `rating_looks_of_scorer` ON `rating_looks` (`scorer_id`,`rating_id`);--> statement-breakpoint
CREATE INDEX `rating_looks_of_household` ON `rating_looks` (`household_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `rating_looks_by_photo` ON `rating_looks` (`photo_id`);--> statement-breakpoint
CREATE TABLE `rating_marks` (
	`look_id` text NOT NULL,
	`code` text NOT NULL,
	`mark` integer,
	PRIMARY KEY(`look_id`, `code`),
	FOREIGN KEY (`look_id`) REFERENCES `rating_looks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `rating_results` (
	`id` text PRIMARY KEY NOT NULL,
	`rating_id` text NOT NULL,
	`household_id` text NOT NULL,
	`visit` integer NOT NULL,
	`score` integer NOT NULL,
	`spread` integer NOT NULL,
	`stars` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`rating_id`) REFERENCES `rating_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rating_results_stars" CHECK("rating_results"."stars" between 0 and 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rating_results_once` ON `rating_results` (`rating_id`,`household_id`,`visit`);--> statement-breakpoint
CREATE INDEX `rating_results_of_household` ON `rating_results` (`household_id`,`at`);--> statement-breakpoint
CREATE TABLE `rating_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`month` text NOT NULL,
	`sheet_id` text NOT NULL,
	`stage` text DEFAULT 'opened' NOT NULL,
	`stage_at` integer NOT NULL,
	`commitment` text NOT NULL,
	`seed` text,
	`objections_until` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sheet_id`) REFERENCES `rating_sheets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rating_rounds_month" CHECK("rating_rounds"."month" glob '20[0-9][0-9]-[01][0-9]'),
	CONSTRAINT "rating_rounds_hashes" CHECK(length("rating_rounds"."commitment") = 64 and ("rating_rounds"."seed" is null or length("rating_rounds"."seed") = 64))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rating_rounds_once` ON `rating_rounds` (`village_id`,`month`,`sheet_id`);--> statement-breakpoint
CREATE INDEX `rating_rounds_by_month` ON `rating_rounds` (`month`);--> statement-breakpoint
CREATE TABLE `rating_sheets` (
	`id` text PRIMARY KEY NOT NULL,
	`profile` text NOT NULL,
	`version` integer NOT NULL,
	`stars_from` text NOT NULL,
	`adopted_in` text NOT NULL,
	`adopted_at` integer NOT NULL,
	CONSTRAINT "rating_sheets_profile" CHECK("rating_sheets"."profile" in ('A', 'B')),
	CONSTRAINT "rating_sheets_stars" CHECK(json_array_length("rating_sheets"."stars_from") = 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rating_sheets_versions` ON `rating_sheets` (`profile`,`version`);--> statement-breakpoint
CREATE TABLE `rating_stages` (
	`rating_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`rating_id`) REFERENCES `rating_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rating_stages_stage" CHECK("rating_stages"."stage" in ('opened', 'drawn', 'closed', 'settled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rating_stages_in_order` ON `rating_stages` (`rating_id`,`seq`);--> statement-breakpoint
CREATE TABLE `scorers` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`village_id` text NOT NULL,
	`appointed_by` text NOT NULL,
	`appointed_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appointed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "scorers_appointed_by_another" CHECK("scorers"."appointed_by" <> "scorers"."person_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scorers_once` ON `scorers` (`person_id`,`village_id`) WHERE "scorers"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `scorers_of_village` ON `scorers` (`village_id`);