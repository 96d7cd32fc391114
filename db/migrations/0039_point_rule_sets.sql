CREATE TABLE `award_list_lines` (
	`list_id` text NOT NULL,
	`household_id` text NOT NULL,
	PRIMARY KEY(`list_id`, `household_id`),
	FOREIGN KEY (`list_id`) REFERENCES `award_lists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `award_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`code` text NOT NULL,
	`held_on` text NOT NULL,
	`evidence` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	`paid_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "award_lists_code" CHECK("award_lists"."code" in ('P04', 'P05', 'P07', 'P10')),
	CONSTRAINT "award_lists_evidence" CHECK(length("award_lists"."evidence") between 4 and 200)
);
--> statement-breakpoint
CREATE INDEX `award_lists_of_village` ON `award_lists` (`village_id`,`entered_at`);--> statement-breakpoint
CREATE TABLE `expiry_announcements` (
	`household_id` text NOT NULL,
	`month` text NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`household_id`, `month`, `step`),
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "expiry_announcements_step" CHECK("expiry_announcements"."step" in ('ninety', 'thirty'))
);
--> statement-breakpoint
CREATE TABLE `fund_moves` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`from_village_id` text NOT NULL,
	`to_village_id` text NOT NULL,
	`household_id` text,
	`points` integer NOT NULL,
	`is_owed` integer NOT NULL,
	`after_seq` integer NOT NULL,
	FOREIGN KEY (`from_village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `point_legs` (
	`entry_seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`village_id` text NOT NULL,
	`redeemable` integer NOT NULL,
	`honour` integer NOT NULL,
	`held` integer NOT NULL,
	`fund` integer NOT NULL,
	`spent` integer NOT NULL,
	`given` integer NOT NULL,
	`redeemable_after` integer NOT NULL,
	`honour_after` integer NOT NULL,
	FOREIGN KEY (`entry_seq`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_legs_balance" CHECK("point_legs"."redeemable" + "point_legs"."honour" + "point_legs"."held" + "point_legs"."fund" + "point_legs"."spent" + "point_legs"."given" = 0),
	CONSTRAINT "point_legs_never_below_zero" CHECK("point_legs"."redeemable_after" >= 0 and "point_legs"."honour_after" >= 0)
);
--> statement-breakpoint
CREATE INDEX `point_legs_by_household` ON `point_legs` (`household_id`,`entry_seq`);--> statement-breakpoint
CREATE TABLE `point_lots` (
	`household_id` text NOT NULL,
	`month` text NOT NULL,
	`given` integer NOT NULL,
	`expired` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`household_id`, `month`),
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_lots_expired" CHECK("point_lots"."expired" between 0 and "point_lots"."given")
);
--> statement-breakpoint
CREATE INDEX `point_lots_running` ON `point_lots` (`month`,`household_id`) WHERE "point_lots"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `rule_sets` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text,
	`version` integer NOT NULL,
	`document_number` text DEFAULT '' NOT NULL,
	`decided_on` text DEFAULT '' NOT NULL,
	`effective_from` integer,
	`drafted_by` text,
	`drafted_at` integer NOT NULL,
	`adopted_by` text,
	`adopted_at` integer,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`drafted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`adopted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rule_sets_adopted" CHECK(("rule_sets"."adopted_at" is null) = ("rule_sets"."effective_from" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_sets_versions` ON `rule_sets` (`village_id`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `rule_sets_one_draft` ON `rule_sets` (`village_id`) WHERE "rule_sets"."adopted_at" is null;--> statement-breakpoint
CREATE INDEX `rule_sets_in_force` ON `rule_sets` (`village_id`,`effective_from`);--> statement-breakpoint
CREATE TABLE `village_accounts` (
	`village_id` text PRIMARY KEY NOT NULL,
	`deposited` integer DEFAULT 0 NOT NULL,
	`liability` integer DEFAULT 0 NOT NULL,
	`spent` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "village_accounts_covered" CHECK("village_accounts"."liability" + "village_accounts"."spent" <= "village_accounts"."deposited"),
	CONSTRAINT "village_accounts_never_below_zero" CHECK("village_accounts"."liability" >= 0 and "village_accounts"."spent" >= 0)
);
--> statement-breakpoint
CREATE TABLE `village_funds` (
	`id` text PRIMARY KEY NOT NULL,
	`village_id` text NOT NULL,
	`quarter` text NOT NULL,
	`deposit` integer NOT NULL,
	`document_number` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `regions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "village_funds_deposit" CHECK("village_funds"."deposit" between 1 and 10000000),
	CONSTRAINT "village_funds_quarter" CHECK("village_funds"."quarter" glob '20[0-9][0-9]-Q[1-4]'),
	CONSTRAINT "village_funds_document" CHECK(length("village_funds"."document_number") between 1 and 60)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `village_funds_documents` ON `village_funds` (`village_id`,`document_number`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_point_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`household_id` text NOT NULL,
	`kind` text NOT NULL,
	`points` integer NOT NULL,
	`held` integer NOT NULL,
	`redeemable` integer,
	`balance_after` integer NOT NULL,
	`held_after` integer NOT NULL,
	`refers_to` integer,
	`rule_id` text NOT NULL,
	`source` text NOT NULL,
	`evidence` text NOT NULL,
	`month` text NOT NULL,
	`actor_id` text,
	`at` integer NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refers_to`) REFERENCES `point_entries`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`rule_id`) REFERENCES `point_rules`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_entries_never_below_zero" CHECK("__new_point_entries"."balance_after" >= 0 and "__new_point_entries"."held_after" >= 0),
	CONSTRAINT "point_entries_refer" CHECK(("__new_point_entries"."refers_to" is not null) = ("__new_point_entries"."kind" in ('vest', 'reverse'))),
	CONSTRAINT "point_entries_kind" CHECK(case "__new_point_entries"."kind"
				when 'issue' then "__new_point_entries"."points" > 0 and "__new_point_entries"."held" = 0
				when 'hold' then "__new_point_entries"."points" = 0 and "__new_point_entries"."held" > 0
				when 'vest' then "__new_point_entries"."points" > 0 and "__new_point_entries"."held" = -"__new_point_entries"."points"
				when 'reverse' then ("__new_point_entries"."points" <> 0 and "__new_point_entries"."held" = 0) or ("__new_point_entries"."points" = 0 and "__new_point_entries"."held" < 0)
				when 'adjust' then "__new_point_entries"."points" <> 0 and "__new_point_entries"."held" = 0
				when 'redeem' then "__new_point_entries"."points" < 0 and "__new_point_entries"."held" = 0
				when 'expire' then "__new_point_entries"."points" < 0 and "__new_point_entries"."held" = 0
				else false end)
);
--> statement-breakpoint
INSERT INTO `__new_point_entries`("seq", "household_id", "kind", "points", "held", "redeemable", "balance_after", "held_after", "refers_to", "rule_id", "source", "evidence", "month", "actor_id", "at", "previous_hash", "hash") SELECT "seq", "household_id", "kind", "points", "held", NULL, "balance_after", "held_after", "refers_to", "rule_id", "source", "evidence", "month", "actor_id", "at", "previous_hash", "hash" FROM `point_entries`;--> statement-breakpoint
DROP TABLE `point_entries`;--> statement-breakpoint
ALTER TABLE `__new_point_entries` RENAME TO `point_entries`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_refersTo_unique` ON `point_entries` (`refers_to`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_source_unique` ON `point_entries` (`source`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_entries_hash_unique` ON `point_entries` (`hash`);--> statement-breakpoint
CREATE INDEX `point_entries_by_household` ON `point_entries` (`household_id`,`seq`);--> statement-breakpoint
CREATE TABLE `__new_point_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`set_id` text NOT NULL,
	`code` text NOT NULL,
	`points` integer NOT NULL,
	`held_points` integer DEFAULT 0 NOT NULL,
	`grade_points` text,
	`cap_count` integer,
	`cap_period` text,
	`remark` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`set_id`) REFERENCES `rule_sets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "point_rules_code" CHECK("__new_point_rules"."code" in ('P01', 'P02', 'P03', 'P04', 'P05', 'P06', 'P07', 'P08', 'P09', 'P10', 'N01', 'N02', 'T01', 'T02')),
	CONSTRAINT "point_rules_points" CHECK(case when "__new_point_rules"."code" in ('N02', 'T01', 'T02') then "__new_point_rules"."points" = 0 when "__new_point_rules"."code" = 'N01' then "__new_point_rules"."points" between -20 and 0
				else "__new_point_rules"."points" between 0 and 50 end),
	CONSTRAINT "point_rules_held" CHECK("__new_point_rules"."held_points" between 0 and max(0, "__new_point_rules"."points")),
	CONSTRAINT "point_rules_grades" CHECK(("__new_point_rules"."grade_points" is not null) = ("__new_point_rules"."code" = 'P03') and ("__new_point_rules"."grade_points" is null or json_array_length("__new_point_rules"."grade_points") = 3
				and "__new_point_rules"."grade_points" ->> 0 between 0 and "__new_point_rules"."grade_points" ->> 1 and "__new_point_rules"."grade_points" ->> 1 <= "__new_point_rules"."grade_points" ->> 2
				and "__new_point_rules"."grade_points" ->> 2 <= 50 and "__new_point_rules"."grade_points" ->> 0 = "__new_point_rules"."points")),
	CONSTRAINT "point_rules_cap" CHECK(("__new_point_rules"."cap_count" is null) = ("__new_point_rules"."cap_period" is null) and ("__new_point_rules"."cap_count" is null or "__new_point_rules"."cap_count" between 1 and 31)),
	CONSTRAINT "point_rules_period" CHECK("__new_point_rules"."cap_period" in ('month', 'quarter')),
	CONSTRAINT "point_rules_breach" CHECK("__new_point_rules"."code" <> 'N01' or coalesce("__new_point_rules"."cap_period" = 'quarter' and -"__new_point_rules"."points" * "__new_point_rules"."cap_count" <= 20, 0)),
	CONSTRAINT "point_rules_remark" CHECK(length("__new_point_rules"."remark") <= 100)
);
--> statement-breakpoint
INSERT INTO `rule_sets` (`id`, `version`, `drafted_at`) SELECT 'default', 1, 0 WHERE EXISTS (SELECT 1 FROM `point_rules`);--> statement-breakpoint
INSERT INTO `__new_point_rules`("id", "set_id", "code", "points", "held_points", "cap_count", "cap_period") SELECT "id", 'default', "code", "points", iif("code" = 'P01' AND "points" = 5, 3, 0), "cap_count", "cap_period" FROM `point_rules`;--> statement-breakpoint
DROP TABLE `point_rules`;--> statement-breakpoint
ALTER TABLE `__new_point_rules` RENAME TO `point_rules`;--> statement-breakpoint
CREATE UNIQUE INDEX `point_rules_of_set` ON `point_rules` (`set_id`,`code`);--> statement-breakpoint
INSERT INTO `point_legs` SELECT e.`seq`, e.`household_id`, h.`village_id`, 0, e.`points`, e.`held`, 0, 0, -(e.`points` + e.`held`), 0, e.`balance_after` FROM `point_entries` e JOIN `households` h ON h.`id` = e.`household_id`;
