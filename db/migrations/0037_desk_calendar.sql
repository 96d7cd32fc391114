CREATE TABLE `calendar_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`starts_at` integer NOT NULL,
	`who` text NOT NULL,
	`story_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`called_off_at` integer,
	`called_off_by` text,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`called_off_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calendar_entries_kind" CHECK("calendar_entries"."kind" in ('broadcast', 'wechat', 'board', 'press', 'clean_up', 'visit', 'other')),
	CONSTRAINT "calendar_entries_words" CHECK(length("calendar_entries"."title") between 2 and 40 and length("calendar_entries"."who") <= 30),
	CONSTRAINT "calendar_entries_called_off" CHECK(("calendar_entries"."called_off_at" is null) = ("calendar_entries"."called_off_by" is null)),
	CONSTRAINT "calendar_entries_quiet" CHECK("calendar_entries"."kind" <> 'broadcast' or ("calendar_entries"."starts_at" / 60000 + 480) % 1440 between 450 and 1199)
);
--> statement-breakpoint
CREATE INDEX `calendar_entries_by_time` ON `calendar_entries` (`starts_at`) WHERE "calendar_entries"."called_off_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_entries_once` ON `calendar_entries` (`region_id`,`kind`,`starts_at`,`title`) WHERE "calendar_entries"."called_off_at" is null;--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`person_id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token_unique` ON `calendar_feeds` (`token`);