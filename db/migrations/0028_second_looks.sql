CREATE TABLE `spot_second_looks` (
	`step_id` text PRIMARY KEY NOT NULL,
	`spot_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`looked_by` text,
	`looked_at` integer,
	`is_reopened` integer,
	FOREIGN KEY (`step_id`) REFERENCES `spot_stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`looked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spot_second_looks_whole" CHECK(("spot_second_looks"."looked_at" is null) = ("spot_second_looks"."looked_by" is null) and ("spot_second_looks"."looked_at" is null) = ("spot_second_looks"."is_reopened" is null))
);
--> statement-breakpoint
CREATE INDEX `spot_second_looks_open` ON `spot_second_looks` (`spot_id`) WHERE "spot_second_looks"."looked_at" is null;--> statement-breakpoint
CREATE INDEX `spot_second_looks_of_spot` ON `spot_second_looks` (`spot_id`);--> statement-breakpoint
CREATE INDEX `spots_newest` ON `spots` (`found_at`,`id`);--> statement-breakpoint
CREATE INDEX `spots_closed` ON `spots` (`stage_at`) WHERE "spots"."stage" in ('merged', 'not_ours', 'confirmed');