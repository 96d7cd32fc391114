-- 替一户撤回: what an officer took back in a household's name is shown again if the household says within two weeks that these were not its words.

CREATE TRIGGER pair_take_backs_by_officers BEFORE INSERT ON pair_take_backs BEGIN
	SELECT RAISE(ABORT, 'pair_take_backs: of a shown pair that this officer just took back') WHERE NEW.number <> 1 + (SELECT count(*) FROM pair_take_backs WHERE submission_id = NEW.submission_id)
		OR NOT EXISTS (SELECT 1 FROM submission_stages w JOIN submission_stages p ON p.submission_id = w.submission_id AND p.seq = w.seq - 1
			WHERE w.submission_id = NEW.submission_id AND w.seq = (SELECT count(*) FROM submission_stages WHERE submission_id = NEW.submission_id)
				AND w.stage = 'withdrawn' AND p.stage = 'published' AND w.actor_id = NEW.helper_id AND w.at = NEW.taken_at);
	SELECT RAISE(ABORT, 'pair_take_backs: own household or declared relatives') WHERE (SELECT household_id FROM submissions WHERE id = NEW.submission_id)
		IN (SELECT household_id FROM close_households WHERE person_id = NEW.helper_id);
	SELECT RAISE(ABORT, 'pair_take_backs: not again by whom the household disowned') WHERE EXISTS (SELECT 1 FROM pair_take_backs
		WHERE submission_id = NEW.submission_id AND helper_id = NEW.helper_id AND disowned_at IS NOT NULL);
	SELECT RAISE(ABORT, 'pair_take_backs begin with two weeks, and not disowned') WHERE NEW.final_at <> NEW.taken_at + DAYS(14) OR NEW.disowned_at IS NOT NULL;
END;

CREATE TRIGGER pair_take_backs_disowned_once BEFORE UPDATE ON pair_take_backs BEGIN
	SELECT RAISE(ABORT, 'pair_take_backs are disowned once and in time, and nothing else of them changes') WHERE OLD.disowned_at IS NOT NULL
		OR NEW.disowned_at IS NULL OR NEW.disowned_by IS NULL OR NEW.disowned_at < OLD.taken_at OR NEW.disowned_at >= OLD.final_at
		OR NEW.submission_id <> OLD.submission_id OR NEW.number <> OLD.number OR NEW.helper_id <> OLD.helper_id OR NEW.taken_at <> OLD.taken_at
		OR NEW.final_at <> OLD.final_at OR NEW.said_by IS NOT OLD.said_by OR NEW.said_by_unlisted <> OLD.said_by_unlisted;
	SELECT RAISE(ABORT, 'pair_take_backs: disowned by the household, or by somebody who is not close to it, printed no slip of it and wrote down who said so') WHERE EXISTS (
		SELECT 1 FROM submissions s WHERE s.id = NEW.submission_id AND CASE WHEN NEW.disowned_said_by IS NULL
			THEN NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = s.household_id AND person_id = NEW.disowned_by AND left_at IS NULL)
			ELSE s.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.disowned_by) OR EXISTS (
				SELECT 1 FROM households h JOIN sign_in_slips l ON l.household_id = h.id
				WHERE (h.id = s.household_id OR h.goes_on_id = s.household_id) AND l.issued_by = NEW.disowned_by) END);
	SELECT RAISE(ABORT, 'pair_take_backs: not by the hand of whoever took it back') WHERE EXISTS (
		SELECT 1 FROM (SELECT CASE WHEN NEW.disowned_said_by IS NULL THEN NEW.disowned_let_in_by ELSE NEW.disowned_by END AS hand) w
		JOIN submissions s ON s.id = NEW.submission_id WHERE w.hand IS NOT NULL AND NOT INDEPENDENT(w.hand, OLD.helper_id, s.village_id));
END;
