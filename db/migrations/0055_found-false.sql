PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_point_callbacks` (
	`entry_seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`quarter` text,
	`drawn_at` integer NOT NULL,
	`found` text,
	`found_by` text,
	`found_at` integer,
	`answer` text,
	`how` text,
	`words` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`entry_seq`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`found_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_callbacks_answer" CHECK("__new_point_callbacks"."answer" in ('true', 'untrue', 'not_reached')),
	CONSTRAINT "point_callbacks_how" CHECK("__new_point_callbacks"."how" in ('phone', 'visit')),
	CONSTRAINT "point_callbacks_quarter" CHECK("__new_point_callbacks"."quarter" glob '20[0-9][0-9]-Q[1-4]'),
	CONSTRAINT "point_callbacks_drawn_or_found" CHECK("__new_point_callbacks"."quarter" is not null or "__new_point_callbacks"."found_by" is not null),
	CONSTRAINT "point_callbacks_found" CHECK(length("__new_point_callbacks"."found") between 5 and 300),
	CONSTRAINT "point_callbacks_found_whole" CHECK(("__new_point_callbacks"."found" is null) = ("__new_point_callbacks"."found_by" is null) and ("__new_point_callbacks"."found" is null) = ("__new_point_callbacks"."found_at" is null)),
	CONSTRAINT "point_callbacks_words" CHECK(length("__new_point_callbacks"."words") between 2 and 300),
	CONSTRAINT "point_callbacks_whole" CHECK(("__new_point_callbacks"."answer" is null) = ("__new_point_callbacks"."answered_at" is null) and ("__new_point_callbacks"."answer" is null) = ("__new_point_callbacks"."answered_by" is null) and ("__new_point_callbacks"."answer" is null) = ("__new_point_callbacks"."how" is null) and ("__new_point_callbacks"."answer" is null) = ("__new_point_callbacks"."words" is null))
);
--> statement-breakpoint
INSERT INTO `__new_point_callbacks`("entry_seq", "household_id", "village_id", "quarter", "drawn_at", "answer", "how", "words", "answered_by", "answered_at") SELECT "entry_seq", "household_id", "village_id", "quarter", "drawn_at", "answer", "how", "words", "answered_by", "answered_at" FROM `point_callbacks`;--> statement-breakpoint
DROP TABLE `point_callbacks`;--> statement-breakpoint
ALTER TABLE `__new_point_callbacks` RENAME TO `point_callbacks`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `point_callbacks_open` ON `point_callbacks` (`drawn_at`,`entry_seq`) WHERE "point_callbacks"."answered_at" is null;--> statement-breakpoint
CREATE INDEX `point_callbacks_of_village` ON `point_callbacks` (`village_id`,`quarter`);--> statement-breakpoint
CREATE INDEX `point_callbacks_of_household` ON `point_callbacks` (`household_id`);--> statement-breakpoint
CREATE INDEX `point_callbacks_to_rule` ON `point_callbacks` (`answered_at`) WHERE "point_callbacks"."answer" = 'untrue' or "point_callbacks"."found_by" is not null;