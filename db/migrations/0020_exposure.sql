CREATE TABLE `exposure_corrections` (
	`exposure_id` text PRIMARY KEY NOT NULL,
	`why` text NOT NULL,
	`published_at` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`exposure_id`) REFERENCES `exposures`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "exposure_corrections_why" CHECK("exposure_corrections"."why" in ('appeal', 'takedown')),
	CONSTRAINT "exposure_corrections_last" CHECK("exposure_corrections"."until" >= "exposure_corrections"."published_at" + 7 * 86400000)
);
--> statement-breakpoint
CREATE INDEX `exposure_corrections_until` ON `exposure_corrections` (`until`);--> statement-breakpoint
CREATE TABLE `exposure_policies` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`document_number` text NOT NULL,
	`adopted_on` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "exposure_policies_number" CHECK(length("exposure_policies"."document_number") between 2 and 60),
	CONSTRAINT "exposure_policies_day" CHECK("exposure_policies"."adopted_on" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exposure_policies_one_stands` ON `exposure_policies` (`village_id`) WHERE "exposure_policies"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `exposure_stages` (
	`exposure_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`exposure_id`) REFERENCES `exposures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "exposure_stages_stage" CHECK("exposure_stages"."stage" in ('proposed', 'dropped', 'shown', 'corrected', 'left'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exposure_stages_in_order` ON `exposure_stages` (`exposure_id`,`seq`);--> statement-breakpoint
CREATE TABLE `exposure_takedowns` (
	`id` text PRIMARY KEY NOT NULL,
	`exposure_id` text NOT NULL,
	`number` integer NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`pressed_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`outcome` text,
	`outcome_words` text,
	`reviewed_by` text,
	`reviewed_at` integer,
	FOREIGN KEY (`exposure_id`) REFERENCES `exposures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "exposure_takedowns_words" CHECK(length("exposure_takedowns"."words") <= 200 and ("exposure_takedowns"."number" = 1 or length("exposure_takedowns"."words") >= 5) and length("exposure_takedowns"."outcome_words") between 2 and 200),
	CONSTRAINT "exposure_takedowns_outcome" CHECK("exposure_takedowns"."outcome" in ('kept', 'removed')),
	CONSTRAINT "exposure_takedowns_whole" CHECK(("exposure_takedowns"."outcome" is null) = ("exposure_takedowns"."outcome_words" is null) and ("exposure_takedowns"."outcome" is null) = ("exposure_takedowns"."reviewed_by" is null) and ("exposure_takedowns"."outcome" is null) = ("exposure_takedowns"."reviewed_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exposure_takedowns_in_order` ON `exposure_takedowns` (`exposure_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `exposure_takedowns_one_open` ON `exposure_takedowns` (`exposure_id`) WHERE "exposure_takedowns"."outcome" is null;--> statement-breakpoint
CREATE TABLE `exposures` (
	`id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`policy_id` text NOT NULL,
	`village_id` text NOT NULL,
	`before_id` text NOT NULL,
	`after_id` text,
	`stage` text DEFAULT 'proposed' NOT NULL,
	`stage_at` integer NOT NULL,
	`shown_at` integer,
	`corrected_at` integer,
	`leaves_at` integer,
	`hidden_at` integer,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `spot_assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`policy_id`) REFERENCES `exposure_policies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`before_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`after_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "exposures_shown" CHECK(("exposures"."shown_at" is null) = ("exposures"."leaves_at" is null) and ("exposures"."shown_at" is not null or "exposures"."corrected_at" is null)),
	CONSTRAINT "exposures_corrected" CHECK(("exposures"."corrected_at" is null) = ("exposures"."after_id" is null)),
	CONSTRAINT "exposures_leave_in_time" CHECK("exposures"."leaves_at" <= "exposures"."shown_at" + 30 * 86400000 and ("exposures"."corrected_at" is null or "exposures"."leaves_at" <= max("exposures"."corrected_at", "exposures"."shown_at") + 7 * 86400000))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exposures_one_an_order` ON `exposures` (`assignment_id`) WHERE "exposures"."stage" <> 'dropped';--> statement-breakpoint
CREATE INDEX `exposures_public` ON `exposures` (`shown_at`,`id`) WHERE "exposures"."stage" in ('shown', 'corrected');--> statement-breakpoint
CREATE INDEX `exposures_of_village` ON `exposures` (`village_id`,`stage_at`);--> statement-breakpoint
CREATE INDEX `exposures_of_spot` ON `exposures` (`spot_id`);--> statement-breakpoint
CREATE INDEX `units_of_region` ON `units` (`region_id`);