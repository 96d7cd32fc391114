CREATE TABLE `model_pairs` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`words` text NOT NULL,
	`before_id` text,
	`after_id` text,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`taken_out_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`before_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`after_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "model_pairs_words" CHECK(length("model_pairs"."words") between 2 and 40),
	CONSTRAINT "model_pairs_two_pictures" CHECK("model_pairs"."before_id" <> "model_pairs"."after_id")
);
--> statement-breakpoint
CREATE INDEX `model_pairs_of_village` ON `model_pairs` (`village_id`,`added_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `model_pairs_by_before` ON `model_pairs` (`before_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `model_pairs_by_after` ON `model_pairs` (`after_id`);--> statement-breakpoint
CREATE TABLE `model_rechecks` (
	`id` text PRIMARY KEY NOT NULL,
	`model_village_id` text NOT NULL,
	`number` integer NOT NULL,
	`result` text NOT NULL,
	`words` text NOT NULL,
	`until` integer,
	`checked_by` text NOT NULL,
	`checked_at` integer NOT NULL,
	FOREIGN KEY (`model_village_id`) REFERENCES `model_villages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "model_rechecks_result" CHECK("model_rechecks"."result" in ('passed', 'warned')),
	CONSTRAINT "model_rechecks_words" CHECK(length("model_rechecks"."words") between 5 and 300),
	CONSTRAINT "model_rechecks_term" CHECK(("model_rechecks"."result" = 'warned') = ("model_rechecks"."until" is not null) and ("model_rechecks"."until" is null or "model_rechecks"."until" >= "model_rechecks"."checked_at" + 30 * 86400000))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `model_rechecks_in_order` ON `model_rechecks` (`model_village_id`,`number`);--> statement-breakpoint
CREATE TABLE `model_stories` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`number` integer NOT NULL,
	`why` text NOT NULL,
	`what` text NOT NULL,
	`stays` text NOT NULL,
	`deeds` text NOT NULL,
	`paid_by_state` integer,
	`paid_by_village` integer,
	`paid_by_others` integer,
	`paid_by_households` integer,
	`unit_id` text NOT NULL,
	`route` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	`shown_by` text,
	`shown_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`shown_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "model_stories_words" CHECK(length("model_stories"."why") between 10 and 600 and length("model_stories"."what") between 10 and 600 and length("model_stories"."stays") between 10 and 600 and length("model_stories"."route") between 4 and 200),
	CONSTRAINT "model_stories_deeds" CHECK(json_array_length("model_stories"."deeds") between 1 and 12),
	CONSTRAINT "model_stories_costs" CHECK(min(coalesce("model_stories"."paid_by_state", 0), coalesce("model_stories"."paid_by_village", 0), coalesce("model_stories"."paid_by_others", 0), coalesce("model_stories"."paid_by_households", 0)) >= 0),
	CONSTRAINT "model_stories_shown" CHECK(("model_stories"."shown_by" is null) = ("model_stories"."shown_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `model_stories_in_order` ON `model_stories` (`village_id`,`number`);--> statement-breakpoint
CREATE TABLE `model_village_stages` (
	`model_village_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`model_village_id`) REFERENCES `model_villages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "model_village_stages_stage" CHECK("model_village_stages"."stage" in ('proposed', 'noticed', 'reviewed', 'titled', 'warned', 'removed', 'declined'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `model_village_stages_in_order` ON `model_village_stages` (`model_village_id`,`seq`);--> statement-breakpoint
CREATE TABLE `model_villages` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`stage` text DEFAULT 'proposed' NOT NULL,
	`stage_at` integer NOT NULL,
	`notice_ends_at` integer,
	`titled_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `model_villages_one_a_village` ON `model_villages` (`village_id`) WHERE "model_villages"."stage" not in ('declined', 'removed');--> statement-breakpoint
CREATE INDEX `model_villages_of_village` ON `model_villages` (`village_id`,`stage_at`);--> statement-breakpoint
CREATE INDEX `model_villages_titled` ON `model_villages` (`titled_at`) WHERE "model_villages"."titled_at" is not null;