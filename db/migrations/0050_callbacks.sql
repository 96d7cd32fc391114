CREATE TABLE `point_callbacks` (
	`entry_seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`quarter` text NOT NULL,
	`drawn_at` integer NOT NULL,
	`answer` text,
	`how` text,
	`words` text,
	`answered_by` text,
	`answered_at` integer,
	FOREIGN KEY (`entry_seq`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_callbacks_answer" CHECK("point_callbacks"."answer" in ('true', 'untrue', 'not_reached')),
	CONSTRAINT "point_callbacks_how" CHECK("point_callbacks"."how" in ('phone', 'visit')),
	CONSTRAINT "point_callbacks_quarter" CHECK("point_callbacks"."quarter" glob '20[0-9][0-9]-Q[1-4]'),
	CONSTRAINT "point_callbacks_words" CHECK(length("point_callbacks"."words") between 2 and 300),
	CONSTRAINT "point_callbacks_whole" CHECK(("point_callbacks"."answer" is null) = ("point_callbacks"."answered_at" is null) and ("point_callbacks"."answer" is null) = ("point_callbacks"."answered_by" is null) and ("point_callbacks"."answer" is null) = ("point_callbacks"."how" is null) and ("point_callbacks"."answer" is null) = ("point_callbacks"."words" is null))
);
--> statement-breakpoint
CREATE INDEX `point_callbacks_open` ON `point_callbacks` (`drawn_at`,`entry_seq`) WHERE "point_callbacks"."answered_at" is null;--> statement-breakpoint
CREATE INDEX `point_callbacks_of_village` ON `point_callbacks` (`village_id`,`quarter`);--> statement-breakpoint
CREATE INDEX `point_callbacks_of_household` ON `point_callbacks` (`household_id`);--> statement-breakpoint
CREATE INDEX `point_callbacks_untrue` ON `point_callbacks` (`answered_at`) WHERE "point_callbacks"."answer" = 'untrue';