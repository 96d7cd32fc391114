-- Nobody stands without the yes of the own household; rules, candidates and roll stand still from the announcement on.

-- Where a vote is under way. Places there stand still, because roll, ballots and offices go by them.
CREATE VIEW places_in_vote AS
	SELECT r.id AS round_id, r.name, r.stage, p.path FROM vote_rounds r JOIN regions p ON p.id = r.region_id
	WHERE r.stage IN ('announced', 'closed', 'counted') OR r.stage = 'draft' AND EXISTS (SELECT 1 FROM vote_roll WHERE round_id = r.id);

CREATE TRIGGER vote_rounds_begin_unannounced BEFORE INSERT ON vote_rounds WHEN NEW.seed_commitment IS NOT NULL OR NEW.rules_hash IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'vote_rounds begin as draft, unannounced');
END;

CREATE TRIGGER vote_rounds_rules_stand_still BEFORE UPDATE OF region_id, name, words, opens_at, closes_at, paper_until, objection_days, votes_per_household,
	own_village, weighting, ties, places, corrects_id, created_by, created_at, seed_commitment, rules_hash ON vote_rounds WHEN OLD.stage <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_rounds: the rules stand still after the announcement');
END;

CREATE TRIGGER vote_nominations_while_draft BEFORE INSERT ON vote_nominations BEGIN
	SELECT RAISE(ABORT, 'vote_nominations: the round is announced') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft' OR NEW.answer IS NOT NULL;
	SELECT RAISE(ABORT, 'vote_nominations: a published pair of this household') WHERE (SELECT closed_at FROM households WHERE id = NEW.household_id) IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM submissions WHERE id = NEW.submission_id AND household_id = NEW.household_id AND stage = 'published');
END;

CREATE TRIGGER vote_candidates_frozen BEFORE INSERT ON vote_candidates BEGIN
	SELECT RAISE(ABORT, 'vote_candidates are frozen by the announcement') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft';
	SELECT RAISE(ABORT, 'vote_candidates: with the consent of the household') WHERE NOT EXISTS (
		SELECT 1 FROM vote_nominations n JOIN consents c ON c.id = n.consent_id
		WHERE n.id = NEW.nomination_id AND n.round_id = NEW.round_id AND n.household_id = NEW.household_id AND n.submission_id = NEW.submission_id
			AND n.answer = 'accepted' AND c.withdrawn_at IS NULL);
END;

CREATE TRIGGER vote_roll_added_before_opening BEFORE INSERT ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll: a household that was there at the announcement') WHERE EXISTS (
		SELECT 1 FROM vote_rounds r JOIN households h ON h.id = NEW.household_id WHERE r.id = NEW.round_id AND r.stage = 'announced' AND h.created_at > r.stage_at);
	SELECT RAISE(ABORT, 'vote_roll is frozen from the opening on') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND (stage = 'draft' OR stage = 'announced' AND NEW.added_at < opens_at));
END;

CREATE TRIGGER vote_roll_where_they_live BEFORE INSERT ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll: an open household, where it lives') WHERE NOT EXISTS (
		SELECT 1 FROM households WHERE id = NEW.household_id AND village_id = NEW.village_id AND closed_at IS NULL);
END;

CREATE TRIGGER vote_roll_left_behind AFTER UPDATE OF closed_at, village_id ON households WHEN NEW.closed_at IS NOT OLD.closed_at OR NEW.village_id <> OLD.village_id BEGIN
	INSERT OR IGNORE INTO vote_roll_strays SELECT v.round_id, v.household_id FROM vote_rounds r CROSS JOIN vote_roll v ON v.round_id = r.id AND v.household_id = NEW.id
		WHERE r.stage = 'draft';
END;

-- Lines of a roll whose household was closed since, merged, or moved to another village. A roll that was drawn up again, or a household that came back, is astray no more.
CREATE VIEW roll_astray AS SELECT v.round_id, v.number FROM vote_roll_strays s CROSS JOIN vote_roll v ON v.round_id = s.round_id AND v.household_id = s.household_id
	JOIN households h ON h.id = v.household_id WHERE v.struck_at IS NULL AND (h.closed_at IS NOT NULL OR h.village_id <> v.village_id);

