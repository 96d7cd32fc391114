CREATE TABLE `point_close_lines` (
	`close_id` text NOT NULL,
	`position` integer NOT NULL,
	`household_id` text NOT NULL,
	`hamlet` text NOT NULL,
	`number` text NOT NULL,
	`earned` integer NOT NULL,
	`spent` integer NOT NULL,
	`balance` integer NOT NULL,
	PRIMARY KEY(`close_id`, `position`),
	FOREIGN KEY (`close_id`) REFERENCES `point_closes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_close_lines_once` ON `point_close_lines` (`close_id`,`household_id`);--> statement-breakpoint
CREATE INDEX `point_close_lines_of_household` ON `point_close_lines` (`household_id`);--> statement-breakpoint
CREATE TABLE `point_close_stages` (
	`close_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`close_id`) REFERENCES `point_closes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_close_stages_stage" CHECK("point_close_stages"."stage" in ('begun', 'noticed', 'locked'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_close_stages_in_order` ON `point_close_stages` (`close_id`,`seq`);--> statement-breakpoint
CREATE TABLE `point_closes` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`month` text NOT NULL,
	`stage` text DEFAULT 'begun' NOT NULL,
	`stage_at` integer NOT NULL,
	`from_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`after_seq` integer NOT NULL,
	`head_seq` integer NOT NULL,
	`head_hash` text NOT NULL,
	`households` integer NOT NULL,
	`earned` integer NOT NULL,
	`spent` integer NOT NULL,
	`balance` integer NOT NULL,
	`code` text NOT NULL,
	`notice_until` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_closes_month" CHECK("point_closes"."month" glob '20[0-9][0-9]-[01][0-9]'),
	CONSTRAINT "point_closes_code" CHECK(length("point_closes"."code") = 12)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_closes_once` ON `point_closes` (`village_id`,`month`);--> statement-breakpoint
CREATE INDEX `point_closes_of_village` ON `point_closes` (`village_id`,`ends_at`);--> statement-breakpoint
CREATE TABLE `point_disputes` (
	`entry_seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`words` text NOT NULL,
	`made_by` text NOT NULL,
	`said_by` text,
	`said_by_unlisted` integer NOT NULL,
	`made_at` integer NOT NULL,
	`due_on` text NOT NULL,
	`is_upheld` integer,
	`correction` integer,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`entry_seq`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_disputes_words" CHECK(length("point_disputes"."words") <= 500),
	CONSTRAINT "point_disputes_answer" CHECK(length("point_disputes"."answer") between 5 and 500),
	CONSTRAINT "point_disputes_correction" CHECK("point_disputes"."is_upheld" or "point_disputes"."correction" = 0),
	CONSTRAINT "point_disputes_whole" CHECK(("point_disputes"."answered_at" is null) = ("point_disputes"."is_upheld" is null) and ("point_disputes"."answered_at" is null) = ("point_disputes"."answer" is null) and ("point_disputes"."answered_at" is null) = ("point_disputes"."answered_by" is null) and ("point_disputes"."answered_at" is null) = ("point_disputes"."correction" is null))
);
--> statement-breakpoint
CREATE INDEX `point_disputes_open` ON `point_disputes` (`village_id`,`entry_seq`) WHERE "point_disputes"."answered_at" is null;--> statement-breakpoint
CREATE INDEX `point_disputes_of_household` ON `point_disputes` (`household_id`);