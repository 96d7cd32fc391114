-- 示范村: a title comes and goes by its procedure, and by nobody who is bound to the village. No figure gives one.

CREATE TRIGGER model_villages_begin_bare BEFORE INSERT ON model_villages BEGIN
	SELECT RAISE(ABORT, 'model_villages: of an open village, untitled') WHERE NEW.notice_ends_at IS NOT NULL OR NEW.titled_at IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL);
END;

CREATE TRIGGER model_village_stages_step BEFORE INSERT ON model_village_stages BEGIN
	SELECT RAISE(ABORT, 'model_village_stages: by somebody who is not bound to the village') WHERE NEW.stage NOT IN ('proposed', 'declined') AND (NEW.actor_id IS NULL
		OR EXISTS (SELECT 1 FROM bound_to_villages b JOIN model_villages v ON v.village_id = b.village_id WHERE v.id = NEW.model_village_id AND b.person_id = NEW.actor_id));
	SELECT RAISE(ABORT, 'model_village_stages: noticed with its story, and with whole pairs that somebody looked at') WHERE NEW.stage = 'noticed' AND NOT EXISTS (
		SELECT 1 FROM model_villages v WHERE v.id = NEW.model_village_id AND EXISTS (SELECT 1 FROM model_stories WHERE village_id = v.village_id)
			AND EXISTS (SELECT 1 FROM model_pairs WHERE village_id = v.village_id AND taken_out_at IS NULL)
			AND NOT EXISTS (SELECT 1 FROM model_pairs p WHERE p.village_id = v.village_id AND p.taken_out_at IS NULL AND 2 <> (
				SELECT count(*) FROM photos f JOIN photo_redactions r ON r.photo_id = f.id AND r.revision = f.revision WHERE f.id IN (p.before_id, p.after_id))));
	SELECT RAISE(ABORT, 'model_village_stages: a notice takes objections for five days at least') WHERE NEW.stage = 'noticed'
		AND NOT coalesce((SELECT notice_ends_at >= NEW.at + DAYS(5) FROM model_villages WHERE id = NEW.model_village_id), 0);
	SELECT RAISE(ABORT, 'model_village_stages: reviewed when its notice ended, each objection was answered and none was right') WHERE NEW.stage = 'reviewed' AND (
		NOT coalesce((SELECT notice_ends_at <= NEW.at FROM model_villages WHERE id = NEW.model_village_id), 0)
		OR EXISTS (SELECT 1 FROM objections WHERE kind = 'model_village' AND subject = NEW.model_village_id AND is_upheld IS NOT 0));
	SELECT RAISE(ABORT, 'model_village_stages: titled by two signatures') WHERE NEW.stage = 'titled' AND (SELECT stage FROM model_villages WHERE id = NEW.model_village_id) = 'reviewed'
		AND NOT EXISTS (SELECT 1 FROM approvals WHERE kind = 'model_village' AND subject = NEW.model_village_id || '/title' AND answer = 'signed');
	SELECT RAISE(ABORT, 'model_village_stages: as the last check found') WHERE NEW.stage IN ('titled', 'warned') AND (SELECT stage FROM model_villages WHERE id = NEW.model_village_id) IN ('titled', 'warned')
		AND (SELECT result FROM model_rechecks WHERE model_village_id = NEW.model_village_id ORDER BY number DESC LIMIT 1) IS NOT iif(NEW.stage = 'titled', 'passed', 'warned');
	SELECT RAISE(ABORT, 'model_village_stages: removed only after a warning and its term, by two signatures') WHERE NEW.stage = 'removed' AND NOT EXISTS (
		SELECT 1 FROM model_rechecks c JOIN approvals a ON a.kind = 'model_village' AND a.subject = c.model_village_id || '/' || c.id AND a.answer = 'signed' AND a.proposed_at >= c.until
		WHERE c.model_village_id = NEW.model_village_id AND c.result = 'warned' AND c.number = (SELECT max(number) FROM model_rechecks WHERE model_village_id = c.model_village_id));
END;

CREATE TRIGGER model_village_stages_done AFTER INSERT ON model_village_stages WHEN NEW.stage IN ('titled', 'declined') BEGIN
	UPDATE model_villages SET titled_at = NEW.at WHERE id = NEW.model_village_id AND NEW.stage = 'titled' AND titled_at IS NULL;
	-- What was declined is public no more, unless the village is remembered by an earlier title.
	UPDATE photos SET released_at = NULL WHERE NEW.stage = 'declined' AND id IN (
		SELECT f.id FROM model_villages v JOIN model_pairs p ON p.village_id = v.village_id JOIN photos f ON f.id IN (p.before_id, p.after_id) WHERE v.id = NEW.model_village_id
			AND NOT EXISTS (SELECT 1 FROM model_villages WHERE village_id = v.village_id AND stage = 'removed'));
