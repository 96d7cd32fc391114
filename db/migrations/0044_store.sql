CREATE TABLE `store_order_lines` (
	`order_id` text NOT NULL,
	`good_id` text NOT NULL,
	`price_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`points` integer NOT NULL,
	PRIMARY KEY(`order_id`, `good_id`),
	FOREIGN KEY (`order_id`) REFERENCES `store_orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`good_id`) REFERENCES `store_goods`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`price_id`) REFERENCES `store_prices`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_order_lines_quantity" CHECK("store_order_lines"."quantity" between 1 and 99)
);
--> statement-breakpoint
CREATE INDEX `store_order_lines_of_good` ON `store_order_lines` (`good_id`);--> statement-breakpoint
CREATE TABLE `store_order_stages` (
	`order_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`stage` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `store_orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_order_stages_stage" CHECK("store_order_stages"."stage" in ('ordered', 'collected', 'cancelled', 'lapsed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_order_stages_in_order` ON `store_order_stages` (`order_id`,`seq`);--> statement-breakpoint
CREATE TABLE `store_orders` (
	`id` text PRIMARY KEY NOT NULL,
	`form_key` text NOT NULL,
	`village_id` text NOT NULL,
	`household_id` text NOT NULL,
	`points` integer NOT NULL,
	`code_hash` text NOT NULL,
	`stage` text DEFAULT 'ordered' NOT NULL,
	`stage_at` integer NOT NULL,
	`way` text NOT NULL,
	`ordered_by` text NOT NULL,
	`let_in_by` text,
	`said_by` text,
	`said_by_unlisted` integer DEFAULT false NOT NULL,
	`ordered_at` integer NOT NULL,
	`lapses_at` integer NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ordered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`let_in_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_orders_points" CHECK("store_orders"."points" > 0),
	CONSTRAINT "store_orders_way" CHECK("store_orders"."way" in ('own', 'kiosk', 'keeper')),
	CONSTRAINT "store_orders_said" CHECK(("store_orders"."way" = 'keeper') = ("store_orders"."said_by" is not null)),
	CONSTRAINT "store_orders_lapse" CHECK("store_orders"."lapses_at" > "store_orders"."ordered_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_orders_formKey_unique` ON `store_orders` (`form_key`);--> statement-breakpoint
CREATE INDEX `store_orders_of_household` ON `store_orders` (`household_id`,`ordered_at`);--> statement-breakpoint
CREATE INDEX `store_orders_of_village` ON `store_orders` (`village_id`,`ordered_at`);--> statement-breakpoint
CREATE INDEX `store_orders_by_code` ON `store_orders` (`code_hash`);--> statement-breakpoint
CREATE INDEX `store_orders_open` ON `store_orders` (`village_id`,`lapses_at`) WHERE "store_orders"."stage" = 'ordered';--> statement-breakpoint
CREATE TABLE `store_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`good_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`unit_cost` integer NOT NULL,
	`donor_id` text,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`good_id`) REFERENCES `store_goods`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`donor_id`) REFERENCES `store_donors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_deliveries_quantity" CHECK("store_deliveries"."quantity" between 1 and 10000),
	CONSTRAINT "store_deliveries_cost" CHECK("store_deliveries"."unit_cost" between 0 and 1000000)
);
--> statement-breakpoint
CREATE INDEX `store_deliveries_of_good` ON `store_deliveries` (`good_id`,`entered_at`);--> statement-breakpoint
CREATE TABLE `store_donors` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`is_named` integer NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_donors_kind" CHECK("store_donors"."kind" in ('office', 'firm', 'person')),
	CONSTRAINT "store_donors_name" CHECK(length("store_donors"."name") between 2 and 60)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_donors_once` ON `store_donors` (`village_id`,`name`);--> statement-breakpoint
CREATE TABLE `store_goods` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`photo_id` text,
	`stock` integer DEFAULT 0 NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`photo_id`) REFERENCES `photos`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_goods_stock" CHECK("store_goods"."stock" >= 0),
	CONSTRAINT "store_goods_name" CHECK(length("store_goods"."name") between 1 and 30),
	CONSTRAINT "store_goods_unit" CHECK(length("store_goods"."unit") between 1 and 12),
	CONSTRAINT "store_goods_description" CHECK(length("store_goods"."description") <= 200)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_goods_named_once` ON `store_goods` (`village_id`,`name`) WHERE "store_goods"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `store_goods_of_village` ON `store_goods` (`village_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `store_goods_by_photo` ON `store_goods` (`photo_id`);--> statement-breakpoint
CREATE TABLE `store_keepers` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`person_id` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_keepers_not_oneself" CHECK("store_keepers"."added_by" <> "store_keepers"."person_id"),
	CONSTRAINT "store_keepers_ended" CHECK(("store_keepers"."ended_at" is null) = ("store_keepers"."ended_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_keepers_once` ON `store_keepers` (`village_id`,`person_id`) WHERE "store_keepers"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `store_keepers_of_person` ON `store_keepers` (`person_id`);--> statement-breakpoint
CREATE TABLE `store_movements` (
	`good_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`quantity` integer NOT NULL,
	`stock_after` integer NOT NULL,
	`source_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`good_id`, `seq`),
	FOREIGN KEY (`good_id`) REFERENCES `store_goods`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_movements_never_below_zero" CHECK("store_movements"."stock_after" >= 0),
	CONSTRAINT "store_movements_kind" CHECK(case "store_movements"."kind" when 'in' then "store_movements"."quantity" > 0 when 'back' then "store_movements"."quantity" > 0 when 'out' then "store_movements"."quantity" < 0
				when 'count' then "store_movements"."quantity" <> 0 else false end)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_movements_once` ON `store_movements` (`source_id`,`good_id`,`kind`);--> statement-breakpoint
CREATE TABLE `store_prices` (
	`id` text PRIMARY KEY NOT NULL,
	`good_id` text NOT NULL,
	`version` integer NOT NULL,
	`points` integer NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`good_id`) REFERENCES `store_goods`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`set_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_prices_points" CHECK("store_prices"."points" between 1 and 1000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `store_prices_versions` ON `store_prices` (`good_id`,`version`);--> statement-breakpoint
CREATE TABLE `store_taking_lines` (
	`taking_id` text NOT NULL,
	`good_id` text NOT NULL,
	`expected` integer NOT NULL,
	`counted` integer NOT NULL,
	PRIMARY KEY(`taking_id`, `good_id`),
	FOREIGN KEY (`taking_id`) REFERENCES `store_takings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`good_id`) REFERENCES `store_goods`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "store_taking_lines_counts" CHECK("store_taking_lines"."expected" >= 0 and "store_taking_lines"."counted" between 0 and 100000)
);
--> statement-breakpoint
CREATE TABLE `store_takings` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`month` text NOT NULL,
	`counted_by` text NOT NULL,
	`counted_at` integer NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `store_takings_of_village` ON `store_takings` (`village_id`,`month`);