-- 示范户: for a yard that a settled rating found good and no look back found relapsed, with the household's own yes, a notice, and the word of somebody above who had no part.

-- The newest settled rating of a yard; rooms are never asked.
CREATE VIEW yards_settled AS SELECT r.id AS result_id, r.household_id, r.rating_id, r.stars, g.month FROM rating_results_of_yards r JOIN rating_rounds g ON g.id = r.rating_id AND g.stage = 'settled'
	WHERE NOT EXISTS (SELECT 1 FROM rating_results n JOIN rating_rounds o ON o.id = n.rating_id AND o.stage = 'settled' JOIN rating_sheets p ON p.id = o.sheet_id AND p.profile = 'A' WHERE n.household_id = r.household_id AND o.month > g.month);

-- What a look back found relapsed: not for want of something that the village has to bring, nor if the household was right.
CREATE VIEW yards_relapsed AS SELECT s.household_id, l.id AS lookback_id, l.answered_at FROM submissions s JOIN lookbacks l ON l.submission_id = s.id
	WHERE l.answer = 'relapsed' AND l.cause <> 'facility_gap' AND NOT EXISTS (SELECT 1 FROM lookback_appeals WHERE lookback_id = l.id AND is_upheld);

CREATE TRIGGER courtyard_titles_proposed BEFORE INSERT ON courtyard_titles BEGIN
	SELECT RAISE(ABORT, 'courtyard_titles begin without notice and title') WHERE NEW.notice_ends_at IS NOT NULL OR NEW.titled_at IS NOT NULL OR NEW.shown_at IS NOT NULL
		OR NEW.origin = 'village' AND NEW.agreed_at IS NOT NULL;
	SELECT RAISE(ABORT, 'courtyard_titles: nobody puts forward their own or a relative''s for the village') WHERE NEW.origin = 'village'
		AND NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.nominated_by);
	SELECT RAISE(ABORT, 'courtyard_titles: of an open household that lives there; hardship is never compared') WHERE NOT EXISTS (
		SELECT 1 FROM households WHERE id = NEW.household_id AND village_id = NEW.village_id AND closed_at IS NULL AND status = 'lived_in'
			AND (NEW.origin = 'household' OR NOT is_hardship AND NOT is_unranked));
	SELECT RAISE(ABORT, 'courtyard_titles: four stars at its newest settled rating') WHERE NOT EXISTS (
		SELECT 1 FROM yards_settled WHERE result_id = NEW.result_id AND household_id = NEW.household_id AND stars >= 4)
		AND NOT (NEW.result_id IS NULL AND NEW.origin = 'household' AND (SELECT is_hardship FROM households WHERE id = NEW.household_id));
	SELECT RAISE(ABORT, 'courtyard_titles: no relapse in a year') WHERE EXISTS (
		SELECT 1 FROM yards_relapsed WHERE household_id = NEW.household_id AND answered_at > NEW.nominated_at - DAYS(365));
END;

-- Villages are merged and divided, and a hamlet goes to another one: who lives there did not move, so a title goes along, with its notice, its days and its plaque. Whoever moves leaves it behind.
CREATE TRIGGER households_stay_with_titles AFTER UPDATE OF village_id ON households WHEN NEW.village_id <> OLD.village_id AND NEW.hamlet_id = OLD.hamlet_id BEGIN
	UPDATE courtyard_titles SET village_id = NEW.village_id WHERE household_id = NEW.id AND village_id = OLD.village_id;
END;

