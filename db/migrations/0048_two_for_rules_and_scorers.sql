CREATE TABLE `rule_adoptions` (
	`id` text PRIMARY KEY NOT NULL,
	`set_id` text NOT NULL,
	`document_number` text NOT NULL,
	`decided_on` text NOT NULL,
	`effective_from` integer NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`set_id`) REFERENCES `rule_sets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rule_adoptions_of_set` ON `rule_adoptions` (`set_id`);--> statement-breakpoint
ALTER TABLE `scorers` ADD `stands_from` integer;--> statement-breakpoint
-- Whoever was a scorer before two people had to sign stays one.
UPDATE `scorers` SET `stands_from` = `appointed_at`;
