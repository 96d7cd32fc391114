-- 回避: the households on which somebody may not decide. Every guard and trigger reads this view.

CREATE VIEW close_households AS
	SELECT person_id, household_id FROM household_members WHERE left_at IS NULL
	UNION ALL SELECT person_id, household_id FROM declared_relatives;

-- Otherwise one declaration too many could leave nobody to decide. What comes by a split or a merger is no new declaration.
CREATE TRIGGER declared_relatives_few BEFORE INSERT ON declared_relatives WHEN (
	SELECT count(*) FROM declared_relatives WHERE person_id = NEW.person_id) >= 60 AND NOT EXISTS (
	SELECT 1 FROM close_households c JOIN households old ON old.id = c.household_id JOIN households new ON new.id = NEW.household_id
		WHERE c.person_id = NEW.person_id AND (old.goes_on_id = new.id OR new.split_from_id = old.id)) BEGIN
	SELECT RAISE(ABORT, 'declared_relatives: at most sixty a person');
END;

-- A household that ends stays ended. Nobody joins it, and its record belongs to the household into which it was merged.

CREATE VIEW households_in_votes AS
	SELECT v.household_id, r.name, 'roll' AS part, r.opens_at, r.closes_at, r.paper_until FROM vote_rounds r CROSS JOIN vote_roll v ON v.round_id = r.id AND v.struck_at IS NULL
		WHERE r.stage IN ('announced', 'closed')
	UNION ALL SELECT c.household_id, r.name, 'candidate', r.opens_at, r.closes_at, r.paper_until FROM vote_rounds r CROSS JOIN vote_candidates c ON c.round_id = r.id
		WHERE r.stage IN ('announced', 'closed', 'counted');

CREATE VIEW nominees_of_drafts AS
	SELECT n.household_id, n.consent_id, g.path AS region_path FROM vote_nominations n JOIN vote_rounds r ON r.id = n.round_id AND r.stage = 'draft' JOIN regions g ON g.id = r.region_id;

CREATE TRIGGER households_stay_for_votes BEFORE UPDATE OF closed_at, village_id ON households WHEN NEW.closed_at IS NOT OLD.closed_at OR NEW.village_id <> OLD.village_id BEGIN
	SELECT RAISE(ABORT, 'households stay while a vote counts on them or a pair of theirs waits') WHERE EXISTS (SELECT 1 FROM households_in_votes WHERE household_id = NEW.id)
		OR NEW.closed_at IS NOT OLD.closed_at AND EXISTS (SELECT 1 FROM submissions WHERE household_id = NEW.id AND stage = 'waiting');
END;

CREATE TRIGGER households_closed_stay_closed BEFORE UPDATE ON households WHEN OLD.closed_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'households that are closed stay as they are') WHERE NEW.closed_at IS NOT OLD.closed_at OR NEW.head_name <> OLD.head_name;
END;

CREATE TRIGGER households_go_on BEFORE UPDATE OF goes_on_id ON households WHEN NEW.goes_on_id IS NOT OLD.goes_on_id BEGIN
	SELECT RAISE(ABORT, 'households go on in an open one when they are closed') WHERE NEW.closed_at IS NULL OR NOT EXISTS (
		SELECT 1 FROM households WHERE id = NEW.goes_on_id AND id <> NEW.id AND closed_at IS NULL);
	SELECT RAISE(ABORT, 'households go on in one household') WHERE OLD.goes_on_id IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM households WHERE id = OLD.goes_on_id AND goes_on_id = NEW.goes_on_id);
END;

CREATE TRIGGER household_members_of_open_ones BEFORE INSERT ON household_members WHEN (SELECT closed_at FROM households WHERE id = NEW.household_id) IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'household_members: the household is closed');
END;

-- Whoever holds a slip could be the household for whose yes they stand.
CREATE TRIGGER sign_in_slips_not_by_helper BEFORE INSERT ON sign_in_slips BEGIN
	SELECT RAISE(ABORT, 'sign_in_slips: not by who wrote down a pair of the household that is not decided yet') WHERE EXISTS (
		SELECT 1 FROM submissions s JOIN pair_helpers a ON a.submission_id = s.id
		WHERE s.household_id = NEW.household_id AND s.stage IN ('draft', 'waiting', 'returned') AND a.helper_id = NEW.issued_by);
END;

CREATE TRIGGER submissions_go_along BEFORE UPDATE OF household_id, hamlet_id, village_id ON submissions
WHEN NEW.household_id <> OLD.household_id OR NEW.hamlet_id <> OLD.hamlet_id OR NEW.village_id <> OLD.village_id BEGIN
	SELECT RAISE(ABORT, 'submissions go along with their household') WHERE NOT EXISTS (
		SELECT 1 FROM households WHERE id = NEW.household_id AND hamlet_id = NEW.hamlet_id AND village_id = NEW.village_id)
		OR NEW.household_id <> OLD.household_id AND NEW.household_id IS NOT (SELECT goes_on_id FROM households WHERE id = OLD.household_id);
END;

CREATE TRIGGER photos_go_along BEFORE UPDATE OF household_id ON photos WHEN NEW.household_id <> OLD.household_id BEGIN
	SELECT RAISE(ABORT, 'photos go along with their household') WHERE NEW.household_id IS NOT (SELECT goes_on_id FROM households WHERE id = OLD.household_id);
END;
