CREATE TABLE `point_list_lines` (
	`list_id` text NOT NULL,
	`household_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`list_id`, `household_id`),
	FOREIGN KEY (`list_id`) REFERENCES `point_lists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `point_list_lines_of_household` ON `point_list_lines` (`household_id`);--> statement-breakpoint
CREATE TABLE `point_list_words` (
	`list_id` text PRIMARY KEY NOT NULL,
	`is_true` integer NOT NULL,
	`answered_by` text NOT NULL,
	`let_in_by` text,
	`said_by` text,
	`said_by_unlisted` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`list_id`) REFERENCES `point_lists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`let_in_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `point_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`code` text NOT NULL,
	`held_on` text NOT NULL,
	`occasion` text NOT NULL,
	`words` text NOT NULL,
	`paper_number` text NOT NULL,
	`helped_id` text,
	`households` integer NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`helped_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_lists_code" CHECK("point_lists"."code" in ('P04', 'P05', 'P07', 'P08', 'P09')),
	CONSTRAINT "point_lists_day" CHECK("point_lists"."held_on" glob '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	CONSTRAINT "point_lists_occasion" CHECK(length("point_lists"."occasion") between 2 and 60),
	CONSTRAINT "point_lists_words" CHECK(length("point_lists"."words") between 2 and 300),
	CONSTRAINT "point_lists_paper" CHECK(length("point_lists"."paper_number") <= 40),
	CONSTRAINT "point_lists_helped" CHECK(("point_lists"."helped_id" is not null) = ("point_lists"."code" = 'P05')),
	CONSTRAINT "point_lists_households" CHECK("point_lists"."households" between 1 and 300)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_lists_once` ON `point_lists` (`village_id`,`code`,`held_on`,`occasion`);--> statement-breakpoint
CREATE INDEX `point_lists_of_village` ON `point_lists` (`village_id`,`entered_at`);--> statement-breakpoint
CREATE INDEX `point_lists_newest` ON `point_lists` (`entered_at`);--> statement-breakpoint
CREATE INDEX `point_lists_of_helped` ON `point_lists` (`helped_id`);