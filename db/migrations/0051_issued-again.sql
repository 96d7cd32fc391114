ALTER TABLE `issued` ADD `last_issued_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `issued_by_last` ON `issued` (`last_issued_at`,`id`);--> statement-breakpoint
UPDATE `issued` SET `last_issued_at` = coalesce((SELECT max(t.`at`) FROM `audit_entries` t WHERE t.`subject` = 'issued:' || `issued`.`id` AND t.`action` = 'issued.make'), `issued_at`);
