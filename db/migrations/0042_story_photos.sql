CREATE TABLE `story_photos` (
	`photo_id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	`words` text NOT NULL,
	`taken_by` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "story_photos_words" CHECK(length("story_photos"."words") between 2 and 40 and length("story_photos"."taken_by") <= 20)
);
--> statement-breakpoint
CREATE INDEX `story_photos_of_story` ON `story_photos` (`story_id`,`added_at`);--> statement-breakpoint
ALTER TABLE `story_versions` ADD `is_machine_drafted` integer DEFAULT false NOT NULL;