-- Nobody decides on a close household. A decision can only be undone, not changed, and a reason names a side only if it is about a photo.

CREATE TRIGGER decisions_recusal BEFORE INSERT ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM submissions s WHERE s.id = NEW.submission_id AND s.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.moderator_id));
	SELECT RAISE(ABORT, 'decisions: not on what one wrote down for a household') WHERE EXISTS (
		SELECT 1 FROM pair_helpers WHERE submission_id = NEW.submission_id AND helper_id = NEW.moderator_id);
END;

-- Whatever column is named. Only the village changes otherwise, by `decisions_go_along`.
CREATE TRIGGER decisions_only_undone BEFORE UPDATE ON decisions WHEN NEW.village_id IS OLD.village_id BEGIN
	SELECT RAISE(ABORT, 'decisions can only be undone') WHERE OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
		OR NEW.id <> OLD.id OR NEW.submission_id <> OLD.submission_id OR NEW.version <> OLD.version OR NEW.outcome <> OLD.outcome
		OR NEW.moderator_id <> OLD.moderator_id OR NEW.decided_at <> OLD.decided_at OR NEW.note <> OLD.note;
END;

CREATE TRIGGER decision_reasons_side BEFORE INSERT ON decision_reasons WHEN NEW.side IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'decision_reasons: a side is before, after or both, of a reason about a photo') WHERE NEW.side NOT IN ('before', 'after', 'both')
		OR NEW.reason NOT IN ('blurred', 'too_dark', 'other_place', 'same_picture', 'people_in_picture');
END;

CREATE TRIGGER decision_reasons_stay BEFORE UPDATE ON decision_reasons BEGIN
	SELECT RAISE(ABORT, 'decision_reasons never change');
END;

-- A decision lies where the household of its submission lives, and goes along with it.
CREATE TRIGGER decisions_placed AFTER INSERT ON decisions BEGIN
	UPDATE decisions SET village_id = (SELECT village_id FROM submissions WHERE id = NEW.submission_id) WHERE id = NEW.id;
END;

CREATE TRIGGER decisions_go_along BEFORE UPDATE OF village_id ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions go along with their submission') WHERE NEW.village_id IS NOT (SELECT village_id FROM submissions WHERE id = NEW.submission_id);
END;

CREATE TRIGGER submissions_go_with_decisions AFTER UPDATE OF village_id ON submissions WHEN NEW.village_id <> OLD.village_id BEGIN
	UPDATE decisions SET village_id = NEW.village_id WHERE submission_id = NEW.id;
END;