CREATE TRIGGER vote_roll_strays_stay BEFORE DELETE ON vote_roll_strays WHEN EXISTS (
	SELECT 1 FROM vote_roll WHERE round_id = OLD.round_id AND household_id = OLD.household_id AND struck_at IS NULL) BEGIN
	SELECT RAISE(ABORT, 'vote_roll_strays stay while the roll names them');
END;

CREATE TRIGGER vote_roll_strays_no_update BEFORE UPDATE ON vote_roll_strays BEGIN SELECT RAISE(ABORT, 'vote_roll_strays stay as they are'); END;

CREATE TRIGGER vote_roll_drawn_up_anew BEFORE DELETE ON vote_roll WHEN (SELECT stage FROM vote_rounds WHERE id = OLD.round_id) <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_roll is drawn up anew only while the round is a draft');
END;

CREATE TRIGGER vote_roll_checks_no_update BEFORE UPDATE ON vote_roll_checks BEGIN SELECT RAISE(ABORT, 'vote_roll_checks: a village gives its word once'); END;

CREATE TRIGGER vote_nominations_answered_once BEFORE UPDATE ON vote_nominations BEGIN
	SELECT RAISE(ABORT, 'vote_nominations are answered once; only what was written down for a household is undone') WHERE
		CASE WHEN OLD.answer IS NULL THEN NEW.answer IS NULL ELSE OLD.said_by IS NULL OR NEW.answer IS NOT NULL END OR NEW.round_id <> OLD.round_id
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.nominated_by <> OLD.nominated_by;
	SELECT RAISE(ABORT, 'vote_nominations: the household itself answers, or somebody not close to it writes down who of it said so') WHERE NEW.answer IS NOT NULL
		AND (NEW.said_by IS NULL) <> EXISTS (SELECT 1 FROM household_members WHERE household_id = OLD.household_id AND person_id = NEW.answered_by AND left_at IS NULL)
		OR NEW.said_by IS NOT NULL AND EXISTS (SELECT 1 FROM close_households WHERE household_id = OLD.household_id AND person_id = NEW.answered_by);
	SELECT RAISE(ABORT, 'vote_nominations: by one of the household''s sessions') WHERE NEW.said_by IS NULL AND NOT EXISTS (
		SELECT 1 FROM sessions WHERE person_id = NEW.answered_by AND let_in_by IS NEW.let_in_by AND NOT is_at_kiosk)
		AND EXISTS (SELECT 1 FROM sessions WHERE person_id = NEW.answered_by AND NOT is_at_kiosk);
	SELECT RAISE(ABORT, 'vote_nominations: a yes is a consent to this round') WHERE NEW.answer = 'accepted' AND NOT EXISTS (
		SELECT 1 FROM consents WHERE id = NEW.consent_id AND submission_id = NEW.submission_id AND channel = 'vote' AND occasion = NEW.round_id AND withdrawn_at IS NULL);
END;

CREATE TRIGGER vote_nominations_own_word BEFORE UPDATE ON vote_nominations WHEN NEW.answer IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'vote_nominations: no word of a household by the hand of who asks for it') WHERE EXISTS (
		SELECT 1 FROM (SELECT CASE WHEN NEW.said_by IS NULL THEN NEW.let_in_by ELSE NEW.answered_by END AS hand) h
		JOIN (SELECT NEW.nominated_by AS asker UNION SELECT created_by FROM vote_rounds WHERE id = NEW.round_id) a
		JOIN vote_rounds r ON r.id = NEW.round_id WHERE h.hand IS NOT NULL AND a.asker IS NOT NULL AND NOT INDEPENDENT(h.hand, a.asker, r.region_id))
		OR NEW.said_by IS NOT NULL AND EXISTS (SELECT 1 FROM sign_in_slips l JOIN households h ON h.id = l.household_id
			WHERE l.issued_by = NEW.answered_by AND (h.id = NEW.household_id OR h.goes_on_id = NEW.household_id));
END;

