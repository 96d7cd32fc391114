CREATE TABLE `inspection_pools` (
	`month` text NOT NULL,
	`hamlet_id` text NOT NULL,
	`village_id` text NOT NULL,
	`stratum` integer NOT NULL,
	`is_drawn` integer NOT NULL,
	PRIMARY KEY(`month`, `hamlet_id`),
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inspection_pools_stratum" CHECK("inspection_pools"."stratum" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE `inspection_walks` (
	`id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`hamlet_id` text NOT NULL,
	`village_id` text NOT NULL,
	`inspector_id` text,
	`drawn_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`inspector_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inspection_walks_done_by_somebody" CHECK("inspection_walks"."done_at" is null or "inspection_walks"."inspector_id" is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inspection_walks_once` ON `inspection_walks` (`month`,`hamlet_id`);--> statement-breakpoint
CREATE INDEX `inspection_walks_to_make` ON `inspection_walks` (`inspector_id`,`month`) WHERE "inspection_walks"."done_at" is null;--> statement-breakpoint
CREATE INDEX `inspection_walks_of_hamlet` ON `inspection_walks` (`hamlet_id`,`done_at`) WHERE "inspection_walks"."done_at" is not null;--> statement-breakpoint
CREATE INDEX `inspection_walks_of_village` ON `inspection_walks` (`village_id`,`month`);--> statement-breakpoint
CREATE TABLE `inspections` (
	`walk_id` text NOT NULL,
	`place` text NOT NULL,
	`found` text NOT NULL,
	`cause` text,
	`spot_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`walk_id`, `place`),
	FOREIGN KEY (`walk_id`) REFERENCES `inspection_walks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`spot_id`) REFERENCES `spots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inspections_place" CHECK("inspections"."place" in ('entrance', 'road', 'lane', 'ditch', 'bins', 'toilet', 'square', 'pond', 'roadside', 'vacant')),
	CONSTRAINT "inspections_found" CHECK("inspections"."found" in ('clean', 'fault', 'none')),
	CONSTRAINT "inspections_cause" CHECK("inspections"."cause" in ('behavior', 'cleaning_duty', 'facility_gap', 'legacy', 'cross_boundary', 'construction')),
	CONSTRAINT "inspections_fault" CHECK(("inspections"."found" = 'fault') = ("inspections"."cause" is not null) and ("inspections"."found" = 'fault') = ("inspections"."spot_id" is not null))
);
--> statement-breakpoint
CREATE INDEX `inspections_of_spot` ON `inspections` (`spot_id`) WHERE "inspections"."spot_id" is not null;--> statement-breakpoint
CREATE TABLE `remote_hamlets` (
	`hamlet_id` text PRIMARY KEY NOT NULL,
	`marked_by` text NOT NULL,
	`marked_at` integer NOT NULL,
	FOREIGN KEY (`hamlet_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`marked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
