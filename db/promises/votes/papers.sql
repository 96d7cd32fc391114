-- A paper counts when two people read the same. Two people settle a household's two ballots.

CREATE TRIGGER paper_entries_two_a_time BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: two people read a paper, then both again') WHERE
		(SELECT count(*) FROM paper_entries WHERE paper_ballot_id = NEW.paper_ballot_id AND attempt = NEW.attempt) >= 2
		OR NEW.attempt <> 1 AND (SELECT count(*) FROM paper_entries WHERE paper_ballot_id = NEW.paper_ballot_id AND attempt = NEW.attempt - 1) < 2;
	SELECT RAISE(ABORT, 'paper_entries: the paper is used or void') WHERE EXISTS (
		SELECT 1 FROM paper_ballots WHERE id = NEW.paper_ballot_id AND (voided_at IS NOT NULL OR used_at IS NOT NULL));
	SELECT RAISE(ABORT, 'paper_entries: not the ballot of the own household') WHERE EXISTS (
		SELECT 1 FROM paper_ballots p JOIN vote_roll v ON v.round_id = p.round_id AND v.number = p.roll_number
		JOIN household_members m ON m.household_id = v.household_id AND m.left_at IS NULL WHERE p.id = NEW.paper_ballot_id AND m.person_id = NEW.entered_by);
END;

CREATE TRIGGER paper_entries_not_of_relatives BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: not the ballot of a declared relative') WHERE EXISTS (
		SELECT 1 FROM paper_ballots p JOIN vote_roll v ON v.round_id = p.round_id AND v.number = p.roll_number
		JOIN declared_relatives d ON d.household_id = v.household_id WHERE p.id = NEW.paper_ballot_id AND d.person_id = NEW.entered_by);
END;

CREATE TRIGGER ballot_conflicts_begin_open BEFORE INSERT ON ballot_conflicts BEGIN
	SELECT RAISE(ABORT, 'ballot_conflicts: a paper of the household that two people read') WHERE NOT EXISTS (SELECT 1 FROM paper_ballots WHERE id = NEW.paper_ballot_id AND round_id = NEW.round_id AND roll_number = NEW.roll_number AND used_at IS NOT NULL);
END;

CREATE TRIGGER paper_entries_independent BEFORE INSERT ON paper_entries BEGIN
	SELECT RAISE(ABORT, 'paper_entries: who printed it does not enter it, and who prints and reads are independent of one another') WHERE EXISTS (
		SELECT 1 FROM (SELECT p.issued_by AS person_id, r.region_id FROM paper_ballots p JOIN vote_rounds r ON r.id = p.round_id WHERE p.id = NEW.paper_ballot_id
			UNION ALL SELECT e.entered_by, r.region_id FROM paper_entries e JOIN paper_ballots p ON p.id = e.paper_ballot_id JOIN vote_rounds r ON r.id = p.round_id
				WHERE e.paper_ballot_id = NEW.paper_ballot_id AND e.attempt = NEW.attempt AND e.entered_by <> NEW.entered_by) part
		WHERE NOT INDEPENDENT(part.person_id, NEW.entered_by, part.region_id));
END;

CREATE TRIGGER paper_ballots_begin_unread BEFORE INSERT ON paper_ballots BEGIN
	SELECT RAISE(ABORT, 'paper_ballots begin unread') WHERE NEW.used_at IS NOT NULL OR NEW.voided_at IS NOT NULL;
END;

CREATE TRIGGER paper_ballots_used_once BEFORE UPDATE ON paper_ballots BEGIN
	SELECT RAISE(ABORT, 'paper_ballots are used or voided, once') WHERE NEW.round_id <> OLD.round_id OR NEW.roll_number <> OLD.roll_number
		OR NEW.code_hash <> OLD.code_hash OR NEW.issued_by <> OLD.issued_by OR NEW.issued_at <> OLD.issued_at
		OR OLD.voided_at IS NOT NULL OR OLD.used_at IS NOT NULL AND NEW.used_at IS NOT OLD.used_at
		OR OLD.used_at IS NOT NULL AND NEW.voided_at IS NOT NULL;
	SELECT RAISE(ABORT, 'paper_ballots: two people must have read the same') WHERE NEW.used_at IS NOT NULL AND OLD.used_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM paper_entries a JOIN paper_entries b ON a.paper_ballot_id = b.paper_ballot_id AND a.attempt = b.attempt
		WHERE a.paper_ballot_id = NEW.id AND a.entered_by <> b.entered_by AND a.sealed = b.sealed AND a.spoiled = b.spoiled);
END;
