DROP INDEX `channel_consents_one_standing`;--> statement-breakpoint
ALTER TABLE `channel_consents` ADD `story_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `channel_consents` ADD `ends_at` integer;--> statement-breakpoint
CREATE INDEX `channel_consents_ending` ON `channel_consents` (`ends_at`) WHERE "channel_consents"."withdrawn_at" is null and "channel_consents"."ends_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `channel_consents_one_standing` ON `channel_consents` (`item`,`household_id`,`channel`,`story_version`) WHERE "channel_consents"."withdrawn_at" is null;--> statement-breakpoint
ALTER TABLE `story_households` ADD `added_by` text REFERENCES people(id);--> statement-breakpoint
UPDATE `channel_consents` SET `story_version` = coalesce((SELECT `version` FROM `stories` WHERE `id` = substr(`item`, 7)), 0) WHERE `item` GLOB 'story:*';