CREATE TRIGGER courtyard_titles_kept BEFORE UPDATE ON courtyard_titles BEGIN
	SELECT RAISE(ABORT, 'courtyard_titles: in the village where its household lives') WHERE NEW.village_id <> OLD.village_id AND NEW.village_id IS NOT (
		SELECT village_id FROM households WHERE id = OLD.household_id);
	SELECT RAISE(ABORT, 'courtyard_titles: whose, and for what, does not change') WHERE NEW.id <> OLD.id OR NEW.household_id <> OLD.household_id
		OR NEW.origin <> OLD.origin OR NEW.result_id IS NOT OLD.result_id OR NEW.nominated_by <> OLD.nominated_by OR NEW.nominated_at <> OLD.nominated_at;
	SELECT RAISE(ABORT, 'courtyard_titles: agreed to once, by nobody who put it forward') WHERE (NEW.agreed_at IS NOT OLD.agreed_at OR NEW.agreed_by IS NOT OLD.agreed_by OR NEW.said_by IS NOT OLD.said_by)
		AND (OLD.agreed_at IS NOT NULL OR OLD.stage <> 'proposed' OR NEW.agreed_by = OLD.nominated_by
			OR NEW.said_by IS NULL AND NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = OLD.household_id AND person_id = NEW.agreed_by AND left_at IS NULL));
	SELECT RAISE(ABORT, 'courtyard_titles: the days of a notice are those that it said') WHERE NEW.notice_ends_at IS NOT OLD.notice_ends_at AND OLD.stage <> 'proposed';
	SELECT RAISE(ABORT, 'courtyard_titles: since when it has the title says its life') WHERE NEW.titled_at IS NOT OLD.titled_at AND (OLD.titled_at IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM courtyard_title_stages WHERE title_id = NEW.id AND stage = 'titled' AND at = NEW.titled_at));
	SELECT RAISE(ABORT, 'courtyard_titles: shown beside the courtyard only with the title') WHERE NEW.shown_at IS NOT NULL AND NEW.shown_at IS NOT OLD.shown_at AND OLD.stage NOT IN ('titled', 'warned');
END;

-- Who is free: above the village, not of it, not close to the household, and nobody who had the part before.
CREATE TRIGGER courtyard_title_stages_step BEFORE INSERT ON courtyard_title_stages BEGIN
	SELECT RAISE(ABORT, 'courtyard_title_stages: noticed with the household''s own yes, for three days at least') WHERE NEW.stage = 'noticed' AND NOT EXISTS (
		SELECT 1 FROM courtyard_titles WHERE id = NEW.title_id AND agreed_at <= NEW.at AND notice_ends_at >= NEW.at + DAYS(3));
	SELECT RAISE(ABORT, 'courtyard_title_stages: noticed by nobody who wrote the household''s yes down, or depends on them') WHERE NEW.stage = 'noticed' AND EXISTS (
		SELECT 1 FROM courtyard_titles t WHERE t.id = NEW.title_id AND t.said_by IS NOT NULL AND NOT INDEPENDENT(NEW.actor_id, t.agreed_by, t.village_id));
	SELECT RAISE(ABORT, 'courtyard_title_stages: of an open household') WHERE NEW.stage IN ('noticed', 'titled') AND EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN households h ON h.id = t.household_id AND h.closed_at IS NOT NULL WHERE t.id = NEW.title_id);
	SELECT RAISE(ABORT, 'courtyard_title_stages: given up by the household, never by a hand of who looked at it') WHERE NEW.stage = 'given_up' AND EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN households h ON h.id = t.household_id AND h.closed_at IS NULL AND h.village_id = t.village_id
		JOIN courtyard_title_checks c ON c.title_id = t.id AND NOT INDEPENDENT(NEW.actor_id, c.checked_by, t.village_id)
		WHERE t.id = NEW.title_id AND NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = t.household_id AND person_id = NEW.actor_id AND left_at IS NULL));
	SELECT RAISE(ABORT, 'courtyard_title_stages: own household or declared relatives') WHERE NEW.stage IN ('noticed', 'titled', 'warned', 'removed') AND EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN close_households c ON c.household_id = t.household_id AND c.person_id = NEW.actor_id WHERE t.id = NEW.title_id);
	SELECT RAISE(ABORT, 'courtyard_title_stages: by the town or the district, nobody who is bound to the village') WHERE (NEW.stage = 'removed' OR NEW.stage = 'titled' AND (
		SELECT stage FROM courtyard_titles WHERE id = NEW.title_id) = 'noticed') AND NOT EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN regions v ON v.id = t.village_id
		JOIN role_grants g ON g.person_id = NEW.actor_id AND g.revoked_at IS NULL AND g.role IN ('town_admin', 'district_admin') JOIN regions o ON o.id = g.region_id AND instr(v.path, o.path) = 1
		WHERE t.id = NEW.title_id AND NOT EXISTS (SELECT 1 FROM bound_to_villages WHERE village_id = t.village_id AND person_id = NEW.actor_id));
	SELECT RAISE(ABORT, 'courtyard_title_stages: titled when its notice ended, no objection waits or was right, and nothing relapsed meanwhile') WHERE NEW.stage = 'titled' AND (
		SELECT stage FROM courtyard_titles WHERE id = NEW.title_id) = 'noticed' AND (
		NOT coalesce((SELECT notice_ends_at <= NEW.at FROM courtyard_titles WHERE id = NEW.title_id), 0)
		OR EXISTS (SELECT 1 FROM objections WHERE kind = 'title' AND subject = NEW.title_id AND is_upheld IS NOT 0)
		OR EXISTS (SELECT 1 FROM courtyard_titles t JOIN yards_relapsed y ON y.household_id = t.household_id WHERE t.id = NEW.title_id AND y.answered_at > NEW.at - DAYS(365)));
	SELECT RAISE(ABORT, 'courtyard_title_stages: titled by nobody who put it forward, noticed it, or depends on them') WHERE NEW.stage = 'titled' AND NOT EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN courtyard_title_stages n ON n.title_id = t.id AND n.stage = 'noticed'
		WHERE t.id = NEW.title_id AND (t.stage = 'warned' OR INDEPENDENT(NEW.actor_id, n.actor_id, t.village_id) AND INDEPENDENT(NEW.actor_id, t.nominated_by, t.village_id)));
	SELECT RAISE(ABORT, 'courtyard_title_stages: as the last check found') WHERE (NEW.stage = 'warned' OR NEW.stage = 'titled' AND (SELECT stage FROM courtyard_titles WHERE id = NEW.title_id) = 'warned')
		AND (SELECT result FROM courtyard_title_checks WHERE title_id = NEW.title_id ORDER BY number DESC LIMIT 1) IS NOT iif(NEW.stage = 'titled', 'passed', 'warned');
	SELECT RAISE(ABORT, 'courtyard_title_stages: removed only after warning, term, a second look and the household''s time, by somebody independent of who looked') WHERE NEW.stage = 'removed' AND NOT EXISTS (
		SELECT 1 FROM courtyard_title_checks c JOIN courtyard_titles t ON t.id = c.title_id
		WHERE c.title_id = NEW.title_id AND c.result = 'failed' AND c.until <= NEW.at AND INDEPENDENT(NEW.actor_id, c.checked_by, t.village_id)
			AND c.number = (SELECT max(number) FROM courtyard_title_checks WHERE title_id = c.title_id));
	SELECT RAISE(ABORT, 'courtyard_title_stages: hardship and empty houses are left in peace') WHERE NEW.stage IN ('warned', 'removed') AND EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN households h ON h.id = t.household_id AND (h.is_hardship OR h.status <> 'lived_in') WHERE t.id = NEW.title_id);
