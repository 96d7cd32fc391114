-- A round is counted once. Counts, objections and answers stay.

CREATE TRIGGER vote_counts_of_a_closed_round BEFORE INSERT ON vote_counts BEGIN
	SELECT RAISE(ABORT, 'vote_counts: once, of a closed round') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed'
		OR EXISTS (SELECT 1 FROM vote_counts WHERE round_id = NEW.round_id);
END;

CREATE TRIGGER vote_count_pieces_with_their_count BEFORE INSERT ON vote_count_pieces WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'closed' BEGIN
	SELECT RAISE(ABORT, 'vote_count_pieces: a published file stays as it is');
END;

CREATE TRIGGER vote_objections_in_time BEFORE INSERT ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections: while objections are taken') WHERE NEW.answer IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM vote_rounds r JOIN vote_counts c ON c.round_id = r.id WHERE r.id = NEW.round_id AND r.stage = 'counted'
			AND NEW.made_at < c.counted_at + DAYS(r.objection_days));
END;

CREATE TRIGGER vote_objections_answered_once BEFORE UPDATE ON vote_objections BEGIN
	SELECT RAISE(ABORT, 'vote_objections are answered once') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL OR NEW.answered_by IS NULL
		OR NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.household_id <> OLD.household_id
		OR NEW.words <> OLD.words OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at;
	SELECT RAISE(ABORT, 'vote_objections: who objected, own household, declared relatives or a candidate among them') WHERE NEW.answered_by = OLD.made_by OR EXISTS (
		SELECT 1 FROM (SELECT OLD.household_id AS household_id UNION ALL SELECT household_id FROM vote_candidates WHERE round_id = OLD.round_id) judged WHERE
			judged.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by));
END;
