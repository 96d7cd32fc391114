-- A closed round is counted. Objections to its count come in time, and nobody answers them who stands in it or is close to who does.

CREATE TRIGGER published_files_count_a_closed_round BEFORE INSERT ON published_files WHEN NEW.kind = 'count' BEGIN
	SELECT RAISE(ABORT, 'published_files: the count of a closed round') WHERE NOT EXISTS (SELECT 1 FROM vote_rounds WHERE id = NEW.subject AND stage = 'closed');
END;

CREATE TRIGGER objections_to_a_count_in_time BEFORE INSERT ON objections WHEN NEW.kind = 'round' BEGIN
	SELECT RAISE(ABORT, 'objections: while the round takes them') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds r JOIN published_files f ON f.kind = 'count' AND f.subject = r.id WHERE r.id = NEW.subject AND r.stage = 'counted'
			AND NEW.made_at < f.published_at + DAYS(r.objection_days));
END;

CREATE TRIGGER objections_answered_by_no_candidate BEFORE UPDATE ON objections WHEN NEW.kind = 'round' BEGIN
	SELECT RAISE(ABORT, 'objections: a candidate, own household or declared relatives among them') WHERE EXISTS (
		SELECT 1 FROM vote_candidates WHERE round_id = OLD.subject
			AND household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.answered_by));
END;
