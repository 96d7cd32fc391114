/**
 * SQL: whether two people may do the two halves of a duty for a region; the arguments are columns. True if neither made the other and nobody made both,
 * directly or through others. The search stops below people whom accounts cannot bind: those who held an office above the region when they made somebody, and
 * the first admin. No argument may have a name of in here (`held`, `held_in`, `due_in`, `up`, `m`): it would be taken for that.
 */
export function independent(one: string, other: string, regionId: string): string {
	return `(NOT EXISTS (SELECT 1 FROM makers WHERE person_id = ${one} AND maker_id = ${other} OR person_id = ${other} AND maker_id = ${one})
		AND NOT EXISTS (WITH RECURSIVE up (side, person_id) AS (
			SELECT 1, ${one} UNION SELECT 2, ${other}
			UNION SELECT up.side, m.maker_id FROM up JOIN makers m ON m.person_id = up.person_id WHERE NOT m.is_first AND NOT EXISTS (
				SELECT 1 FROM role_grants held JOIN regions held_in ON held_in.id = held.region_id JOIN regions due_in ON due_in.id = ${regionId}
				WHERE held.person_id = m.maker_id AND held.role IN ('village_admin', 'town_admin', 'district_admin')
					AND held.granted_at <= m.at AND (held.revoked_at IS NULL OR held.revoked_at > m.at)
					AND held_in.path <> due_in.path AND instr(due_in.path, held_in.path) = 1))
			SELECT 1 FROM up a JOIN up b ON b.person_id = a.person_id WHERE a.side = 1 AND b.side = 2))`;
}

const CALL = /\bINDEPENDENT\(([\w.]+), ([\w.]+), ([\w.]+)\)/g;

/** Replaces `INDEPENDENT(one, other, region_id)` in a promise by its SQL. */
export function withIndependence(statement: string): string {
	return statement.replaceAll(CALL, (_call, one: string, other: string, regionId: string) => independent(one, other, regionId));
}