CREATE TRIGGER vote_round_stages_step BEFORE INSERT ON vote_round_stages BEGIN
	SELECT RAISE(ABORT, 'vote_round_stages: an announcement needs rules, two candidates, a roll, and comes before the opening') WHERE NEW.stage = 'announced' AND (
		(SELECT count(*) FROM vote_candidates WHERE round_id = NEW.round_id) < 2
		OR NOT EXISTS (SELECT 1 FROM vote_roll WHERE round_id = NEW.round_id)
		OR NOT EXISTS (SELECT 1 FROM vote_rounds WHERE id = NEW.round_id AND seed_commitment IS NOT NULL AND rules_hash IS NOT NULL AND NEW.at < opens_at));
	SELECT RAISE(ABORT, 'vote_round_stages: the roll names households that live where it says') WHERE NEW.stage = 'announced' AND EXISTS (
		SELECT 1 FROM roll_astray WHERE round_id = NEW.round_id);
	SELECT RAISE(ABORT, 'vote_round_stages: each village gave its word for its part of the roll') WHERE NEW.stage = 'announced' AND EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.struck_at IS NULL GROUP BY v.village_id
		HAVING count(*) IS NOT (SELECT households FROM vote_roll_checks WHERE round_id = NEW.round_id AND village_id = v.village_id));
	SELECT RAISE(ABORT, 'vote_round_stages: nominees were drawn by a number that another announcement has taken') WHERE NEW.stage = 'announced'
		AND EXISTS (SELECT 1 FROM vote_nominations WHERE round_id = NEW.round_id AND how = 'drawn')
		AND EXISTS (SELECT 1 FROM vote_rounds r JOIN vote_rounds other ON other.region_id = r.region_id AND other.id <> r.id
			JOIN vote_round_stages s ON s.round_id = other.id WHERE r.id = NEW.round_id AND s.stage = 'announced' AND s.at >= r.created_at);
	SELECT RAISE(ABORT, 'vote_round_stages: not closed before its time') WHERE NEW.stage = 'closed' AND
		NEW.at < (SELECT closes_at FROM vote_rounds WHERE id = NEW.round_id);
	SELECT RAISE(ABORT, 'vote_round_stages: not counted while paper may come, two ballots of a household, a signature, an appeal or the visits are open') WHERE NEW.stage = 'counted' AND (
		NEW.at < (SELECT paper_until FROM vote_rounds WHERE id = NEW.round_id)
		OR EXISTS (SELECT 1 FROM ballot_approvals WHERE round_id = NEW.round_id AND answer IS NULL)
		OR EXISTS (SELECT 1 FROM ballot_conflicts c WHERE c.round_id = NEW.round_id AND NOT EXISTS (
			SELECT 1 FROM approvals WHERE kind = 'settlement' AND subject = c.round_id || '/' || c.roll_number AND answer = 'signed'))
		OR EXISTS (SELECT 1 FROM ballot_appeals a WHERE a.round_id = NEW.round_id AND NOT EXISTS (
			SELECT 1 FROM approvals WHERE kind = 'ruling' AND subject = a.round_id || '/' || a.roll_number AND answer = 'signed'))
		OR EXISTS (SELECT 1 FROM ballot_approvals i JOIN vote_rounds r ON r.id = i.round_id WHERE i.round_id = NEW.round_id AND i.kind = 'invalidation' AND i.answer = 'signed'
			AND NEW.at < i.answered_at + DAYS(r.objection_days) AND NOT EXISTS (SELECT 1 FROM ballot_appeals WHERE round_id = i.round_id AND roll_number = i.roll_number))
		OR EXISTS (SELECT 1 FROM vote_flags WHERE round_id = NEW.round_id AND kind = 'sample' AND answered_at IS NULL)
		OR NOT EXISTS (SELECT 1 FROM vote_flags WHERE round_id = NEW.round_id AND kind = 'sample') AND EXISTS (
			SELECT 1 FROM ballots b WHERE b.round_id = NEW.round_id AND b.channel <> 'phone' AND b.votes > 0
				AND b.version = (SELECT max(version) FROM ballots last WHERE last.round_id = b.round_id AND last.roll_number = b.roll_number))
		OR NOT EXISTS (SELECT 1 FROM published_files WHERE kind = 'count' AND subject = NEW.round_id));
	SELECT RAISE(ABORT, 'vote_round_stages: not final while objections may come or wait') WHERE NEW.stage = 'final' AND (
		EXISTS (SELECT 1 FROM objections WHERE kind = 'round' AND subject = NEW.round_id AND answer IS NULL)
		OR NEW.at < (SELECT f.published_at + DAYS(r.objection_days) FROM published_files f JOIN vote_rounds r ON r.id = f.subject WHERE f.kind = 'count' AND r.id = NEW.round_id));
	SELECT RAISE(ABORT, 'vote_round_stages: a cancelled round says why') WHERE NEW.stage = 'cancelled' AND length(NEW.note) < 5;
	SELECT RAISE(ABORT, 'vote_round_stages: a count is annulled by another one than who upheld an objection to it') WHERE NEW.stage = 'cancelled'
		AND (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) = 'counted' AND NOT EXISTS (
			SELECT 1 FROM objections o JOIN vote_rounds r ON r.id = o.subject WHERE o.kind = 'round' AND o.subject = NEW.round_id AND o.is_upheld = 1
				AND o.answered_by <> NEW.actor_id AND INDEPENDENT(o.answered_by, NEW.actor_id, r.region_id));
	SELECT RAISE(ABORT, 'vote_round_stages: a count is annulled by nobody who objected to it, stands in it, or is close to who does') WHERE NEW.stage = 'cancelled'
		AND (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) = 'counted' AND EXISTS (
			SELECT 1 FROM (SELECT household_id, made_by FROM objections WHERE kind = 'round' AND subject = NEW.round_id
				UNION ALL SELECT household_id, NULL FROM vote_candidates WHERE round_id = NEW.round_id) concerned WHERE concerned.made_by = NEW.actor_id
				OR concerned.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.actor_id));
