ALTER TABLE `approvals` ADD `answer_why` text;--> statement-breakpoint
UPDATE `people` SET `let_in_by` = (
	SELECT `issued_by` FROM `passphrase_links` WHERE `person_id` = `people`.`id` AND `used_at` IS NOT NULL ORDER BY `used_at` DESC LIMIT 1
) WHERE `passphrase_hash` IS NOT NULL AND `username` IS NOT NULL;--> statement-breakpoint
UPDATE `sessions` SET `let_in_by` = (SELECT `let_in_by` FROM `people` WHERE `id` = `sessions`.`person_id`) WHERE `kind` = 'staff';