END;

CREATE TRIGGER courtyard_title_stages_done AFTER INSERT ON courtyard_title_stages WHEN NEW.stage IN ('titled', 'removed', 'given_up') BEGIN
	UPDATE courtyard_titles SET titled_at = NEW.at WHERE id = NEW.title_id AND NEW.stage = 'titled' AND titled_at IS NULL;
	UPDATE courtyard_titles SET shown_at = NULL WHERE id = NEW.title_id AND NEW.stage <> 'titled';
END;

-- What is due is worked out here alone: a notice when it ends, a title each quarter, a warning or the household's days when they are over.
CREATE TRIGGER courtyard_title_stages_due AFTER INSERT ON courtyard_title_stages BEGIN
	UPDATE courtyard_titles SET due_at = CASE NEW.stage WHEN 'proposed' THEN agreed_at WHEN 'noticed' THEN notice_ends_at WHEN 'titled' THEN NEW.at + DAYS(91)
		WHEN 'warned' THEN (SELECT until FROM courtyard_title_checks WHERE title_id = NEW.title_id ORDER BY number DESC LIMIT 1) END WHERE id = NEW.title_id;
END;

CREATE TRIGGER courtyard_titles_due_once_agreed AFTER UPDATE OF agreed_at ON courtyard_titles WHEN OLD.agreed_at IS NULL BEGIN
	UPDATE courtyard_titles SET due_at = NEW.agreed_at WHERE id = NEW.id AND stage = 'proposed';
END;

CREATE TRIGGER courtyard_title_checks_due AFTER INSERT ON courtyard_title_checks BEGIN
	UPDATE courtyard_titles SET due_at = coalesce(NEW.until, NEW.checked_at + DAYS(91)) WHERE id = NEW.title_id;
END;

