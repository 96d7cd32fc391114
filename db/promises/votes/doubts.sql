-- Two people make a ballot invalid between the closing and the count. The household may appeal, and somebody new examines it.

CREATE TRIGGER vote_flags_only_answered BEFORE UPDATE ON vote_flags BEGIN
	SELECT RAISE(ABORT, 'vote_flags: what was found stays') WHERE NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.kind <> OLD.kind
		OR NEW.subject <> OLD.subject OR NEW.evidence <> OLD.evidence OR NEW.found_at <> OLD.found_at;
	SELECT RAISE(ABORT, 'vote_flags: after the closing, before the count') WHERE (SELECT stage FROM vote_rounds WHERE id = OLD.round_id) <> 'closed';
	SELECT RAISE(ABORT, 'vote_flags: nobody writes over another''s answer') WHERE OLD.answered_by IS NOT NULL AND NEW.answered_by IS NOT OLD.answered_by;
END;

CREATE TRIGGER vote_flags_after_closing BEFORE INSERT ON vote_flags WHEN (SELECT stage FROM vote_rounds WHERE id = NEW.round_id) NOT IN ('closed', 'counted', 'final') BEGIN
	SELECT RAISE(ABORT, 'vote_flags: not while the round is open');
END;

-- The approvals about the ballot of a roll's line; their subject is "ROUND/NUMBER".
CREATE VIEW ballot_approvals AS SELECT *, substr(subject, 1, instr(subject, '/') - 1) AS round_id, CAST(substr(subject, instr(subject, '/') + 1) AS INTEGER) AS roll_number
	FROM approvals WHERE kind IN ('invalidation', 'ruling', 'settlement');

-- Who speaks for the household of a roll's line today.
CREATE VIEW roll_members AS SELECT v.round_id, v.number AS roll_number, m.person_id
	FROM vote_roll v JOIN household_members m ON m.household_id = v.household_id AND m.left_at IS NULL;

CREATE TRIGGER ballot_approvals_proposed AFTER INSERT ON approvals WHEN NEW.kind IN ('invalidation', 'ruling', 'settlement') BEGIN
	SELECT RAISE(ABORT, 'approvals: in the office of the round, about a household of its roll') WHERE NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN vote_roll v ON v.round_id = a.round_id AND v.number = a.roll_number JOIN vote_rounds r ON r.id = a.round_id
		WHERE a.id = NEW.id AND v.household_id = NEW.household_id AND r.region_id = NEW.region_id);
	SELECT RAISE(ABORT, 'approvals: after the closing, before the count') WHERE NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN vote_rounds r ON r.id = a.round_id WHERE a.id = NEW.id AND r.stage = 'closed');
	SELECT RAISE(ABORT, 'approvals: there is no ballot') WHERE NEW.kind = 'invalidation' AND NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN ballots b ON b.round_id = a.round_id AND b.roll_number = a.roll_number WHERE a.id = NEW.id);
	SELECT RAISE(ABORT, 'approvals: there is no appeal') WHERE NEW.kind = 'ruling' AND NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN ballot_appeals b ON b.round_id = a.round_id AND b.roll_number = a.roll_number WHERE a.id = NEW.id);
	SELECT RAISE(ABORT, 'approvals: no household voted twice') WHERE NEW.kind = 'settlement' AND NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN ballot_conflicts b ON b.round_id = a.round_id AND b.roll_number = a.roll_number WHERE a.id = NEW.id);
	SELECT RAISE(ABORT, 'approvals: somebody new looks again, independent of those who signed') WHERE NEW.kind = 'ruling' AND EXISTS (
		SELECT 1 FROM approvals i WHERE i.kind = 'invalidation' AND i.subject = NEW.subject AND i.answer = 'signed'
			AND NOT (INDEPENDENT(i.proposed_by, NEW.proposed_by, NEW.region_id) AND INDEPENDENT(i.answered_by, NEW.proposed_by, NEW.region_id)));
	SELECT RAISE(ABORT, 'approvals: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN vote_candidates c ON c.round_id = a.round_id JOIN close_households h ON h.household_id = c.household_id
		WHERE a.id = NEW.id AND h.person_id = NEW.proposed_by);
END;

CREATE TRIGGER ballot_approvals_answered AFTER UPDATE ON approvals WHEN NEW.kind IN ('invalidation', 'ruling', 'settlement') BEGIN
	SELECT RAISE(ABORT, 'approvals: after the closing, before the count') WHERE NOT EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN vote_rounds r ON r.id = a.round_id WHERE a.id = NEW.id AND r.stage = 'closed');
	SELECT RAISE(ABORT, 'approvals: a candidate among own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM ballot_approvals a JOIN vote_candidates c ON c.round_id = a.round_id JOIN close_households h ON h.household_id = c.household_id
		WHERE a.id = NEW.id AND h.person_id = NEW.answered_by);
END;

CREATE TRIGGER ballot_appeals_in_time BEFORE INSERT ON ballot_appeals BEGIN
	SELECT RAISE(ABORT, 'ballot_appeals: against what was signed, before the count and in time') WHERE NOT EXISTS (
		SELECT 1 FROM approvals i JOIN vote_rounds r ON r.id = NEW.round_id WHERE i.kind = 'invalidation' AND i.subject = NEW.round_id || '/' || NEW.roll_number
			AND i.answer = 'signed' AND r.stage = 'closed' AND NEW.made_at < i.answered_at + DAYS(r.objection_days));
	SELECT RAISE(ABORT, 'ballot_appeals: not by who signed') WHERE EXISTS (
		SELECT 1 FROM approvals WHERE kind = 'invalidation' AND subject = NEW.round_id || '/' || NEW.roll_number AND answer = 'signed' AND NEW.made_by IN (proposed_by, answered_by));
END;

CREATE TRIGGER ballot_appeals_said_anew BEFORE UPDATE ON ballot_appeals BEGIN
	SELECT RAISE(ABORT, 'ballot_appeals: only the household itself says it anew, in place of what an office wrote, before a ruling') WHERE
		NEW.round_id <> OLD.round_id OR NEW.roll_number <> OLD.roll_number
		OR EXISTS (SELECT 1 FROM approvals WHERE kind = 'ruling' AND subject = OLD.round_id || '/' || OLD.roll_number AND (answer IS NULL OR answer = 'signed'))
		OR OLD.made_by IN (SELECT person_id FROM roll_members WHERE round_id = OLD.round_id AND roll_number = OLD.roll_number)
		OR NEW.made_by NOT IN (SELECT person_id FROM roll_members WHERE round_id = OLD.round_id AND roll_number = OLD.roll_number);
END;
