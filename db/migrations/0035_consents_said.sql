ALTER TABLE `consents` ADD `withdrawn_said_by` text;--> statement-breakpoint
ALTER TABLE `consents` ADD `withdrawn_said_by_unlisted` integer DEFAULT false NOT NULL;