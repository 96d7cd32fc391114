-- 回避: whose households somebody has nothing to decide about. The one place that says it; every guard and trigger asks here.

CREATE VIEW close_households AS
	SELECT person_id, household_id FROM household_members WHERE left_at IS NULL
	UNION ALL SELECT person_id, household_id FROM declared_relatives;
