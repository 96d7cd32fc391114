-- 回避: the households on which somebody may not decide. Every guard and trigger reads this view.

CREATE VIEW close_households AS
	SELECT person_id, household_id FROM household_members WHERE left_at IS NULL
	UNION ALL SELECT person_id, household_id FROM declared_relatives;

-- Otherwise one declaration too many could leave nobody to decide.
CREATE TRIGGER declared_relatives_few BEFORE INSERT ON declared_relatives WHEN (
	SELECT count(*) FROM declared_relatives WHERE person_id = NEW.person_id) >= 60 BEGIN
	SELECT RAISE(ABORT, 'declared_relatives: at most sixty a person');
END;
