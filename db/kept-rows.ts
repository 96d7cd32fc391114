import { LIVES } from "./lives.ts";

/** Tables whose rows are never changed or deleted. */
export const APPEND_ONLY = [
	...LIVES.map(({ rows }) => rows),
	"assisted_submissions",
	"assisted_turns",
	"audit_entries",
	"ballot_conflicts",
	"ballots",
	"board_named",
	"declared_relatives",
	"exposure_corrections",
	"help_orders",
	"inspection_pools",
	"inspections",
	"issued",
	"issued_shows",
	"model_rechecks",
	"paper_entries",
	"photo_redactions",
	"point_entries",
	"point_rules",
	"published_files",
	"published_pieces",
	"submission_versions",
	"talks",
	"vote_candidates",
] as const;

/** Tables whose rows may change as a trigger allows, but are never deleted. */
export const KEPT = [
	"approvals",
	"ballot_appeals",
	"area_duties",
	"board_editions",
	"channel_consents",
	"consents",
	"decisions",
	"exposure_policies",
	"exposure_takedowns",
	"exposures",
	"gap_requests",
	"household_checks",
	"inspection_walks",
	"model_pairs",
	"model_stories",
	"model_villages",
	"objections",
	"paper_ballots",
	"posted_copies",
	"role_grants",
	"spot_assignments",
	"spot_milestones",
	"spot_reports",
	"spot_second_looks",
	"spots",
	"unit_members",
	"units",
	"vote_flags",
	"vote_nominations",
	"vote_rounds",
] as const;

export function keptRowTriggers(): string[] {
	return [
		...APPEND_ONLY.flatMap((table) => [
			`CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
			`CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
		]),
		...KEPT.map((table) => `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} stay'); END;`),
	];
}
