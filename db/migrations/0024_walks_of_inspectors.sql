DROP INDEX `inspection_walks_to_make`;--> statement-breakpoint
CREATE INDEX `inspection_walks_of_inspector` ON `inspection_walks` (`inspector_id`,`month`);