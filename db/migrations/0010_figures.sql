CREATE TABLE `region_figures` (
	`region_id` text PRIMARY KEY NOT NULL,
	`places` integer DEFAULT 0 NOT NULL,
	`hamlets` integer DEFAULT 0 NOT NULL,
	`households` integer DEFAULT 0 NOT NULL,
	`pairs` integer DEFAULT 0 NOT NULL,
	`self_started` integer DEFAULT 0 NOT NULL,
	`taking_part` integer DEFAULT 0 NOT NULL,
	`waiting` integer DEFAULT 0 NOT NULL,
	`last_published_at` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `region_figures_seen` ON `region_figures` (`last_published_at`,`hamlets`) WHERE "region_figures"."last_published_at" is not null;--> statement-breakpoint
DROP INDEX `decisions_by_time`;--> statement-breakpoint
ALTER TABLE `decisions` ADD `village_id` text REFERENCES regions(id);--> statement-breakpoint
UPDATE `decisions` SET `village_id` = (SELECT `village_id` FROM `submissions` WHERE `id` = `submission_id`);--> statement-breakpoint
CREATE INDEX `decisions_by_outcome` ON `decisions` (`outcome`,`decided_at`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_of_village` ON `decisions` (`village_id`,`outcome`,`decided_at`,`id`);--> statement-breakpoint
DROP INDEX `submissions_figures`;--> statement-breakpoint
DROP INDEX `submissions_queue`;--> statement-breakpoint
ALTER TABLE `submissions` ADD `sent_at` integer;--> statement-breakpoint
UPDATE `submissions` SET `sent_at` = (SELECT max(`sent_at`) FROM `submission_versions` WHERE `submission_id` = `id`) WHERE `version` > 0;--> statement-breakpoint
CREATE INDEX `submissions_of_hamlet` ON `submissions` (`hamlet_id`,`published_at`) WHERE "submissions"."stage" = 'published';--> statement-breakpoint
CREATE INDEX `submissions_waiting` ON `submissions` (`sent_at`,`id`) WHERE "submissions"."stage" = 'waiting';--> statement-breakpoint
CREATE INDEX `submissions_waiting_of_village` ON `submissions` (`village_id`,`sent_at`,`id`) WHERE "submissions"."stage" = 'waiting';--> statement-breakpoint
CREATE INDEX `submissions_drafts` ON `submissions` (`edited_at`) WHERE "submissions"."stage" = 'draft';--> statement-breakpoint
WITH `sent` AS (
	SELECT `hamlet_id`, sum(`stage` = 'published') AS `pairs`, sum(`stage` = 'published' AND `started_by` IS 'self') AS `self_started`,
		count(DISTINCT CASE `stage` WHEN 'published' THEN `household_id` END) AS `taking_part`, sum(`stage` = 'waiting') AS `waiting`,
		max(CASE `stage` WHEN 'published' THEN `published_at` END) AS `last_published_at`
	FROM `submissions` WHERE `stage` IN ('published', 'waiting') GROUP BY `hamlet_id`),
`homes` AS (SELECT `hamlet_id`, count(*) AS `households` FROM `households` WHERE `closed_at` IS NULL GROUP BY `hamlet_id`)
INSERT INTO `region_figures` (`region_id`, `places`, `hamlets`, `households`, `pairs`, `self_started`, `taking_part`, `waiting`, `last_published_at`)
SELECT `a`.`value`, (SELECT count(*) FROM `regions` `b` WHERE `b`.`parent_id` = `a`.`value` AND `b`.`valid_to` IS NULL),
	sum(`r`.`level` = 'hamlet' AND `r`.`valid_to` IS NULL), coalesce(sum(`households`), 0), coalesce(sum(`pairs`), 0), coalesce(sum(`self_started`), 0),
	coalesce(sum(`taking_part`), 0), coalesce(sum(`waiting`), 0), max(CASE `r`.`id` WHEN `a`.`value` THEN `last_published_at` END)
FROM `regions` `r` JOIN json_each('["' || replace(trim(`r`.`path`, '/'), '/', '","') || '"]') `a`
LEFT JOIN `sent` ON `sent`.`hamlet_id` = `r`.`id` LEFT JOIN `homes` ON `homes`.`hamlet_id` = `r`.`id`
GROUP BY `a`.`value`;