END;

CREATE TRIGGER vote_roll_struck_before_opening BEFORE UPDATE ON vote_roll BEGIN
	SELECT RAISE(ABORT, 'vote_roll: a household is struck or put back, nothing else') WHERE (NEW.struck_at IS NULL) = (OLD.struck_at IS NULL)
		OR NEW.household_id <> OLD.household_id OR NEW.village_id <> OLD.village_id OR NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id
		OR NEW.struck_at IS NOT NULL AND NEW.added_at <> OLD.added_at
		OR NEW.struck_at IS NULL AND (NEW.added_at < OLD.struck_at OR NEW.struck_by IS NOT NULL);
	SELECT RAISE(ABORT, 'vote_roll is frozen from the opening on') WHERE NOT EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = OLD.round_id AND (stage = 'draft' OR stage = 'announced' AND coalesce(NEW.struck_at, NEW.added_at) < opens_at));
	SELECT RAISE(ABORT, 'vote_roll: who strikes is independent of who gave the village''s word') WHERE NEW.struck_by IS NOT NULL AND EXISTS (
		SELECT 1 FROM vote_roll_checks c JOIN vote_rounds r ON r.id = c.round_id WHERE c.round_id = OLD.round_id AND c.village_id = OLD.village_id AND r.stage <> 'draft'
			AND NOT INDEPENDENT(c.checked_by, NEW.struck_by, c.village_id));
	SELECT RAISE(ABORT, 'vote_roll: nobody is struck in the last day before the opening') WHERE EXISTS (
		SELECT 1 FROM vote_rounds WHERE id = OLD.round_id AND stage = 'announced' AND NEW.struck_at >= opens_at - DAYS(1));
END;

CREATE TRIGGER vote_roll_checks_while_draft BEFORE INSERT ON vote_roll_checks BEGIN
	SELECT RAISE(ABORT, 'vote_roll_checks: a village gives its word before the announcement') WHERE (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) <> 'draft';
	SELECT RAISE(ABORT, 'vote_roll_checks: who gives the village''s word is independent of who struck its households') WHERE EXISTS (
		SELECT 1 FROM vote_roll v WHERE v.round_id = NEW.round_id AND v.village_id = NEW.village_id AND v.struck_by IS NOT NULL
			AND NOT INDEPENDENT(v.struck_by, NEW.checked_by, NEW.village_id));
END;

CREATE TRIGGER vote_roll_checks_stay BEFORE DELETE ON vote_roll_checks WHEN (SELECT stage FROM vote_rounds WHERE id = OLD.round_id) <> 'draft' BEGIN
	SELECT RAISE(ABORT, 'vote_roll_checks stay from the announcement on');
END;
