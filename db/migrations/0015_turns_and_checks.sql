CREATE TABLE `household_checks` (
	`entry_seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`region_id` text NOT NULL,
	`changed_by` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`answer` text,
	`how` text,
	`words` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`entry_seq`) REFERENCES `audit_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "household_checks_answer" CHECK("household_checks"."answer" in ('true', 'untrue', 'not_reached')),
	CONSTRAINT "household_checks_how" CHECK("household_checks"."how" in ('phone', 'visit')),
	CONSTRAINT "household_checks_words" CHECK(length("household_checks"."words") between 2 and 300),
	CONSTRAINT "household_checks_whole" CHECK(("household_checks"."answer" is null) = ("household_checks"."answered_at" is null) and ("household_checks"."answer" is null) = ("household_checks"."answered_by" is null) and ("household_checks"."answer" is null) = ("household_checks"."how" is null) and ("household_checks"."answer" is null) = ("household_checks"."words" is null))
);
--> statement-breakpoint
CREATE INDEX `household_checks_open` ON `household_checks` (`region_id`) WHERE "household_checks"."answered_at" is null;--> statement-breakpoint
CREATE TABLE `assisted_turns` (
	`submission_id` text NOT NULL,
	`turn` integer NOT NULL,
	`helper_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`submission_id`, `turn`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`helper_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assisted_turns_by_helper` ON `assisted_turns` (`helper_id`);