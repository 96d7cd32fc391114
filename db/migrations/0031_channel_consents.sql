CREATE TABLE `channel_consents` (
	`id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`item` text NOT NULL,
	`channel` text NOT NULL,
	`text_edition` text NOT NULL,
	`how` text NOT NULL,
	`recorded_by` text NOT NULL,
	`given_at` integer NOT NULL,
	`said_by` text,
	`paper_code` text,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	`withdrawn_said_by` text,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "channel_consents_item" CHECK("channel_consents"."item" glob 'submission:?*' or "channel_consents"."item" glob 'story:?*'),
	CONSTRAINT "channel_consents_channel" CHECK("channel_consents"."channel" in ('village_board', 'site', 'wechat', 'press')),
	CONSTRAINT "channel_consents_how" CHECK("channel_consents"."how" in ('own', 'spoken', 'paper')),
	CONSTRAINT "channel_consents_said" CHECK(("channel_consents"."how" = 'own') = ("channel_consents"."said_by" is null) and ("channel_consents"."how" = 'paper') = ("channel_consents"."paper_code" is not null)),
	CONSTRAINT "channel_consents_names" CHECK(length("channel_consents"."said_by") between 1 and 240 and length("channel_consents"."withdrawn_said_by") between 1 and 240),
	CONSTRAINT "channel_consents_edition" CHECK(length("channel_consents"."text_edition") between 1 and 20 and length("channel_consents"."paper_code") = 8)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channel_consents_one_standing` ON `channel_consents` (`item`,`household_id`,`channel`) WHERE "channel_consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX `channel_consents_by_household` ON `channel_consents` (`household_id`,`given_at`);--> statement-breakpoint
CREATE INDEX `channel_consents_by_paper` ON `channel_consents` (`paper_code`) WHERE "channel_consents"."paper_code" is not null;--> statement-breakpoint
CREATE TABLE `issued` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`kind` text NOT NULL,
	`design` text NOT NULL,
	`channel` text NOT NULL,
	`subject` text NOT NULL,
	`region_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "issued_channel" CHECK("issued"."channel" in ('village_board', 'site', 'wechat', 'press')),
	CONSTRAINT "issued_subject" CHECK("issued"."subject" glob 'submission:?*' or "issued"."subject" glob 'story:?*' or "issued"."subject" glob 'region:?*'),
	CONSTRAINT "issued_words" CHECK(length("issued"."token") = 10 and length("issued"."kind") between 1 and 40 and length("issued"."design") between 1 and 40)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `issued_token_unique` ON `issued` (`token`);--> statement-breakpoint
CREATE UNIQUE INDEX `issued_once` ON `issued` (`subject`,`kind`,`design`,`channel`,`content_hash`);--> statement-breakpoint
CREATE INDEX `issued_in_region` ON `issued` (`region_id`,`issued_at`);--> statement-breakpoint
CREATE TABLE `issued_shows` (
	`issued_id` text NOT NULL,
	`household_id` text NOT NULL,
	`item` text NOT NULL,
	PRIMARY KEY(`issued_id`, `household_id`, `item`),
	FOREIGN KEY (`issued_id`) REFERENCES `issued`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `issued_shows_by_item` ON `issued_shows` (`item`);--> statement-breakpoint
CREATE TABLE `posted_copies` (
	`id` text PRIMARY KEY NOT NULL,
	`issued_id` text NOT NULL,
	`place` text NOT NULL,
	`posted_by` text NOT NULL,
	`posted_at` integer NOT NULL,
	`taken_down_at` integer,
	`taken_down_by` text,
	FOREIGN KEY (`issued_id`) REFERENCES `issued`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`posted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`taken_down_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "posted_copies_place" CHECK(length("posted_copies"."place") between 2 and 60),
	CONSTRAINT "posted_copies_taken_down" CHECK(("posted_copies"."taken_down_at" is null) = ("posted_copies"."taken_down_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `posted_copies_hang_once` ON `posted_copies` (`issued_id`,`place`) WHERE "posted_copies"."taken_down_at" is null;