CREATE INDEX `role_grants_at_region` ON `role_grants` (`region_id`);--> statement-breakpoint
CREATE INDEX `sign_in_slips_by_household` ON `sign_in_slips` (`household_id`);