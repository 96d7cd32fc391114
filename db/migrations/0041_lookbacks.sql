CREATE TABLE `lookback_appeals` (
	`lookback_id` text PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`words` text NOT NULL,
	`made_by` text NOT NULL,
	`said_by` text,
	`made_at` integer NOT NULL,
	`due_on` text NOT NULL,
	`is_upheld` integer,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`lookback_id`) REFERENCES `lookbacks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lookback_appeals_words" CHECK(length("lookback_appeals"."words") between 5 and 500),
	CONSTRAINT "lookback_appeals_whole" CHECK(("lookback_appeals"."answered_at" is null) = ("lookback_appeals"."is_upheld" is null) and ("lookback_appeals"."answered_at" is null) = ("lookback_appeals"."answer" is null) and ("lookback_appeals"."answered_at" is null) = ("lookback_appeals"."answered_by" is null))
);
--> statement-breakpoint
CREATE INDEX `lookback_appeals_open` ON `lookback_appeals` (`due_on`) WHERE "lookback_appeals"."answered_at" is null;--> statement-breakpoint
CREATE TABLE `lookback_figures` (
	`about` text PRIMARY KEY NOT NULL,
	`figures` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lookbacks` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`day` integer NOT NULL,
	`due_at` integer NOT NULL,
	`again_of` text,
	`closed_at` integer,
	`month` text,
	`village_id` text,
	`hamlet_id` text,
	`stratum` integer,
	`chance` integer,
	`is_drawn` integer,
	`inspector_id` text,
	`on_day` text,
	`answer` text,
	`cause` text,
	`note` text DEFAULT '' NOT NULL,
	`photo_id` text,
	`answered_at` integer,
	`shown_at` integer,
	`settled_at` integer,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`inspector_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lookbacks_day" CHECK("lookbacks"."day" in (7, 30, 90)),
	CONSTRAINT "lookbacks_answer" CHECK("lookbacks"."answer" in ('clean', 'partly', 'relapsed')),
	CONSTRAINT "lookbacks_cause" CHECK("lookbacks"."cause" in ('behavior', 'cleaning_duty', 'facility_gap', 'legacy', 'cross_boundary', 'construction')),
	CONSTRAINT "lookbacks_chance" CHECK("lookbacks"."chance" between 1 and 100 and "lookbacks"."stratum" between 0 and 3),
	CONSTRAINT "lookbacks_drawn_whole" CHECK(("lookbacks"."month" is null) = ("lookbacks"."is_drawn" is null) and ("lookbacks"."month" is null) = ("lookbacks"."chance" is null) and ("lookbacks"."month" is null) = ("lookbacks"."stratum" is null)),
	CONSTRAINT "lookbacks_to_whom_drawn" CHECK("lookbacks"."inspector_id" is null or ("lookbacks"."is_drawn" and "lookbacks"."on_day" is not null)),
	CONSTRAINT "lookbacks_answered_whole" CHECK(("lookbacks"."answer" is null) = ("lookbacks"."answered_at" is null) and ("lookbacks"."answer" is null) = ("lookbacks"."photo_id" is null)),
	CONSTRAINT "lookbacks_fault_has_cause" CHECK("lookbacks"."answer" is null or ("lookbacks"."answer" = 'clean') = ("lookbacks"."cause" is null)),
	CONSTRAINT "lookbacks_note" CHECK(length("lookbacks"."note") <= 300)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lookbacks_againOf_unique` ON `lookbacks` (`again_of`);--> statement-breakpoint
CREATE UNIQUE INDEX `lookbacks_once` ON `lookbacks` (`submission_id`,`day`) WHERE "lookbacks"."again_of" is null;--> statement-breakpoint
CREATE INDEX `lookbacks_due` ON `lookbacks` (`due_at`) WHERE "lookbacks"."month" is null and "lookbacks"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `lookbacks_of_month` ON `lookbacks` (`month`,`id`) WHERE "lookbacks"."month" is not null;--> statement-breakpoint
CREATE INDEX `lookbacks_of_inspector` ON `lookbacks` (`inspector_id`,`on_day`) WHERE "lookbacks"."inspector_id" is not null;--> statement-breakpoint
CREATE INDEX `lookbacks_of_hamlet` ON `lookbacks` (`hamlet_id`,`answered_at`) WHERE "lookbacks"."answered_at" is not null;--> statement-breakpoint
CREATE INDEX `lookbacks_unsettled` ON `lookbacks` (`due_at`) WHERE "lookbacks"."settled_at" is null and ("lookbacks"."day" = 90 or "lookbacks"."answer" = 'relapsed');--> statement-breakpoint
CREATE UNIQUE INDEX `lookbacks_photos` ON `lookbacks` (`photo_id`) WHERE "lookbacks"."photo_id" is not null;--> statement-breakpoint
INSERT INTO `lookbacks` (id, submission_id, day, due_at) SELECT lower(hex(randomblob(8))), s.id, d.value, s.published_at + d.value * 86400000
	FROM submissions s JOIN json_each('[7,30,90]') d WHERE s.stage = 'published' AND s.published_at + d.value * 86400000 > unixepoch() * 1000;
