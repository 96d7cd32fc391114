CREATE TABLE `region_months` (
	`region_id` text NOT NULL,
	`month` text NOT NULL,
	`pairs` integer DEFAULT 0 NOT NULL,
	`looked` integer DEFAULT 0 NOT NULL,
	`clean` integer DEFAULT 0 NOT NULL,
	`mended` integer DEFAULT 0 NOT NULL,
	`mended_in_time` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`region_id`, `month`),
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `region_outlines` (
	`region_id` text PRIMARY KEY NOT NULL,
	`shape` text NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `spots_of_village_in_work` ON `spots` (`village_id`,`due_at`,`id`) WHERE "spots"."stage" in ('assigned', 'in_hand', 'half_done') and "spots"."grade" <> 'D' and "spots"."cause" <> 'facility_gap';--> statement-breakpoint
WITH `things` AS (
	SELECT `hamlet_id`, strftime('%Y-%m', `published_at` / 1000 + 28800, 'unixepoch') AS `month`, 1 AS `pairs`, 0 AS `looked`, 0 AS `clean`, 0 AS `mended`, 0 AS `in_time`
		FROM `submissions` WHERE `stage` = 'published' AND `published_at` IS NOT NULL
	UNION ALL SELECT `w`.`hamlet_id`, `w`.`month`, 0, 1, `i`.`found` = 'clean', 0, 0 FROM `inspection_walks` `w` JOIN `inspections` `i` ON `i`.`walk_id` = `w`.`id`
		WHERE `w`.`done_at` IS NOT NULL AND (`i`.`found` = 'clean' OR `i`.`found` = 'fault' AND `i`.`cause` <> 'facility_gap'
			AND (SELECT `cause` FROM `spots` WHERE `id` = `i`.`spot_id`) IS NOT 'facility_gap' AND NOT EXISTS (SELECT 1 FROM `spot_assignments` `a`
				WHERE `a`.`spot_id` = `i`.`spot_id` AND `a`.`appealed_at` IS NOT NULL AND `a`.`appeal_answer` IS NOT 'rejected'))
	UNION ALL SELECT `s`.`hamlet_id`, strftime('%Y-%m', `c`.`at` / 1000 + 28800, 'unixepoch'), 0, 0, 0, 1, `a`.`due_at` >= (SELECT `f`.`at` FROM `spot_stages` `f`
			WHERE `f`.`spot_id` = `c`.`spot_id` AND `f`.`stage` = 'said_fixed' AND `f`.`seq` < `c`.`seq` ORDER BY `f`.`seq` DESC LIMIT 1)
		FROM `spot_stages` `c` JOIN `spots` `s` ON `s`.`id` = `c`.`spot_id` JOIN `spot_assignments` `a` ON `a`.`spot_id` = `c`.`spot_id`
			AND `a`.`number` = (SELECT count(*) FROM `spot_stages` WHERE `spot_id` = `c`.`spot_id` AND `stage` = 'assigned' AND `seq` < `c`.`seq`)
		WHERE `c`.`stage` = 'confirmed' AND `a`.`cause` <> 'facility_gap' AND `a`.`grade` <> 'D' AND (`a`.`appealed_at` IS NULL OR `a`.`appeal_answer` = 'rejected')
			AND NOT EXISTS (SELECT 1 FROM `spot_stages` `n` WHERE `n`.`spot_id` = `c`.`spot_id` AND `n`.`seq` = `c`.`seq` + 1 AND `n`.`stage` = 'in_hand'))
INSERT INTO `region_months` SELECT `above`.`value`, `month`, sum(`pairs`), sum(`looked`), sum(`clean`), sum(`mended`), sum(`in_time`)
FROM `things` JOIN `regions` `r` ON `r`.`id` = `hamlet_id` JOIN json_each('["' || replace(trim(`r`.`path`, '/'), '/', '","') || '"]') `above`
GROUP BY `above`.`value`, `month`;
