CREATE TABLE `story_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	`version` integer NOT NULL,
	`step` text NOT NULL,
	`outcome` text NOT NULL,
	`words` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_decisions_step" CHECK("story_decisions"."step" in ('first', 'second', 'final')),
	CONSTRAINT "story_decisions_outcome" CHECK("story_decisions"."outcome" in ('passed', 'returned')),
	CONSTRAINT "story_decisions_words" CHECK(length("story_decisions"."words") <= 500 and ("story_decisions"."outcome" = 'passed' or length("story_decisions"."words") >= 4))
);
--> statement-breakpoint
CREATE INDEX `story_decisions_of_story` ON `story_decisions` (`story_id`,`version`,`decided_at`);--> statement-breakpoint
CREATE TABLE `story_drafts` (
	`story_id` text NOT NULL,
	`person_id` text NOT NULL,
	`began_from` integer NOT NULL,
	`typed` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`story_id`, `person_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_drafts_length" CHECK(length("story_drafts"."typed") <= 400000)
);
--> statement-breakpoint
CREATE TABLE `story_remarks` (
	`id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	`version` integer NOT NULL,
	`block` text NOT NULL,
	`passage` text NOT NULL,
	`words` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_remarks_words" CHECK(length("story_remarks"."words") between 2 and 300 and length("story_remarks"."passage") <= 200),
	CONSTRAINT "story_remarks_answered" CHECK(("story_remarks"."answer" is null) = ("story_remarks"."answered_by" is null) and ("story_remarks"."answer" is null) = ("story_remarks"."answered_at" is null) and ("story_remarks"."answer" is null or length("story_remarks"."answer") between 1 and 300))
);
--> statement-breakpoint
CREATE INDEX `story_remarks_of_story` ON `story_remarks` (`story_id`,`made_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `story_remarks_once` ON `story_remarks` (`story_id`,`version`,`block`,`passage`,`words`,`made_by`);--> statement-breakpoint
CREATE TABLE `featured_slots` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`story_ids` text NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`set_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "featured_slots_three" CHECK(json_array_length("featured_slots"."story_ids") = 3)
);
--> statement-breakpoint
CREATE INDEX `featured_slots_of_place` ON `featured_slots` (`region_id`,`starts_at`,`set_at`);--> statement-breakpoint
CREATE TABLE `story_starts` (
	`story_id` text NOT NULL,
	`household_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`story_id`, `household_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stories` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`begun_from_id` text,
	`stage` text DEFAULT 'writing' NOT NULL,
	`stage_at` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`begun_from_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stories_time" CHECK("stories"."ends_at" is null or "stories"."starts_at" is null or "stories"."ends_at" > "stories"."starts_at")
);
--> statement-breakpoint
CREATE INDEX `stories_of_place` ON `stories` (`region_id`,`stage`);--> statement-breakpoint
CREATE INDEX `stories_published` ON `stories` (`published_at`) WHERE "stories"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `stories_due` ON `stories` (`starts_at`) WHERE "stories"."stage" = 'approved';--> statement-breakpoint
CREATE UNIQUE INDEX `stories_begun_once` ON `stories` (`begun_from_id`) WHERE "stories"."stage" <> 'dropped';--> statement-breakpoint
CREATE TABLE `story_households` (
	`story_id` text NOT NULL,
	`household_id` text NOT NULL,
	PRIMARY KEY(`story_id`, `household_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `story_households_of_household` ON `story_households` (`household_id`);--> statement-breakpoint
CREATE TABLE `story_pairs` (
	`story_id` text NOT NULL,
	`version` integer NOT NULL,
	`submission_id` text NOT NULL,
	PRIMARY KEY(`story_id`, `version`, `submission_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `story_pairs_of_pair` ON `story_pairs` (`submission_id`);--> statement-breakpoint
CREATE TABLE `story_stages` (
	`story_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_stages_stage" CHECK("story_stages"."stage" in ('writing', 'first', 'second', 'final', 'approved', 'published', 'ended', 'dropped'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `story_stages_in_order` ON `story_stages` (`story_id`,`seq`);--> statement-breakpoint
CREATE TABLE `story_versions` (
	`story_id` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`blocks` text NOT NULL,
	`lead_id` text,
	`cost` text NOT NULL,
	`how_to` text NOT NULL,
	`credits` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`story_id`, `number`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_versions_words" CHECK(length("story_versions"."title") between 2 and 64 and length("story_versions"."summary") <= 120 and length("story_versions"."cost") <= 200),
	CONSTRAINT "story_versions_blocks" CHECK(json_array_length("story_versions"."blocks") between 1 and 60 and json_array_length("story_versions"."how_to") <= 12)
);
