ALTER TABLE `channel_consents` ADD `said_by_unlisted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `channel_consents` ADD `withdrawn_said_by_unlisted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `assisted_submissions` ADD `said_by_unlisted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `vote_nominations` ADD `said_by_unlisted` integer DEFAULT false NOT NULL;