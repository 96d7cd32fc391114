CREATE TABLE `search_entries` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`region_id` text,
	`household_id` text,
	`is_stale` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "search_entries_one_thing" CHECK(("search_entries"."region_id" is null) <> ("search_entries"."household_id" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_regionId_unique` ON `search_entries` (`region_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_householdId_unique` ON `search_entries` (`household_id`);--> statement-breakpoint
CREATE INDEX `search_entries_stale` ON `search_entries` (`number`) WHERE "search_entries"."is_stale" = 1;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(name, pinyin, digits, places, content = '', contentless_delete = 1, tokenize = 'ascii');--> statement-breakpoint
INSERT INTO `search_entries` (`region_id`) SELECT `id` FROM `regions` ORDER BY `code`;--> statement-breakpoint
INSERT INTO `search_entries` (`household_id`) SELECT `id` FROM `households` ORDER BY `hamlet_id`, `number`;
