ALTER TABLE `people` ADD `let_in_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `sessions` ADD `let_in_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `vote_nominations` ADD `let_in_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `vote_nominations` ADD `said_by` text;--> statement-breakpoint
UPDATE `people` SET `let_in_by` = (
	SELECT `issued_by` FROM `sign_in_slips` WHERE `person_id` = `people`.`id` AND `used_at` <= `people`.`passphrase_changed_at` ORDER BY `used_at` DESC LIMIT 1
) WHERE `passphrase_hash` IS NOT NULL AND `username` IS NULL;--> statement-breakpoint
UPDATE `sessions` SET `let_in_by` = coalesce(
	(SELECT `issued_by` FROM `sign_in_slips` WHERE `person_id` = `sessions`.`person_id` AND `used_at` = `sessions`.`started_at`),
	(SELECT `let_in_by` FROM `people` WHERE `id` = `sessions`.`person_id`)
) WHERE `kind` = 'villager';