END;

CREATE TRIGGER model_villages_kept BEFORE UPDATE ON model_villages BEGIN
	SELECT RAISE(ABORT, 'model_villages: whose and since when does not change') WHERE NEW.village_id <> OLD.village_id OR OLD.titled_at IS NOT NULL AND NEW.titled_at IS NOT OLD.titled_at
		OR NEW.titled_at IS NOT OLD.titled_at AND NOT EXISTS (SELECT 1 FROM model_village_stages WHERE model_village_id = NEW.id AND stage = 'titled' AND at = NEW.titled_at);
	SELECT RAISE(ABORT, 'model_villages: the days of a notice are those that it said') WHERE NEW.notice_ends_at IS NOT OLD.notice_ends_at AND OLD.stage <> 'proposed';
END;

CREATE TRIGGER approvals_of_model_villages BEFORE INSERT ON approvals WHEN NEW.kind = 'model_village' BEGIN
	SELECT RAISE(ABORT, 'approvals: a title once it was reviewed, a removal once the term of its warning is over') WHERE NOT EXISTS (
		SELECT 1 FROM model_villages v WHERE v.stage = 'reviewed' AND NEW.subject = v.id || '/title'
		UNION ALL SELECT 1 FROM model_rechecks c JOIN model_villages v ON v.id = c.model_village_id AND v.stage = 'warned' WHERE NEW.subject = v.id || '/' || c.id AND c.until <= NEW.proposed_at);
	SELECT RAISE(ABORT, 'approvals: the district gives a title and takes it') WHERE NOT EXISTS (
		SELECT 1 FROM role_grants g JOIN regions d ON d.id = g.region_id AND d.level = 'district' WHERE g.person_id = NEW.proposed_by AND g.region_id = NEW.region_id AND g.revoked_at IS NULL);
	SELECT RAISE(ABORT, 'approvals: nobody who is bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages b JOIN model_villages v ON v.village_id = b.village_id WHERE v.id = substr(NEW.subject, 1, instr(NEW.subject, '/') - 1) AND b.person_id = NEW.proposed_by);
END;

CREATE TRIGGER approvals_of_model_villages_answered BEFORE UPDATE ON approvals WHEN NEW.kind = 'model_village' AND NEW.answer IN ('signed', 'refused') BEGIN
	SELECT RAISE(ABORT, 'approvals: nobody who is bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages b JOIN model_villages v ON v.village_id = b.village_id WHERE v.id = substr(NEW.subject, 1, instr(NEW.subject, '/') - 1) AND b.person_id IN (NEW.proposed_by, NEW.answered_by));
END;

CREATE TRIGGER objections_to_a_model_village_in_time BEFORE INSERT ON objections WHEN NEW.kind = 'model_village' BEGIN
	SELECT RAISE(ABORT, 'objections: while the notice of a model village runs') WHERE NOT EXISTS (
		SELECT 1 FROM model_villages WHERE id = NEW.subject AND stage = 'noticed' AND stage_at <= NEW.made_at AND NEW.made_at < notice_ends_at);
END;

CREATE TRIGGER objections_to_a_model_village_answered BEFORE UPDATE ON objections WHEN NEW.kind = 'model_village' BEGIN
	SELECT RAISE(ABORT, 'objections: not by who printed a slip of the household that objects') WHERE EXISTS (
		SELECT 1 FROM sign_in_slips WHERE household_id = OLD.household_id AND issued_by = NEW.answered_by);
	SELECT RAISE(ABORT, 'objections: answered by nobody who is bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages b JOIN model_villages v ON v.village_id = b.village_id WHERE v.id = NEW.subject AND b.person_id = NEW.answered_by);
END;

CREATE TRIGGER model_rechecks_in_turn BEFORE INSERT ON model_rechecks BEGIN
	SELECT RAISE(ABORT, 'model_rechecks: of a village with the title, one after the other') WHERE NEW.number <> 1 + (SELECT count(*) FROM model_rechecks WHERE model_village_id = NEW.model_village_id)
		OR NOT EXISTS (SELECT 1 FROM model_villages WHERE id = NEW.model_village_id AND stage IN ('titled', 'warned'));
	SELECT RAISE(ABORT, 'model_rechecks: by somebody who is not bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages b JOIN model_villages v ON v.village_id = b.village_id WHERE v.id = NEW.model_village_id AND b.person_id = NEW.checked_by);
	SELECT RAISE(ABORT, 'model_rechecks: another warning when the term of the last one is over') WHERE NEW.result = 'warned' AND EXISTS (
		SELECT 1 FROM model_rechecks c JOIN model_villages v ON v.id = c.model_village_id AND v.stage = 'warned'
		WHERE c.model_village_id = NEW.model_village_id AND c.number = NEW.number - 1 AND c.until > NEW.checked_at);
END;

-- What everybody reads during a notice is what was noticed.
CREATE TRIGGER model_stories_written BEFORE INSERT ON model_stories BEGIN
	SELECT RAISE(ABORT, 'model_stories: one version after the other, not yet shown') WHERE NEW.shown_at IS NOT NULL OR NEW.number <> 1 + (SELECT count(*) FROM model_stories WHERE village_id = NEW.village_id);
	SELECT RAISE(ABORT, 'model_stories: not while the notice or the review runs') WHERE EXISTS (
		SELECT 1 FROM model_villages WHERE village_id = NEW.village_id AND stage IN ('noticed', 'reviewed'));
END;

CREATE TRIGGER model_stories_shown_once BEFORE UPDATE ON model_stories BEGIN
	SELECT RAISE(ABORT, 'model_stories are shown once, and nothing else of them changes') WHERE OLD.shown_at IS NOT NULL OR NEW.shown_at IS NULL OR NEW.id <> OLD.id OR NEW.village_id <> OLD.village_id
		OR NEW.number <> OLD.number OR NEW.why <> OLD.why OR NEW.what <> OLD.what OR NEW.stays <> OLD.stays OR NEW.deeds <> OLD.deeds OR NEW.paid_by_state IS NOT OLD.paid_by_state
		OR NEW.paid_by_village IS NOT OLD.paid_by_village OR NEW.paid_by_others IS NOT OLD.paid_by_others OR NEW.paid_by_households IS NOT OLD.paid_by_households
		OR NEW.unit_id <> OLD.unit_id OR NEW.route <> OLD.route OR NEW.written_by <> OLD.written_by OR NEW.written_at <> OLD.written_at;
	SELECT RAISE(ABORT, 'model_stories: shown by somebody who is not bound to the village') WHERE NEW.shown_by IN (SELECT person_id FROM bound_to_villages WHERE village_id = NEW.village_id);
END;

CREATE TRIGGER model_pairs_added BEFORE INSERT ON model_pairs BEGIN
	SELECT RAISE(ABORT, 'model_pairs: not of a household, nor of a spot') WHERE EXISTS (SELECT 1 FROM photos WHERE id IN (NEW.before_id, NEW.after_id) AND household_id IS NOT NULL)
		OR EXISTS (SELECT 1 FROM spot_photos WHERE photo_id IN (NEW.before_id, NEW.after_id));
	SELECT RAISE(ABORT, 'model_pairs: not while the notice or the review runs') WHERE NEW.taken_out_at IS NOT NULL OR EXISTS (
		SELECT 1 FROM model_villages WHERE village_id = NEW.village_id AND stage IN ('noticed', 'reviewed'));
END;

CREATE TRIGGER model_pairs_kept BEFORE UPDATE ON model_pairs BEGIN
	SELECT RAISE(ABORT, 'model_pairs: a picture is added once, a pair is taken out once') WHERE OLD.taken_out_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.village_id <> OLD.village_id OR NEW.words <> OLD.words
		OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at OR OLD.before_id IS NOT NULL AND NEW.before_id IS NOT OLD.before_id OR OLD.after_id IS NOT NULL AND NEW.after_id IS NOT OLD.after_id;
	SELECT RAISE(ABORT, 'model_pairs: not of a household, nor of a spot') WHERE EXISTS (SELECT 1 FROM photos WHERE id IN (NEW.before_id, NEW.after_id) AND household_id IS NOT NULL)
		OR EXISTS (SELECT 1 FROM spot_photos WHERE photo_id IN (NEW.before_id, NEW.after_id));
	SELECT RAISE(ABORT, 'model_pairs: not while the notice or the review runs') WHERE (NEW.before_id IS NOT OLD.before_id OR NEW.after_id IS NOT OLD.after_id) AND EXISTS (
		SELECT 1 FROM model_villages WHERE village_id = NEW.village_id AND stage IN ('noticed', 'reviewed'));
END;

CREATE TRIGGER model_pairs_taken_out AFTER UPDATE OF taken_out_at ON model_pairs WHEN NEW.taken_out_at IS NOT NULL BEGIN
	UPDATE photos SET released_at = NULL WHERE id IN (NEW.before_id, NEW.after_id);
END;

CREATE TRIGGER photos_of_model_villages_released BEFORE UPDATE OF released_at ON photos WHEN NEW.released_at IS NOT NULL AND NEW.household_id IS NULL BEGIN
	SELECT RAISE(ABORT, 'photos: of a model village only from its notice on') WHERE EXISTS (SELECT 1 FROM model_pairs p WHERE NEW.id IN (p.before_id, p.after_id) AND (p.taken_out_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM model_villages WHERE village_id = p.village_id AND stage NOT IN ('proposed', 'declined'))));
END;
