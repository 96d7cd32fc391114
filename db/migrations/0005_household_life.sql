DROP INDEX `households_number_in_hamlet`;--> statement-breakpoint
ALTER TABLE `households` ADD `goes_on_id` text REFERENCES households(id);--> statement-breakpoint
ALTER TABLE `households` ADD `split_from_id` text REFERENCES households(id);--> statement-breakpoint
CREATE UNIQUE INDEX `households_open_number_in_hamlet` ON `households` (`hamlet_id`,`number`) WHERE "households"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `households_closed_in_hamlet` ON `households` (`hamlet_id`,`number`) WHERE "households"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX `households_merged` ON `households` (`goes_on_id`) WHERE "households"."goes_on_id" is not null;