CREATE TRIGGER courtyard_title_checks_in_turn BEFORE INSERT ON courtyard_title_checks BEGIN
	SELECT RAISE(ABORT, 'courtyard_title_checks: of a courtyard with the title, one after the other, unanswered') WHERE NEW.reply IS NOT NULL
		OR NEW.number <> 1 + (SELECT count(*) FROM courtyard_title_checks WHERE title_id = NEW.title_id)
		OR NOT EXISTS (SELECT 1 FROM courtyard_titles WHERE id = NEW.title_id AND stage IN ('titled', 'warned'));
	SELECT RAISE(ABORT, 'courtyard_title_checks: by nobody who is close to the household, bound to the village, or put it forward') WHERE EXISTS (
		SELECT 1 FROM courtyard_titles t WHERE t.id = NEW.title_id AND (t.nominated_by = NEW.checked_by
			OR EXISTS (SELECT 1 FROM close_households WHERE household_id = t.household_id AND person_id = NEW.checked_by)
			OR EXISTS (SELECT 1 FROM bound_to_villages WHERE village_id = t.village_id AND person_id = NEW.checked_by)));
	SELECT RAISE(ABORT, 'courtyard_title_checks: hardship and empty houses are left in peace') WHERE NEW.result <> 'passed' AND EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN households h ON h.id = t.household_id AND (h.is_hardship OR h.status <> 'lived_in') WHERE t.id = NEW.title_id);
	SELECT RAISE(ABORT, 'courtyard_title_checks: one warning') WHERE NEW.result = 'warned' AND (SELECT stage FROM courtyard_titles WHERE id = NEW.title_id) <> 'titled';
	SELECT RAISE(ABORT, 'courtyard_title_checks: failed once the term of the warning is over, before somebody independent of who warned') WHERE NEW.result = 'failed' AND NOT EXISTS (
		SELECT 1 FROM courtyard_title_checks w JOIN courtyard_titles t ON t.id = w.title_id
		WHERE w.title_id = NEW.title_id AND w.number = NEW.number - 1 AND w.result = 'warned' AND w.until <= NEW.checked_at AND INDEPENDENT(NEW.checked_by, w.checked_by, t.village_id));
END;

CREATE TRIGGER courtyard_title_checks_answered_once BEFORE UPDATE ON courtyard_title_checks BEGIN
	SELECT RAISE(ABORT, 'courtyard_title_checks: the household answers once, and nothing else of them changes') WHERE OLD.reply IS NOT NULL OR NEW.reply IS NULL OR NEW.id <> OLD.id
		OR NEW.title_id <> OLD.title_id OR NEW.number <> OLD.number OR NEW.result <> OLD.result OR NEW.words <> OLD.words OR NEW.help <> OLD.help
		OR NEW.until IS NOT OLD.until OR NEW.checked_by <> OLD.checked_by OR NEW.checked_at <> OLD.checked_at;
	SELECT RAISE(ABORT, 'courtyard_title_checks: the household''s words come by no hand of who looked') WHERE NEW.replied_by = OLD.checked_by
		OR NEW.reply_said_by IS NULL AND NOT EXISTS (SELECT 1 FROM courtyard_titles t JOIN household_members m ON m.household_id = t.household_id AND m.left_at IS NULL AND m.person_id = NEW.replied_by WHERE t.id = OLD.title_id);
END;

CREATE TRIGGER objections_to_a_title_in_time BEFORE INSERT ON objections WHEN NEW.kind = 'title' BEGIN
	SELECT RAISE(ABORT, 'objections: of another household of the village, while the notice runs') WHERE NOT EXISTS (
		SELECT 1 FROM courtyard_titles t JOIN households h ON h.id = NEW.household_id AND h.village_id = t.village_id AND h.id <> t.household_id
		WHERE t.id = NEW.subject AND t.stage = 'noticed' AND t.stage_at <= NEW.made_at AND NEW.made_at < t.notice_ends_at);
END;

CREATE TRIGGER objections_to_a_title_answered BEFORE UPDATE ON objections WHEN NEW.kind = 'title' BEGIN
	SELECT RAISE(ABORT, 'objections: answered by nobody who put the courtyard forward, is close to it, or is bound to the village') WHERE EXISTS (
		SELECT 1 FROM courtyard_titles t WHERE t.id = NEW.subject AND (t.nominated_by = NEW.answered_by
			OR EXISTS (SELECT 1 FROM close_households WHERE household_id = t.household_id AND person_id = NEW.answered_by)
			OR EXISTS (SELECT 1 FROM bound_to_villages WHERE village_id = t.village_id AND person_id = NEW.answered_by)));
END;
