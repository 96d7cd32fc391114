CREATE TABLE `assisted_submissions` (
	`submission_id` text NOT NULL,
	`version` integer NOT NULL,
	`helper_id` text NOT NULL,
	`at` integer NOT NULL,
	`said_by` text,
	`how` text,
	`read_text` text,
	PRIMARY KEY(`submission_id`, `version`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`helper_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assisted_submissions_how" CHECK("assisted_submissions"."how" in ('spoken', 'paper')),
	CONSTRAINT "assisted_submissions_whole" CHECK(("assisted_submissions"."version" = 0) = ("assisted_submissions"."said_by" is null) and ("assisted_submissions"."version" = 0) = ("assisted_submissions"."how" is null) and ("assisted_submissions"."version" = 0) = ("assisted_submissions"."read_text" is null)),
	CONSTRAINT "assisted_submissions_said_by" CHECK(length("assisted_submissions"."said_by") between 1 and 240 and length("assisted_submissions"."read_text") between 1 and 20)
);
--> statement-breakpoint
CREATE INDEX `assisted_submissions_by_helper` ON `assisted_submissions` (`helper_id`,`at`);