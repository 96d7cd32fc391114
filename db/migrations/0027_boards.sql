CREATE TABLE `board_editions` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`level` text NOT NULL,
	`from_month` text NOT NULL,
	`until_month` text NOT NULL,
	`label` text NOT NULL,
	`least` integer NOT NULL,
	`one_in` integer NOT NULL,
	`most` integer NOT NULL,
	`error` integer NOT NULL,
	`stage` text DEFAULT 'drafted' NOT NULL,
	`stage_at` integer NOT NULL,
	`on_day` text,
	`published_at` integer,
	`objections_until` integer,
	FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "board_editions_level" CHECK("board_editions"."level" in ('hamlet', 'village', 'town')),
	CONSTRAINT "board_editions_months" CHECK("board_editions"."from_month" || '-01' is date("board_editions"."from_month" || '-01') and "board_editions"."until_month" || '-01' is date("board_editions"."until_month" || '-01') and "board_editions"."from_month" <= "board_editions"."until_month"),
	CONSTRAINT "board_editions_label" CHECK(length("board_editions"."label") between 2 and 8),
	CONSTRAINT "board_editions_fair" CHECK("board_editions"."least" >= 10 and "board_editions"."one_in" >= 10 and "board_editions"."most" between 1 and 5 and "board_editions"."error" between 1 and 50),
	CONSTRAINT "board_editions_published" CHECK(("board_editions"."published_at" is null) = ("board_editions"."objections_until" is null)),
	CONSTRAINT "board_editions_notice" CHECK("board_editions"."objections_until" >= "board_editions"."published_at" + 5 * 86400000)
);
--> statement-breakpoint
CREATE INDEX `board_editions_of_region` ON `board_editions` (`region_id`,`level`,`until_month`);--> statement-breakpoint
CREATE INDEX `board_editions_public` ON `board_editions` (`published_at`,`id`) WHERE "board_editions"."published_at" is not null;--> statement-breakpoint
CREATE TABLE `board_named` (
	`edition_id` text NOT NULL,
	`list` text NOT NULL,
	`position` integer NOT NULL,
	`place_id` text NOT NULL,
	`faults` integer NOT NULL,
	`inspections` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `list`, `position`),
	FOREIGN KEY (`edition_id`) REFERENCES `board_editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`place_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "board_named_list" CHECK("board_named"."list" in ('praised', 'improved', 'lagging')),
	CONSTRAINT "board_named_faults" CHECK("board_named"."faults" between 0 and "board_named"."inspections")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `board_named_once` ON `board_named` (`edition_id`,`list`,`place_id`);--> statement-breakpoint
CREATE INDEX `board_named_of_place` ON `board_named` (`place_id`,`list`);--> statement-breakpoint
CREATE TABLE `board_reasons` (
	`edition_id` text NOT NULL,
	`place_id` text NOT NULL,
	`words` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `place_id`),
	FOREIGN KEY (`edition_id`) REFERENCES `board_editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`place_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "board_reasons_words" CHECK(length("board_reasons"."words") between 5 and 60)
);
--> statement-breakpoint
CREATE TABLE `board_stages` (
	`edition_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `board_editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "board_stages_stage" CHECK("board_stages"."stage" in ('drafted', 'dropped', 'proposed', 'published', 'withdrawn', 'settled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `board_stages_in_order` ON `board_stages` (`edition_id`,`seq`);--> statement-breakpoint
CREATE TABLE `help_orders` (
	`id` text PRIMARY KEY NOT NULL,
	`place_id` text NOT NULL,
	`kind` text NOT NULL,
	`helper_id` text NOT NULL,
	`done_on` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`place_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`helper_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "help_orders_kind" CHECK("help_orders"."kind" in ('crew', 'bins', 'partner')),
	CONSTRAINT "help_orders_another" CHECK("help_orders"."helper_id" <> "help_orders"."place_id"),
	CONSTRAINT "help_orders_day" CHECK("help_orders"."done_on" is date("help_orders"."done_on") and "help_orders"."done_on" <= date("help_orders"."recorded_at" / 1000 + 28800, 'unixepoch'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `help_orders_once` ON `help_orders` (`place_id`,`kind`,`helper_id`,`done_on`);--> statement-breakpoint
CREATE INDEX `help_orders_of_place` ON `help_orders` (`place_id`,`done_on`);--> statement-breakpoint
CREATE TABLE `talks` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`place_id` text NOT NULL,
	`held_on` text NOT NULL,
	`words` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `board_editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`place_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "talks_words" CHECK(length("talks"."words") between 5 and 500),
	CONSTRAINT "talks_day" CHECK("talks"."held_on" is date("talks"."held_on") and "talks"."held_on" <= date("talks"."recorded_at" / 1000 + 28800, 'unixepoch'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `talks_one_an_edition` ON `talks` (`edition_id`,`place_id`);