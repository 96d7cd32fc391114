CREATE TABLE `vote_roll_strays` (
	`round_id` text NOT NULL,
	`household_id` text NOT NULL,
	PRIMARY KEY(`round_id`, `household_id`),
	FOREIGN KEY (`round_id`) REFERENCES `vote_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`household_id`) REFERENCES `households`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_entries_by_place` ON `audit_entries` (detail ->> '$.place.id');--> statement-breakpoint
CREATE INDEX `audit_entries_by_other_place` ON `audit_entries` (detail ->> '$.place.otherId');--> statement-breakpoint
INSERT INTO `vote_roll_strays` SELECT v.round_id, v.household_id FROM vote_rounds r JOIN vote_roll v ON v.round_id = r.id JOIN households h ON h.id = v.household_id
	WHERE r.stage = 'draft' AND (h.closed_at IS NOT NULL OR h.village_id <> v.village_id);
