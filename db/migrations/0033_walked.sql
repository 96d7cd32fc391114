DROP INDEX `region_figures_seen`;--> statement-breakpoint
ALTER TABLE `region_figures` ADD `walked_at` integer;--> statement-breakpoint
CREATE INDEX `region_figures_walked` ON `region_figures` (`walked_at`,`hamlets`) WHERE "region_figures"."walked_at" is not null;--> statement-breakpoint
UPDATE `region_figures` SET `walked_at` = (SELECT max(`done_at`) FROM `inspection_walks` WHERE `hamlet_id` = `region_id`);