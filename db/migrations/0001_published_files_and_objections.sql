CREATE TABLE `objections` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`number` integer NOT NULL,
	`household_id` text NOT NULL,
	`made_by` text NOT NULL,
	`words` text NOT NULL,
	`made_at` integer NOT NULL,
	`answer` text,
	`is_upheld` integer,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "objections_words" CHECK(length("objections"."words") between 5 and 500),
	CONSTRAINT "objections_answer" CHECK(length("objections"."answer") between 1 and 500),
	CONSTRAINT "objections_answered_whole" CHECK(("objections"."answer" is null) = ("objections"."is_upheld" is null) and ("objections"."answer" is null) = ("objections"."answered_by" is null) and ("objections"."answer" is null) = ("objections"."answered_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `objections_in_order` ON `objections` (`kind`,`subject`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `objections_one_a_household` ON `objections` (`kind`,`subject`,`household_id`);--> statement-breakpoint
CREATE TABLE `published_files` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`sha256` text NOT NULL,
	`pieces` integer NOT NULL,
	`bytes` integer NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `subject`),
	FOREIGN KEY (`published_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `published_pieces` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`place` integer NOT NULL,
	`bytes` blob NOT NULL,
	`first_key` text,
	PRIMARY KEY(`kind`, `subject`, `place`),
	FOREIGN KEY (`kind`,`subject`) REFERENCES `published_files`(`kind`,`subject`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `published_pieces_by_key` ON `published_pieces` (`kind`,`subject`,`first_key`);--> statement-breakpoint
INSERT INTO `objections` (`id`, `kind`, `subject`, `number`, `household_id`, `made_by`, `words`, `made_at`, `answer`, `is_upheld`, `answered_by`, `answered_at`)
	SELECT `id`, 'round', `round_id`, `number`, `household_id`, `made_by`, `words`, `made_at`, `answer`, `is_upheld`, `answered_by`, `answered_at` FROM `vote_objections`;--> statement-breakpoint
INSERT INTO `published_files` (`kind`, `subject`, `sha256`, `pieces`, `bytes`, `published_by`, `published_at`)
	SELECT 'count', c.`round_id`, c.`sha256`, count(p.`place`), coalesce(sum(length(p.`bytes`)), 0), c.`counted_by`, c.`counted_at`
	FROM `vote_counts` c LEFT JOIN `vote_count_pieces` p ON p.`round_id` = c.`round_id` GROUP BY c.`round_id`;--> statement-breakpoint
INSERT INTO `published_pieces` (`kind`, `subject`, `place`, `bytes`, `first_key`)
	SELECT 'count', `round_id`, `place`, `bytes`, `receipts_from` FROM `vote_count_pieces`;--> statement-breakpoint
UPDATE `notices` SET `params` = json_set(json_remove(`params`, '$.round'), '$.what', 'round', '$.name', json_extract(`params`, '$.round'))
	WHERE `kind` IN ('objection_came', 'objection_answered');--> statement-breakpoint
DROP TABLE `vote_count_pieces`;--> statement-breakpoint
DROP TABLE `vote_counts`;--> statement-breakpoint
DROP TABLE `vote_objections`;